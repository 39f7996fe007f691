// Shows: a client, as before. It cannot tell a thread from a whole server.
// Ask:   how many of these can talk at once? And in lesson 02?
// Run:   ./client [host] [port]       and type lines; quit ends
// Try:   start two, type in the second first. Predict: does it have to wait?
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8889");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    if (line.empty()) continue;  // lesson 03
    kit::send_all(server.get(), line);
    std::string answer;  // as long as the question: no header is needed
    const auto got = kit::recv_exact(server.get(), line.size(), answer);
    if (got.how != kit::received::complete)
      throw std::runtime_error(kit::explain(got, "answer"));
    std::cout << kit::escaped(answer) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
