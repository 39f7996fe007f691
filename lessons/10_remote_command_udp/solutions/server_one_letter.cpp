// Exercise: one letter for each command, so that a client which calls recvfrom
// once gets the answer to its own command. One sendto, one datagram.
// Run:   ./server_one_letter [host] [port]
// Check: with client_one_recvfrom, each line shows the command's own output.
// 练习：每条命令只回一封信，这样只调用一次 recvfrom 的客户端，拿到的就是自己那
//       条命令的回答。一次 sendto，一个数据报。
// 检查：用 client_one_recvfrom 来试，每一行都是那条命令自己的输出。
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "09_remote_command/run_command.hpp"
#include "09_remote_command/what_may_run.hpp"
#include "09_remote_command/who_may_ask.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

// ---- the lesson ----
void send_letter(int letterbox, const std::string& text,
                 const kit::endpoint& to) {
  kit::check(
      ::sendto(letterbox, text.data(), text.size(), 0, to.address(), to.size()),
      "sendto");  // all of it, or an error: never a part
}

void answer_one(int letterbox) {
  std::string command(request_room, '\0');
  kit::endpoint client;  // each letter brings its sender
  const ssize_t n =
      kit::check(::recvfrom(letterbox, command.data(), command.size(), 0,
                            client.address(), client.room()),
                 "recvfrom");
  command.resize(static_cast<std::size_t>(n));
  std::cout << '"' << kit::escaped(command, 60) << "\": " << std::flush;
  const std::string_view refusal = why_not(command);  // cut letters among them
  if (!refusal.empty()) {
    std::cout << refusal << ", not run" << std::endl;
    return;
  }
  const output said = run_command(command);
  std::cout << said.err.size() << " + " << said.out.size() << " bytes"
            << (said.cut_off.empty() ? "" : ", ") << said.cut_off << std::endl;
  send_letter(letterbox, said.out + said.err, client);
}

int main(int argc, char* argv[]) try {
  std::vector<const char*> words(argv, argv + argc);
  const bool listen_said = take_listen(words);
  const kit::arguments given(static_cast<int>(words.size()), words.data(),
                             "9003");
  if (given.help) return std::cout << given.usage << listen_usage, 0;
  const kit::endpoint here(given.host, given.port);
  judge(here, listen_said);
  const kit::unique_fd letterbox(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  keep_from_commands(letterbox.get());
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(letterbox.get(), here.address(), here.size()), bind_to);
  std::cout << "waiting for commands" << std::endl;
  while (true) {
    try {
      answer_one(letterbox.get());
    } catch (const std::exception& error) {  // this command's fault: the next
      std::cerr << std::string("server: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
