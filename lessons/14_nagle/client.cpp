// Shows: write, write, read: a request in two sends, then wait for the answer.
// Ask:   Nagle's algorithm is on; does it join the two?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   ./rounds: what does this habit cost, and from which round on?
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
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
