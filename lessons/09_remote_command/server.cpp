// Shows: a command is run and its output sent back, as the documents do it.
// Ask:   the client takes 1024 bytes of 1517. Where are the other 493?
// Run:   ./server [host] [port]       then, in another terminal: ./client
// Try:   in the client: seq 8 135, seq 97 476, seq 8 135. Predict each recv.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "run_command.hpp"
#include "what_may_run.hpp"
#include "who_may_ask.hpp"

// ---- the lesson ----
void converse(int client) {
  while (true) {
    std::string command(request_room, '\0');  // may be a part of one, or two
    const ssize_t n =
        kit::check(::recv(client, command.data(), command.size(), 0), "recv");
    if (n == 0) {  // end of stream
      std::cout << "the client left" << std::endl;
      return;
    }
    command.resize(static_cast<std::size_t>(n));
    std::cout << '"' << kit::escaped(command, 60) << "\": " << std::flush;
    std::string_view refusal = why_not(command);
    if (refusal.empty()) refusal = why_not_whole(client, command);
    if (!refusal.empty()) {  // and nothing that follows here is run
      std::cout << refusal << ", hung up" << std::endl;
      return;
    }
    const output said = run_command(command);
    const std::string answer = said.out + said.err;
    std::cout << answer.size() << " bytes" << (said.cut_off.empty() ? "" : ", ")
              << said.cut_off << std::endl;
    // May send less than asked: lesson 13. "" sends nothing at all: lesson 03.
    kit::check(::send(client, answer.data(), answer.size(), MSG_NOSIGNAL),
               "send");
  }
}

int main(int argc, char* argv[]) try {
  std::vector<const char*> words(argv, argv + argc);
  const bool listen_said = take_listen(words);
  const kit::arguments given(static_cast<int>(words.size()), words.data(),
                             "8080");
  if (given.help) return std::cout << given.usage << listen_usage, 0;
  const kit::endpoint here(given.host, given.port);
  judge(here, listen_said);
  const kit::unique_fd listener = kit::listen_at(here);
  keep_from_commands(listener.get());
  std::cout << "waiting for commands" << std::endl;
  while (true) {
    const kit::unique_fd client(
        kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
    keep_from_commands(client.get());
    try {
      converse(client.get());
    } catch (const std::exception& error) {  // this client's fault: the next
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
