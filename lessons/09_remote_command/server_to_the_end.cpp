// Shows: one command a connection; the end of the stream ends each message.
// Ask:   what does the client of this lesson get from it?
// Run:   ./server_to_the_end [host] [port]
// Try:   diff server.cpp server_to_the_end.cpp. Then write its client.
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
std::string recv_to_the_end(int client) {
  std::string all;
  while (why_not(all).empty()) {
    std::string some(request_room, '\0');
    const ssize_t n =
        kit::check(::recv(client, some.data(), some.size(), 0), "recv");
    if (n == 0) return all;  // the client says: that was the command
    all.append(some, 0, static_cast<std::size_t>(n));
  }
  return all;  // it is no command, whatever follows
}

void converse(int client) {
  const std::string command = recv_to_the_end(client);
  std::cout << '"' << kit::escaped(command, 60) << "\": " << std::flush;
  if (const std::string_view refusal = why_not(command); !refusal.empty()) {
    std::cout << refusal << ", hung up" << std::endl;
    return;
  }
  const output said = run_command(command);
  const std::string answer = said.out + said.err;
  std::cout << answer.size() << " bytes" << (said.cut_off.empty() ? "" : ", ")
            << said.cut_off << std::endl;
  // May send less than asked: lesson 13.
  kit::check(::send(client, answer.data(), answer.size(), MSG_NOSIGNAL),
             "send");
}  // and close(): that was the answer

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
