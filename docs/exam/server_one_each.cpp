// The exam's part C, question 1: what is wrong with it?
// 试卷第三部分第 1 题：它错在哪里？
#include <sys/socket.h>

#include <array>
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

std::optional<std::string> next_message(std::string& received) {
  const std::size_t end = received.find('\n');
  if (end == std::string::npos && received.size() <= most) return {};
  if (end == std::string::npos || end > most)
    throw std::runtime_error("expected a line of at most 32 bytes");
  std::string message = received.substr(0, end);
  received.erase(0, end + 1);
  return message;
}

void converse(int client) {
  std::array<char, 1024> room{};
  std::string received;
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) break;
    received.append(room.data(), static_cast<std::size_t>(size));
    if (const auto message = next_message(received))
      std::cout << ++n << ": \"" << kit::escaped(*message) << '"' << std::endl;
  }
  if (!received.empty())
    throw std::runtime_error("the client left inside a line");
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
      converse(client.get());
      std::cout << "the client left" << std::endl;
    } catch (const std::exception& error) {
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
