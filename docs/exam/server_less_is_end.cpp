// The exam's part C, question 2: what is wrong with it?
// 试卷第三部分第 2 题：它错在哪里？
#include <sys/socket.h>

#include <array>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

void converse(int client) {
  std::array<char, frame> room{};
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size < static_cast<ssize_t>(frame)) return;  // the client has left
    std::string message(room.data(), frame);
    message.erase(message.find_last_not_of('\0') + 1);  // the padding
    std::cout << ++n << ": \"" << kit::escaped(message) << '"' << std::endl;
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
