// Shows: one listener for callers over IPv4 and over IPv6.
// Ask:   how does an IPv4 caller look to a socket of the family AF_INET6?
// Run:   ./server_both :: [port] [v6only]     :: is every address you have
// Try:   v6only = 1. Predict: who gets in, and what do the others hear?
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/endpoint.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8086");
  if (given.help) return std::cout << given.usage << "  then [v6only]\n", 0;
  const int only = argc > 3 ? std::stoi(argv[3]) : 0, yes = 1;

  // ---- the lesson ----
  const kit::endpoint place(given.host, given.port);
  const kit::unique_fd listener(
      kit::check(::socket(place.family(), SOCK_STREAM, 0), "socket"));
  const int fd = listener.get();
  if (place.family() == AF_INET6)  // before bind, or it is too late
    kit::check(::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only),
               "setsockopt");
  kit::check(::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes),
             "setsockopt");
  kit::check(::bind(fd, place.address(), place.size()), "bind");
  kit::check(::listen(fd, 5), "listen");
  while (true) {
    const kit::unique_fd caller = kit::accept_next(fd);
    kit::endpoint called, from;
    kit::check(::getsockname(caller.get(), called.address(), called.room()),
               "getsockname");
    kit::check(::getpeername(caller.get(), from.address(), from.room()),
               "getpeername");
    std::cout << to_string(from) << " has called " << to_string(called)
              << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
