// Shows: the documents' client: for each command one recv, of 1024 bytes.
// Ask:   does what it prints belong to the command that you typed?
// Run:   ./client [host] [port]       and type commands ... quit
// Try:   seq 1000 and then pwd. Predict what you see under pwd.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  std::string command;
  while (kit::next_command(std::cin, command)) {
    // May send less than asked: lesson 13.
    kit::check(
        ::send(server.get(), command.data(), command.size(), MSG_NOSIGNAL),
        "send");
    std::string answer(1024, '\0');  // at most that much of some answer
    const ssize_t n = kit::check(
        ::recv(server.get(), answer.data(), answer.size(), 0), "recv");
    answer.resize(static_cast<std::size_t>(n));
    std::cout << command << ": recv -> " << n << " \""
              << kit::escaped(answer, 24) << '"' << std::endl;
    if (n == 0) break;  // end of stream: the server hung up
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
