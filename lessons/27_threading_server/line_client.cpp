// Shows: a line goes out, a line comes back; the line's end is the boundary.
// Ask:   client.cpp knows how long its answer will be. Why can this one not?
// Run:   ./line_client [host] [port]       and type lines; quit ends
// Try:   type server_close to server_by_name. Predict: whom does that hurt?
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "lines.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8889");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  line_reader answers(server.get());
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    kit::send_all(server.get(), line + '\n');
    const auto answer = answers.next();
    if (!answer) throw std::runtime_error("the server left without an answer");
    std::cout << kit::escaped(*answer) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
