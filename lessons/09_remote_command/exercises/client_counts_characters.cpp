// Exercise: counts the characters of an answer. This one takes what a recv
// brings for whole characters, and counts one that is cut twice.
// To do: count each character once, however recv cuts them. You need to keep
//        nothing from one recv to the next: look at the bits of a byte.
// Run:   ./client_counts_characters [host] [port]     with ./server_to_the_end
// 练习：数一个回答有几个字符。这个程序以为一次 recv 拿到的都是完整的字符，断开
//       的字就多数了。
// 要做：不管 recv 断在哪里，每个字符只数一次。两次 recv 之间什么也不用存：看字
//       节里的各个位。
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// To do: 1110xxxx 10xxxxxx 10xxxxxx is one character. Which byte is it that
// each character has exactly one of?
std::size_t characters(std::string_view piece) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < piece.size(); ++count) {
    const auto first = static_cast<unsigned char>(piece[i]);
    i += first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  }
  return count;
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
