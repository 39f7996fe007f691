// Shows: a call from the first packet to the last: SYN, data, FIN.
// Ask:   which of these calls sends a packet, and which sends none?
// Run:   ./server [host] [port]       then, in a second terminal: ./client
// Try:   leave out the last send. Predict: which packets are left?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8090");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const kit::unique_fd call(  // the handshake is over before this returns
      kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
  std::string heard, words(1024, '\0');
  while (true) {
    const ssize_t n =
        kit::check(::recv(call.get(), words.data(), words.size(), 0), "recv");
    if (n == 0) break;  // the client's FIN has come
    heard.append(words, 0, static_cast<std::size_t>(n));
  }
  std::cout << "heard \"" << kit::escaped(heard) << "\", then the end"
            << std::endl;
  // TCP's ACK says that the bytes are in this machine. That the program has
  // read them only the program can say.
  kit::check(::send(call.get(), "ok", 2, MSG_NOSIGNAL), "send");
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
