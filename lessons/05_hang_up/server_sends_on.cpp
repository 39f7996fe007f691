// Shows: a server that goes on sending when the client has gone.
// Ask:   the client has gone. Why does the next send succeed?
// Run:   ./server_sends_on [host] [port]     then, elsewhere: ./client
// Try:   diff server_sends_on.cpp server_sigpipe.cpp. Predict the last line.
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8888");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd call(
      kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ----
  for (const std::string words : {"one", "two", "three"}) {
    const ssize_t said =
        ::send(call.get(), words.data(), words.size(), MSG_NOSIGNAL);
    if (said == -1)
      std::cout << "send -> -1 " << std::strerror(errno) << std::endl;
    else
      std::cout << "send -> " << said << " \"" << words << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
