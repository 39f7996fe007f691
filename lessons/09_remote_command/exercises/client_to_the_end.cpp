// Exercise: a client for server_to_the_end, whose answers end where the stream
// ends. This one waits for ever. Fix it in two places.
// Run:   ./client_to_the_end [host] [port]       and type commands ... quit
// Check: its output must be the same whatever one recv brings.
// 练习：这是给 server_to_the_end 用的客户端，流结束的地方就是回答结束的地方。现
//       在它会一直等下去。要改两处。
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

// To do (2): recv until it returns 0, and return all of the bytes.
// 要做（二）：一直 recv 到返回 0，把全部字节返回。
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
    // 要做（一）：告诉服务端命令到此为止，另一个方向还要开着（第 05 课）。
    const std::string answer = recv_answer(server.get());
    std::cout << command << ": " << answer.size() << " bytes \""
              << kit::escaped(answer, 40) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
