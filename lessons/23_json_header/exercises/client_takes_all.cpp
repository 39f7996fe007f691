// Exercise: each recv takes all that is there. Now and then this client waits
// for data that it has had, until the server gives up on it.
// To do: predict when; then fix it. What is too much for one part is the next
//        part's, and after the data the next answer's.
// Check: ./sticky check 23 PATH/client_takes_all.cpp
// 练习：每次 recv 把来了的全部取走。有时候，这个客户端等的是早就收到的数据，一
//       直等到服务端不再理它。
// 要做：猜一猜是什么时候，然后改对。这一段多出来的属于下一段；数据后面多出来
//       的，属于下一个回答。
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

// ---- the exercise ----
void print_answer(int server, const std::string& command) {
  const kit::json_header_format format{.limit = 1 << 20};
  std::string came;
  recv_until(server, 4, came);
  const auto prefix = kit::as_bytes(came).first(4);
  const kit::decoded_length length = kit::decode_length(format.prefix, prefix);
  if (length.error != kit::length_error::none)
    throw std::runtime_error(kit::explain(format.prefix, prefix));

  recv_until(server, 4 + length.length, came);
  const kit::decoded_header read =
      kit::decode_json_header(format, came.substr(4, length.length));
  if (read.error != kit::header_error::none)
    throw std::runtime_error(read.what);

  std::string data;
  recv_until(server, read.header.total_size, data);
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
  std::string command;
  while (kit::next_command(std::cin, command)) {
    kit::send_all(server.get(), command);
    print_answer(server.get(), command);
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
