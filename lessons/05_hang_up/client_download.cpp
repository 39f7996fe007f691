// Shows: a client that asks, reads to the end, and says thanks.
// Ask:   how does it know that it got everything? Does it?
// Run:   ./client_download [host] [port]      with ./server_drains elsewhere
// Try:   with ./server_closes. Predict: how many bytes, and which end?
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
  const kit::arguments given(argc, argv, "8888");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint server(given.host, given.port);
  const kit::unique_fd phone(
      kit::check(::socket(server.family(), SOCK_STREAM, 0), "socket"));
  const int small = 8192;  // of the receive buffer: the rest has to wait
  kit::check(
      ::setsockopt(phone.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small),
      "setsockopt");
  kit::check(::connect(phone.get(), server.address(), server.size()),
             "connect to " + kit::to_string(server));
  kit::check(::send(phone.get(), "get", 3, MSG_NOSIGNAL), "send");

  // ---- the lesson ----
  std::string bytes(65536, '\0');
  std::size_t came = 0;
  while (true) {
    const ssize_t n = ::recv(phone.get(), bytes.data(), bytes.size(), 0);
    if (n == -1) {  // the line broke: nobody knows how much is missing
      std::cout << "came " << came << " bytes, then: " << std::strerror(errno)
                << std::endl;
      return 1;
    }
    if (n == 0) break;
    came += static_cast<std::size_t>(n);
  }
  std::cout << "came " << came << " bytes, then the end" << std::endl;
  // The server has ended its direction. Ours still works.
  kit::check(::send(phone.get(), "thanks", 6, MSG_NOSIGNAL), "send");
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
