// Shows: a conversation: say a line, hear the answer, until there are no more.
// Ask:   why must an empty line not be sent?
// Run:   ./client [host] [port]       and type; Ctrl-D hangs up
// Try:   stop the server in the middle. Predict first: what does recv return?
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
  const kit::arguments given(argc, argv, "8081");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint server(given.host, given.port);
  const kit::unique_fd phone(
      kit::check(::socket(server.family(), SOCK_STREAM, 0), "socket"));
  kit::check(
      ::connect(phone.get(), server.address(), server.size()),
      "connect to " + kit::to_string(server) + " (start the server first)");

  // ---- the lesson ----
  std::string words;
  while (std::getline(std::cin, words)) {
    if (words.empty()) continue;  // TCP cannot carry it: lesson 03
    // May send less than asked: lesson 13. No SIGPIPE: lesson 05.
    kit::check(::send(phone.get(), words.data(), words.size(), MSG_NOSIGNAL),
               "send");

    std::string answer(1024, '\0');
    const ssize_t heard = kit::check(
        ::recv(phone.get(), answer.data(), answer.size(), 0), "recv");
    answer.resize(static_cast<std::size_t>(heard));
    std::cout << "recv -> " << heard << " \"" << kit::escaped(answer) << '"'
              << std::endl;
    if (heard == 0) break;  // end of stream: the server hung up
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
