// Shows: what recv says when the client has gone: 0, or -1 once and then 0.
// Ask:   what has the client left behind, if it is -1?
// Run:   ./server [host] [port]       then, elsewhere: ./client
// Try:   ./client_unread instead. Predict first: does "hello" arrive?
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

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
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd call(
      kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
  kit::check(::send(call.get(), "welcome", 7, MSG_NOSIGNAL), "send");

  // ---- the lesson ----
  for (int ends = 0; ends < 2;) {  // one more after the end: what does it say?
    std::string words(1024, '\0');
    const ssize_t heard = ::recv(call.get(), words.data(), words.size(), 0);
    if (heard == -1) {
      std::cout << "recv -> -1 " << std::strerror(errno) << std::endl;
      ++ends;
      continue;
    }
    words.resize(static_cast<std::size_t>(heard));
    std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
              << std::endl;
    if (heard == 0) ++ends;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
