// Shows: a client that says hello, hears the answer and hangs up.
// Ask:   who closes first, this client or the server? Does it matter?
// Run:   ./client [host] [port]       with ./server_plain in another terminal
// Try:   run ./who_has_it afterwards. Predict first: which states?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const std::string words = "hello";
  kit::check(::send(phone.get(), words.data(), words.size(), MSG_NOSIGNAL),
             "send");
  std::string answer(1024, '\0');
  const ssize_t heard =
      kit::check(::recv(phone.get(), answer.data(), answer.size(), 0), "recv");
  answer.resize(static_cast<std::size_t>(heard));
  std::cout << "recv -> " << heard << " \"" << kit::escaped(answer) << '"'
            << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
