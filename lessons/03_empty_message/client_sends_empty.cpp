// Shows: the document's client: it sends whatever is typed, also nothing.
// Ask:   send returned 0. Was that a failure?
// Run:   ./client_sends_empty [host] [port]       and type; Ctrl-D hangs up
// Try:   press Enter, then hello in another client. Predict: who is answered?
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
  const kit::arguments given(argc, argv, "8080");
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
    // May send less than asked: lesson 13. No SIGPIPE: lesson 05.
    const ssize_t said = kit::check(
        ::send(phone.get(), words.data(), words.size(), MSG_NOSIGNAL), "send");
    std::cout << "send -> " << said << " \"" << kit::escaped(words) << '"'
              << std::endl;

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
