// Exercise: a client for server_to_the_end, whose answers end where the stream
// ends. What tells one answer from the next is the end of the stream.
// Run:   ./client_to_the_end [host] [port]       and type commands ... quit
// Check: its output must be the same whatever one recv brings.
// 练习：这是给 server_to_the_end 用的客户端，流结束的地方就是回答结束的地方。一
//       个回答和下一个回答，就靠流结束来区分。
// 检查：一次 recv 不管拿到多少，打印的都必须一样。
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

std::string recv_answer(int server) {
  std::string answer;
  while (true) {
    std::string some(1024, '\0');
    const ssize_t n =
        kit::check(::recv(server, some.data(), some.size(), 0), "recv");
    if (n == 0) return answer;
    answer.append(some, 0, static_cast<std::size_t>(n));
  }
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
    kit::check(::shutdown(server.get(), SHUT_WR), "shutdown");
    const std::string answer = recv_answer(server.get());
    std::cout << command << ": " << answer.size() << " bytes \""
              << kit::escaped(answer, 40) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
