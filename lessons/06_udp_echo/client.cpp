// Shows: sendto to an address, without a connection and without knowing.
// Ask:   nobody is at that address. Which call fails?
// Run:   ./client [host] [port]       and type lines; also an empty one
// Try:   without a server. Predict which line of this program is its last.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint server(given.host, given.port);
  const kit::unique_fd letters(
      kit::check(::socket(server.family(), SOCK_DGRAM, 0), "socket"));

  // ---- the lesson ----
  std::string line;
  while (std::getline(std::cin, line)) {
    kit::check(::sendto(letters.get(), line.data(), line.size(), 0,
                        server.address(), server.size()),
               "sendto");
    std::cout << "sendto -> " << line.size() << std::endl;
    std::string answer(1024, '\0');
    kit::endpoint sender;  // not asked: it could be anybody
    const ssize_t n =
        kit::check(::recvfrom(letters.get(), answer.data(), answer.size(), 0,
                              sender.address(), sender.room()),
                   "recvfrom");
    answer.resize(static_cast<std::size_t>(n));
    std::cout << "recvfrom -> " << n << " \"" << kit::escaped(answer, 40) << '"'
              << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
