// Solution: what has come and is not used yet is kept, for as long as the
// connection lasts.
// 答案：来了而没有用上的要留着，连接在，它就在。
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/md5.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// Receives until there are so many bytes, or more: a recv brings what is there.
void recv_until(int server, std::uint64_t size, std::string& came) {
  while (came.size() < size) {
    std::array<char, 1024> room{};
    const ssize_t n =
        kit::check(::recv(server, room.data(), room.size(), 0), "recv");
    if (n == 0) throw std::runtime_error("the server left inside an answer");
    came.append(room.data(), static_cast<std::size_t>(n));
  }
}

// ---- the solution ----
// Takes the first `size` bytes off; what came behind them is the next part's.
std::string take(int server, std::uint64_t size, std::string& came) {
  recv_until(server, size, came);
  std::string part = came.substr(0, size);
  came.erase(0, size);
  return part;
}

void print_answer(int server, std::string& came, const std::string& command) {
  const kit::json_header_format format{.limit = 1 << 20};
  const std::string prefix = take(server, 4, came);
  const auto length = kit::decode_length(format.prefix, kit::as_bytes(prefix));
  if (length.error != kit::length_error::none)
    throw std::runtime_error(
        kit::explain(format.prefix, kit::as_bytes(prefix)));

  const std::string json = take(server, length.length, came);
  const kit::decoded_header read = kit::decode_json_header(format, json);
  if (read.error != kit::header_error::none)
    throw std::runtime_error(read.what);

  const std::string data = take(server, read.header.total_size, came);
  std::cout << command << ": " << kit::escaped(read.header.filename, 40) << ", "
            << data.size() << " bytes, md5 "
            << (kit::md5(data) == read.header.md5 ? "matches" : "differs")
            << '\n'
            << kit::escaped_lines(data) << std::flush;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8083");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  std::string came, command;
  while (kit::next_command(std::cin, command)) {
    kit::send_all(server.get(), command);
    print_answer(server.get(), came, command);
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
