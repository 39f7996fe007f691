// Solution: count bytes, not segments: exactly five, then exactly four.
// Run:   ./server_two_messages [host] [port]    then: ./client_nodelay
// 答案：数字节，不数报文段：正好五个，再正好四个。
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
#include "kit/sockets/recv_exact.hpp"
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
  std::array<std::byte, 9> room{};
  const auto both = std::span(room);
  for (const auto message : {both.first(5), both.subspan(5)}) {
    if (kit::recv_exact(connection.get(), message).how !=
        kit::received::complete)
      return 1;  // the client left
    std::cout << (message.size() == 5 ? "first: " : "second: ")
              << kit::escaped(kit::as_text(message)) << std::endl;
  }
  kit::send_all(connection.get(), "ok");
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
