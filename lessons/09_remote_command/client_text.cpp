// Shows: an answer printed as it comes, though recv may cut a character.
// Ask:   recv(4) takes four bytes of the answer to echo 中文. Which text is
// that? Run:   ./client_text [host] [port]       with ./server_to_the_end Try:
// diff client_text_per_recv.cpp client_text.cpp
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"
#include "whole_characters.hpp"

// ---- the lesson ----
void print_answer(int server) {
  std::string kept;  // the first bytes of a character whose rest is to come
  while (true) {
    std::string some(1024, '\0');
    const ssize_t n =
        kit::check(::recv(server, some.data(), some.size(), 0), "recv");
    if (n == 0) break;
    kept.append(some, 0, static_cast<std::size_t>(n));
    const std::size_t whole = whole_characters(kept);
    std::cout << kit::escaped(kept.substr(0, whole)) << std::flush;
    kept.erase(0, whole);
  }
  std::cout << kit::escaped(kept);  // the stream ended inside a character
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
    kit::check(::shutdown(server.get(), SHUT_WR), "shutdown");  // that was it
    std::cout << command << ": \"";
    print_answer(server.get());
    std::cout << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
