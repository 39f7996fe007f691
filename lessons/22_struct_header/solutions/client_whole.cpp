// Solution: one loop; how much it waits for becomes known on the way.
// 答案：只有一个循环；要等多少字节，走到半路才知道。
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

constexpr std::int32_t most = 1 << 20;  // bytes of an answer

// Python's struct.unpack('i', header): 4 bytes, the lowest first, signed.
std::int32_t unpack(std::string_view header) {
  std::uint32_t number = 0;
  for (int i = 3; i >= 0; --i)
    number = number << 8 | static_cast<unsigned char>(header[std::size_t(i)]);
  return static_cast<std::int32_t>(number);
}

// ---- the solution ----
std::string recv_answer(int server) {
  std::string came;
  std::size_t whole = 4;  // of header; once that is here, with the answer
  while (came.size() < whole) {
    std::array<char, 1024> room{};
    const std::size_t ask = std::min(room.size(), whole - came.size());
    const ssize_t n = kit::check(::recv(server, room.data(), ask, 0), "recv");
    if (n == 0)
      throw std::runtime_error("expected " + std::to_string(whole) +
                               " bytes, the server left after " +
                               std::to_string(came.size()));
    came.append(room.data(), static_cast<std::size_t>(n));
    if (came.size() != 4) continue;
    const std::int32_t length = unpack(came);
    if (length < 0 || length > most)
      throw std::runtime_error(
          kit::explain(kit::python_i(most), kit::as_bytes(came)));
    whole += static_cast<std::size_t>(length);
  }
  return came.substr(4);
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8083");
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
