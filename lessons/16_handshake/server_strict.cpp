// Shows: a packet that is lost on its way, and what the reader notices of it.
// Ask:   the packet is gone. What does recv return, and when?
// Run:   ./server_strict [host] [port]     then, elsewhere: ./client_lossy
// Try:   set it on the listener. Predict: what becomes of the handshake?
#include <netinet/in.h>
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
  const kit::unique_fd call(
      kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ----
  // The kernel drops what reaches this socket with fewer hops left to live
  // than a neighbour's packet has (RFC 5082). client_lossy sends one of them.
  int hops = 0;
  socklen_t size = sizeof hops;
  kit::check(::getsockopt(call.get(), IPPROTO_IP, IP_TTL, &hops, &size),
             "getsockopt");
  kit::check(
      ::setsockopt(call.get(), IPPROTO_IP, IP_MINTTL, &hops, sizeof hops),
      "setsockopt");
  while (true) {
    std::string words(1024, '\0');
    const ssize_t heard =
        kit::check(::recv(call.get(), words.data(), words.size(), 0), "recv");
    words.resize(static_cast<std::size_t>(heard));
    std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
              << std::endl;
    if (heard == 0) break;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
