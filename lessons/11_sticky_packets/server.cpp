// Shows: recv(10) returns what is there: one message, two, or one and a half.
// Ask:   "hello" and "feng" were sent; what do the two recv calls return?
// Run:   ./server [host] [port]       then, in a second terminal: ./client
// Try:   run it ten times. Is it the same each time? What would make it differ?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/tcp.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8085");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  for (int n = 1; n <= 2; ++n) {  // two messages, so two calls: wrong
    std::string data(10, '\0');
    const ssize_t size = kit::check(
        ::recv(connection.get(), data.data(), data.size(), 0), "recv");
    data.resize(static_cast<std::size_t>(size));  // 0: end of stream
    std::cout << "recv " << n << " -> " << size << " \"" << kit::escaped(data)
              << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
