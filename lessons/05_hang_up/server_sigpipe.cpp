// Shows: the same server without MSG_NOSIGNAL.
// Ask:   who ends this program, and where is its error message?
// Run:   ./server_sigpipe [host] [port]     then, elsewhere: ./client
// Try:   run it from a shell, then `echo $?`. Predict: 0, 1, or what?
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
    // The fault: to a peer that is gone, this is the end of the program.
    const ssize_t said = ::send(call.get(), words.data(), words.size(), 0);
    if (said == -1)
      std::cout << "send -> -1 " << std::strerror(errno) << std::endl;
    else
      std::cout << "send -> " << said << " \"" << words << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
