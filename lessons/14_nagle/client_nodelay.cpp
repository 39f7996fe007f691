// Shows: TCP_NODELAY: each send leaves at once, in a segment of its own.
// Ask:   is a segment of its own a message of its own?
// Run:   ./client_nodelay [host] [port]  with ./server in another terminal
// Try:   ./sticky check 14 nodelay. Predict how many outcomes it finds.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8085");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd connection =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const int on = 1;  // Nagle's algorithm: off
  kit::check(
      ::setsockopt(connection.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on),
      "setsockopt");
  kit::send_all(connection.get(), "hello");
  kit::send_all(connection.get(), "feng");

  std::string answer;
  const kit::recv_result got = kit::recv_exact(connection.get(), 2, answer);
  std::cout << "answer: " << answer << std::endl;
  return got.how == kit::received::complete ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
