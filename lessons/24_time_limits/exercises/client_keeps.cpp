// Exercise: this client does without a decoder, and never asks for more than is
// missing. But a time limit makes it forget the head of the message.
// To do: let what has come outlive the call of next() that the limit ends.
// Check: ./sticky check 24 PATH/client_keeps.cpp
// 练习：这个客户端不用解码器，而且缺多少要多少。可是一到时限，它就把消息已经收
//       到的开头忘了。
// 要做：收到的内容，要比被时限打断的那次 next() 活得久。
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/tcp.hpp"

// Bytes that a message and its header lack, as far as they are known.
std::size_t missing(const std::string& bytes) {
  if (bytes.size() < 4) return 4 - bytes.size();
  const kit::length_format format;
  const auto header = kit::as_bytes(bytes).first(4);
  const kit::decoded_length length = kit::decode_length(format, header);
  if (length.error != kit::length_error::none)
    throw std::runtime_error(kit::explain(format, header));
  return 4 + length.length - bytes.size();
}

enum class came { message, nothing_yet, end };

came next(int server, std::string& message) {
  std::string bytes;  // what has come of the message
  while (const std::size_t size = missing(bytes)) {
    std::string piece(size, '\0');
    const ssize_t n = ::recv(server, piece.data(), piece.size(), 0);
    if (n == -1 && errno == EAGAIN) return came::nothing_yet;
    kit::check(n, "recv");
    if (n == 0 && bytes.empty()) return came::end;
    if (n == 0) throw std::runtime_error("the server left inside a message");
    bytes.append(piece, 0, static_cast<std::size_t>(n));
  }
  message = bytes.substr(4);
  return came::message;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8086");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  kit::give_up_after(server.get(), std::chrono::seconds(1));
  std::string message;
  for (int silent = 0; silent < 60;) {
    const came what = next(server.get(), message);
    if (what == came::end) return 0;
    silent = what == came::nothing_yet ? silent + 1 : 0;
    if (what == came::message)
      std::cout << message.size() << " bytes \"" << kit::escaped(message) << '"'
                << std::endl;
  }
  throw std::runtime_error("nothing for 60 seconds");
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
