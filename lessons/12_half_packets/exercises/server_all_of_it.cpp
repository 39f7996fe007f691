// Exercise: the message is five bytes long, and this server takes what one recv
// brings for the whole of it. It works until the first short read.
// To do: receive until all five bytes are there, or the client has left. One
//        line must come out in the end, whatever each recv brings.
// Run:   ./server_all_of_it [host] [port]       then, elsewhere: ./client
// 练习：消息有五个字节，这个服务端把一次 recv 拿到的当成全部。在第一次短读之
//       前，它都是对的。
// 要做：一直收到五个字节都齐了，或者客户端走了。不管每次 recv 拿到多少，最后只
//       打印一行。
#include <sys/socket.h>

#include <array>
#include <exception>
#include <iostream>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8888");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ----
  std::array<char, 5> message{};
  const ssize_t n = kit::check(
      ::recv(connection.get(), message.data(), message.size(), 0), "recv");
  const auto came = static_cast<std::size_t>(n);
  std::cout << "the message: \""
            << kit::escaped(std::string_view(message.data(), came)) << '"'
            << std::endl;
  return came == message.size() ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
