// Shows: a client that hears the greeting, says hello and hangs up.
// Ask:   is it the same for the server if this program is killed?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   diff client.cpp client_unread.cpp. Predict: what does the server see?
#include <sys/socket.h>

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
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  std::string words(1024, '\0');
  const ssize_t heard =
      kit::check(::recv(phone.get(), words.data(), words.size(), 0), "recv");
  words.resize(static_cast<std::size_t>(heard));
  std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
            << std::endl;
  kit::check(::send(phone.get(), "hello", 5, MSG_NOSIGNAL), "send");
  std::cout << "send -> 5 \"hello\"" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
