// Shows: two messages, each in a send of its own, and no end between them.
// Ask:   what tells the server where "hello" ends?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   send "hell" and "ofeng" instead. Predict first: what will differ?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/tcp.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8085");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd connection =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  int n = 0;
  for (const std::string_view message : {"hello", "feng"}) {
    // May send less than asked: lesson 13. No SIGPIPE: lesson 05.
    const ssize_t size = kit::check(
        ::send(connection.get(), message.data(), message.size(), MSG_NOSIGNAL),
        "send");
    std::cout << "send " << ++n << " -> " << size << " \"" << message << '"'
              << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
