// Shows: lines that end with "\r\n" or with "\n". It is wrong: fix it.
// Ask:   where may a recv end?
// Run:   ./sticky check 18 lessons/18_delimiter/exercises/server_crlf.cpp
// Try:   predict first: between which two bytes must a recv end to break it?
// 内容：以 "\r\n" 或 "\n" 结尾的行。现在不对，把它改对。
// 问：一次 recv 会停在哪里？
// 试：先猜：一次 recv 停在哪两个字节之间，它就会出错？
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
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
// "\r\n" shall end a message as "\n" does. It works when both are in one recv.
// Fix it, so that it works however they come.
// "\r\n" 要和 "\n" 一样结束一条消息，不管这两个字节是不是一起来。
std::optional<std::string> next_message(std::string& received) {
  const std::size_t end = received.find('\n');  // npos if there is none
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
    std::string piece(room.data(), static_cast<std::size_t>(size));
    for (std::size_t at = 0; (at = piece.find("\r\n", at)) != piece.npos;)
      piece.erase(at, 1);
    received += piece;
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
