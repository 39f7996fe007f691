// Shows: connect on a UDP socket: one peer, and the kernel tells its errors.
// Ask:   connect sends nothing. When does it come out that nobody is there?
// Run:   ./client_connected [host] [port]       and type lines
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
  const std::string connect_to = "connect to " + kit::to_string(server);
  kit::check(::connect(letters.get(), server.address(), server.size()),
             connect_to);  // the address is noted; nothing is sent
  std::string line;
  while (std::getline(std::cin, line)) {
    kit::check(::send(letters.get(), line.data(), line.size(), 0), "send");
    std::cout << "send -> " << line.size() << std::endl;
    std::string answer(1024, '\0');
    const ssize_t n = kit::check(  // from that peer and no other
        ::recv(letters.get(), answer.data(), answer.size(), 0), "recv");
    answer.resize(static_cast<std::size_t>(n));
    std::cout << "recv -> " << n << " \"" << kit::escaped(answer, 40) << '"'
              << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
