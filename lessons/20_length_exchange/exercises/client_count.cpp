// Exercise: this client counts the bytes that it has asked for. Now and then an
// answer comes out short, and the next one begins with what was left.
// To do: predict when; then fix the count.
// Check: ./sticky check 20 PATH/client_count.cpp
// 练习：这个客户端累加的是它要的字节数。有时候一个回答会短一截，剩下的成了下一
//       个回答的开头。
// 要做：猜一猜是什么时候，然后把计数改对。
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// One recv, as in the document: nothing says that the number is whole. White
// space behind it does no harm, as with Python's int().
std::uint64_t recv_length(int server) {
  std::array<char, 1024> room{};
  const ssize_t n =
      kit::check(::recv(server, room.data(), room.size(), 0), "recv");
  if (n == 0) throw std::runtime_error("expected a length, the server left");
  const std::string text(room.data(), static_cast<std::size_t>(n));
  const char* const end = text.data() + text.find_last_not_of(" \r\n") + 1;
  constexpr std::uint64_t most = 1'000'000;  // bytes of an answer
  std::uint64_t length = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, length);
  if (error != std::errc() || stop != end || length > most)
    throw std::runtime_error("expected a length of 0 to 1000000, got \"" +
                             kit::escaped(text, 40) + '"');
  return length;
}

// ---- the exercise ----
std::string recv_answer(int server) {
  const std::uint64_t length = recv_length(server);
  kit::send_all(server, "recv_ready");
  std::string data;
  std::uint64_t recv_size = 0;
  while (recv_size < length) {
    std::array<char, 1024> room{};
    const auto ask = std::min<std::uint64_t>(room.size(), length - recv_size);
    const ssize_t n = kit::check(::recv(server, room.data(), ask, 0), "recv");
    if (n == 0)
      throw std::runtime_error("expected " + std::to_string(length) +
                               " bytes of answer, the server left after " +
                               std::to_string(data.size()));
    data.append(room.data(), static_cast<std::size_t>(n));
    recv_size += ask;
  }
  return data;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  std::string command;
  while (kit::next_command(std::cin, command)) {
    kit::send_all(server.get(), command);
    const std::string answer = recv_answer(server.get());
    std::cout << command << ": " << answer.size() << " bytes\n"
              << kit::escaped_lines(answer) << std::flush;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
