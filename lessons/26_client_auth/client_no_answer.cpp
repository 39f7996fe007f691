// Shows: a client that knows nothing of keys: it asks, and prints what comes.
// Ask:   what does it take for the answer to its first line?
// Run:   ./client_no_answer [host] [port]       and type lines; quit ends
// Try:   type one line and wait. Predict: who hangs up, and when?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9999");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    if (line.empty()) continue;  // lesson 03
    kit::send_all(server.get(), line);
    std::string answer(1024, '\0');  // one recv, as in the document: wrong
    const ssize_t size = kit::check(
        ::recv(server.get(), answer.data(), answer.size(), 0), "recv");
    answer.resize(static_cast<std::size_t>(size));
    std::cout << "recv -> " << size << " \"" << kit::escaped(answer) << '"'
              << std::endl;
    if (size == 0) break;  // end of stream: we are not wanted
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
