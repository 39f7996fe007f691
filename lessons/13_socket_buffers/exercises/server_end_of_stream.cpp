// Exercise: this server waits for 100000 bytes. When the client leaves earlier,
// it asks for the rest for ever: recv returns 0 at once, again and again.
// To do: see the end of the stream; print "the message is whole" and end with
//        status 0, or print "the client left too early" and end with status 1.
// Run:   ./server_end_of_stream [host] [port]    then: ./client_ignores_count
// 练习：这个服务端等的是 100000 字节。客户端提前走了，它还一直要剩下的：recv 立
//       即返回 0，一次又一次。
// 要做：看出流已经结束；打印 "the message is whole"，以状态 0 结束，或者打印
//       "the client left too early"，以状态 1 结束。
#include <sys/socket.h>

#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8085");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const int small = 16384;  // of the receive buffer; accept() hands it on
  kit::check(
      ::setsockopt(listener.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small),
      "setsockopt");
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  std::vector<std::byte> message(100'000);

  // ---- the lesson ----
  std::size_t came = 0;
  while (came < message.size()) {
    const ssize_t n = kit::check(::recv(connection.get(), message.data() + came,
                                        message.size() - came, 0),
                                 "recv");
    came += static_cast<std::size_t>(n);
  }
  std::cout << "the message is whole" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
