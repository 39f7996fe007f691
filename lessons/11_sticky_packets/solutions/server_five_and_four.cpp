// Solution: a recv for five bytes may bring one. Count what came, and ask for
// the rest.
// Run:   ./server_five_and_four [host] [port]       then, elsewhere: ./client
// 答案：向 recv 要五个字节，也许只来一个。来了多少就记多少，再去要剩下的。
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
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
  for (const std::size_t length : {5U, 4U}) {
    std::string message;
    while (message.size() < length) {
      std::string part(length - message.size(), '\0');
      const ssize_t n = kit::check(
          ::recv(connection.get(), part.data(), part.size(), 0), "recv");
      if (n == 0) return 1;  // end of stream: the rest will never come
      message.append(part, 0, static_cast<std::size_t>(n));
    }
    std::cout << "message: " << kit::escaped(message) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
