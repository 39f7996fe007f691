// Exercise: this server knows how long the two messages are, and asks for just
// that. Now they cannot join. It is still wrong.
// To do: print the same two lines however the bytes come.
// Run:   ./server_five_and_four [host] [port]       then, elsewhere: ./client
// 练习：这个服务端知道两条消息各有多长，就只要那么多。现在它们粘不到一起了，可
//       是还不对。
// 要做：不管字节怎么来，打印的都是同样的两行。
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
    std::string message(length, '\0');
    const ssize_t n =
        kit::check(::recv(connection.get(), message.data(), length, 0), "recv");
    message.resize(static_cast<std::size_t>(n));
    std::cout << "message: " << kit::escaped(message) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
