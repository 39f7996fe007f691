// Shows: a length that is read once, when it comes. It is wrong: fix it.
// Ask:   when is a number complete?
// Run:   ./sticky check 19 lessons/19_text_length/exercises/server_digits.cpp
// Try:   predict first: with which message lengths does it always work?
// 内容：长度一来就读，只读一次。这样不对，把它改对。
// 问：一个数什么时候才算完整？
// 试：先猜：消息是哪些长度的时候，它总是对的？
#include <sys/socket.h>

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

// ---- the exercise ----
// The length of a message is read once, as soon as it comes, and taken off.
// Fix that, so that it works however the bytes come.
// 长度一来就读，读完就拿走，只读这一次。改到不管字节怎么来都对。
std::optional<std::string> next_message(std::string& received,
                                        std::optional<std::size_t>& size) {
  if (!size && !received.empty()) {
    const std::string number =
        received.substr(0, received.find_first_not_of("0123456789"));
    if (number.empty() || number.size() > 2)
      throw std::runtime_error("expected a length from 0 to 99 and \":\"");
    size = std::stoul(number);
    received.erase(0, received.find(':') + 1);
  }
  if (!size || received.size() <= *size) return {};
  if (received[*size] != ',') throw std::runtime_error("expected a comma");
  std::string message = received.substr(0, *size);
  received.erase(0, *size + 1);
  size.reset();
  return message;
}

void converse(int client) {
  std::array<char, 1024> room{};
  std::string received;             // and not taken off yet
  std::optional<std::size_t> size;  // of the message that is coming
  for (int n = 0;;) {
    const ssize_t came =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (came == 0) break;  // end of stream
    received.append(room.data(), static_cast<std::size_t>(came));
    while (const auto message = next_message(received, size))
      std::cout << ++n << ": " << message->size() << " bytes \""
                << kit::escaped(*message) << '"' << std::endl;
  }
  if (size || !received.empty())
    throw std::runtime_error("expected a whole netstring before the end");
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
