// Solution: 0 is an answer of its own: the end of the stream. What is missing
// then will never come.
// Run:   ./server_end_of_stream [host] [port]    then: ./client_ignores_count
// 答案：0 是单独的一种回答：流结束。这时还缺的，再也不会来了。
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
    if (n == 0) {
      std::cout << "the client left too early" << std::endl;
      return 1;
    }
    came += static_cast<std::size_t>(n);
  }
  std::cout << "the message is whole" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
