// Exercise: this server is right under every schedule. Break it by taking away
// one character: it must still compile, and go on working with ./client.
// Check: ./sticky check 18 PATH/server_one_character.cpp
// Try:   predict first: what has to happen for the fault to show?
// 练习：这个服务端怎么调度都对。去掉一个字符，把它改坏：还能编译，平时和
//       ./client 一起用也还正常。
// 试：先猜：要发生什么，这个错误才看得出来？
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t most = 32;  // bytes of a message

// ---- the exercise ----
// Takes the first message off the bytes received, if it is there whole.
std::optional<std::string> next_message(std::string& received) {
  const std::size_t end = received.find('\n');  // npos if there is none
  // Without a limit, a peer that never ends its line takes all our memory.
  if (std::min(end, received.size()) > most)
    throw std::runtime_error("expected \"\\n\" after at most 32 bytes, got \"" +
                             kit::escaped(received.substr(0, 33), 20) + '"');
  if (end == std::string::npos) return {};
  std::string message = received.substr(0, end);
  received.erase(0, end + 1);
  return message;
}

void converse(int client) {
  std::array<char, 1024> room{};
  std::string received;  // and not taken off yet
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) break;  // end of stream
    received += std::string(room.data(), static_cast<std::size_t>(size));
    while (const auto message = next_message(received))
      std::cout << ++n << ": " << message->size() << " bytes \""
                << kit::escaped(*message) << '"' << std::endl;
  }
  if (!received.empty())
    throw std::runtime_error("expected \"\\n\", the peer left after " +
                             std::to_string(received.size()) +
                             " bytes without it");
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
