// Shows: the largest datagram of IPv4: 65535 - 20 (IP) - 8 (UDP) = 65507 bytes.
// Ask:   one byte more: is it cut, split, or refused?
// Run:   ./largest [host] [port]      with ./server 127.0.0.1 9003 65535
// Try:   host ::1 with the server there too. Predict first: the same limit?
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9003");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint server(given.host, given.port);
  const kit::unique_fd letters(
      kit::check(::socket(server.family(), SOCK_DGRAM, 0), "socket"));

  // ---- the lesson ----
  for (const std::size_t size : {65507U, 65508U}) {
    const std::string text(size, 'x');
    const ssize_t sent = ::sendto(letters.get(), text.data(), text.size(), 0,
                                  server.address(), server.size());
    const std::string why = sent == -1 ? std::strerror(errno) : "all of it";
    std::cout << "sendto(" << size << ") -> " << sent << ", " << why
              << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("largest: ") + error.what() + '\n';
  return 1;
}
