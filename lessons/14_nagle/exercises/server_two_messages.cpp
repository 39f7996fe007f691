// Exercise: the client has switched Nagle off, so each message has a segment of
// its own. This server takes each recv for a message. It works until it does
// not: see the scene nodelay.
// To do: print the same two lines however the nine bytes come. The first
//        message has five bytes, the second four.
// Run:   ./server_two_messages [host] [port]    then: ./client_nodelay
// 练习：客户端关掉了 Nagle，每条消息各有一个报文段。这个服务端把每次 recv 当成
//       一条消息，平时都对，直到有一天不对：看 nodelay 这一幕。
// 要做：不管九个字节怎么来，打印的都是同样的两行。第一条消息五个字节，第二条四
//       个。
#include <sys/socket.h>

#include <array>
#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8085");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ----
  for (const char* name : {"first", "second"}) {
    std::array<std::byte, 9> room{};
    const ssize_t n = kit::check(
        ::recv(connection.get(), room.data(), room.size(), 0), "recv");
    const auto message = std::span(room).first(static_cast<std::size_t>(n));
    std::cout << name << ": " << kit::escaped(kit::as_text(message))
              << std::endl;
  }
  kit::send_all(connection.get(), "ok");
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
