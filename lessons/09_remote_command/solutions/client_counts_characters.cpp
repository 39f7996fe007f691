// Solution: counts the characters of an answer, each once, however recv cuts
// them. A byte says by itself whether a character begins with it.
// Run:   ./client_counts_characters [host] [port]     with ./server_to_the_end
// 答案：数一个回答有几个字符，不管 recv 断在哪里，每个只数一次。一个字节是不是
//       字符的开头，看它自己就知道。
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// Each character has one byte that does not begin with the bits 10: its first.
std::size_t characters(std::string_view piece) {
  return static_cast<std::size_t>(std::ranges::count_if(
      piece, [](unsigned char byte) { return (byte & 0xc0) != 0x80; }));
}

std::size_t count_answer(int server) {
  std::size_t count = 0;
  while (true) {
    std::string some(1024, '\0');
    const ssize_t n =
        kit::check(::recv(server, some.data(), some.size(), 0), "recv");
    if (n == 0) return count;
    some.resize(static_cast<std::size_t>(n));
    count += characters(some);
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
    const std::size_t count = count_answer(server.get());
    std::cout << command << ": " << count << " characters" << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
