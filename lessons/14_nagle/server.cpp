// Shows: a request of nine bytes, read in as many pieces as it comes in.
// Ask:   does it matter to this program how the client sends them?
// Run:   ./server [host] [port]       then, elsewhere: ./client, ./client_more
// Try:   recv with room for four. Predict the lines for each of the clients.
#include <sys/socket.h>

#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
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
  std::array<char, 9> request{};  // "hello" and "feng": agreed upon beforehand
  std::size_t came = 0;
  while (came < request.size()) {
    const ssize_t n = kit::check(::recv(connection.get(), request.data() + came,
                                        request.size() - came, 0),
                                 "recv");
    std::cout << "recv -> " << n << " \""
              << kit::escaped(std::string_view(request.data() + came,
                                               static_cast<std::size_t>(n)))
              << '"' << std::endl;
    if (n == 0) return 1;  // end of stream inside the request
    came += static_cast<std::size_t>(n);
  }
  kit::send_all(connection.get(), "ok");
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
