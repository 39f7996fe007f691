// Shows: one recv for a message of 16 bytes. It is wrong: fix it.
// Ask:   how many bytes does each recv have to ask for?
// Run:   ./sticky check 17 lessons/17_fixed_size/exercises/server_exactly.cpp
// Try:   predict first: which message comes out wrong, after which recv?
// 内容：用一次 recv 取 16 字节的消息。这样不对，把它改对。
// 问：每次 recv 该要多少字节？
// 试：先猜：在哪一次 recv 之后，哪条消息会出错？
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

// ---- the exercise ----
// A message is there when 16 bytes are there, and recv may bring fewer. Write
// the loop that asks for what is still missing. A peer that leaves inside a
// message is an error: "expected 16 bytes, the peer left after 5".
// 收齐 16 字节才是一条消息，recv 可能给得更少。把循环写出来，还缺多少就要多
// 少。对方在消息中间离开是错误："expected 16 bytes, the peer left after 5"。

void converse(int client) {
  std::array<char, frame> room{};
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) return;  // end of stream
    std::string message(room.data(), static_cast<std::size_t>(size));
    message.erase(message.find_last_not_of('\0') + 1);  // the padding
    std::cout << ++n << ": " << message.size() << " bytes \""
              << kit::escaped(message) << '"' << std::endl;
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  while (true) {
    const kit::unique_fd client(
        kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
    try {
      kit::give_up_after(client.get(), std::chrono::seconds(60));
      converse(client.get());
      std::cout << "the client left" << std::endl;
    } catch (const std::exception& error) {  // this client's fault: the next
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
