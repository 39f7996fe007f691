// Solution: ask for what is still missing, again and again, until nothing is.
// Run:   ./server_all_of_it [host] [port]       then, elsewhere: ./client
// 答案：还缺多少就要多少，一次又一次，直到什么也不缺。
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
  std::size_t came = 0;
  while (came < message.size()) {
    const ssize_t n = kit::check(::recv(connection.get(), message.data() + came,
                                        message.size() - came, 0),
                                 "recv");
    if (n == 0) break;  // end of stream: no more will come
    came += static_cast<std::size_t>(n);
  }
  std::cout << "the message: \""
            << kit::escaped(std::string_view(message.data(), came)) << '"'
            << std::endl;
  return came == message.size() ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
