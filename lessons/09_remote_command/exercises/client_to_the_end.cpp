// Exercise: a client for server_to_the_end, whose answers end where the stream
// ends. This one waits for ever. Mend it in two places.
// Run:   ./client_to_the_end [host] [port]       and type commands ... quit
// Check: its output must be the same whatever one recv brings.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// To do (2): recv until it returns 0, and return all of the bytes.
std::string recv_answer(int server) {
  std::string answer(1024, '\0');
  const ssize_t n =
      kit::check(::recv(server, answer.data(), answer.size(), 0), "recv");
  answer.resize(static_cast<std::size_t>(n));
  return answer;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint place(given.host, given.port);
  std::string command;
  while (kit::next_command(std::cin, command)) {
    const kit::unique_fd server = kit::connect_to(place);  // one command each
    kit::check(
        ::send(server.get(), command.data(), command.size(), MSG_NOSIGNAL),
        "send");
    // To do (1): tell the server that the command ends here, and keep the
    // other direction open (lesson 05).
    const std::string answer = recv_answer(server.get());
    std::cout << command << ": " << answer.size() << " bytes \""
              << kit::escaped(answer, 40) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
