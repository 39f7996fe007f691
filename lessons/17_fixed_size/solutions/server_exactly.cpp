// Shows: exactly 16 bytes for each message, in as many recvs as it takes.
// Ask:   how many bytes does each recv have to ask for?
// Run:   ./sticky check 17 lessons/17_fixed_size/solutions/server_exactly.cpp
// Try:   diff it with ../server.cpp: which of the two takes fewer recvs?
// 内容：每条消息正好 16 字节，要几次 recv 就用几次。
// 问：每次 recv 该要多少字节？
// 试：和 ../server.cpp 对比（diff）：哪一个用的 recv 更少？
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

// ---- the solution ----
void converse(int client) {
  std::array<char, frame> room{};
  for (int n = 0;;) {
    std::size_t came = 0;
    while (came < frame) {
      const ssize_t size = kit::check(
          ::recv(client, room.data() + came, frame - came, 0), "recv");
      if (size == 0 && came == 0) return;  // end of stream, between two
      if (size == 0)
        throw std::runtime_error("expected 16 bytes, the peer left after " +
                                 std::to_string(came));
      came += static_cast<std::size_t>(size);
    }
    std::string message(room.data(), frame);
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
