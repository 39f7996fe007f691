#include "kit/sockets/tcp.hpp"

#include <sys/time.h>

#include "kit/check.hpp"

namespace kit {

unique_fd listen_at(const endpoint& place, int backlog) {
  unique_fd listener(check(::socket(place.family(), SOCK_STREAM, 0), "socket"));
  const int yes = 1;
  check(
      ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes),
      "setsockopt");
  const std::string bind_to = "bind to " + to_string(place);
  check(::bind(listener.get(), place.address(), place.size()), bind_to);
  check(::listen(listener.get(), backlog), "listen");
  return listener;
}

unique_fd connect_to(const endpoint& place) {
  unique_fd peer(check(::socket(place.family(), SOCK_STREAM, 0), "socket"));
  const std::string connect_to = "connect to " + to_string(place);
  check(::connect(peer.get(), place.address(), place.size()), connect_to);
  return peer;
}

void give_up_after(int fd, std::chrono::milliseconds limit) {
  timeval time{};
  time.tv_sec = static_cast<decltype(time.tv_sec)>(limit.count() / 1000);
  time.tv_usec =
      static_cast<decltype(time.tv_usec)>(limit.count() % 1000 * 1000);
  for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO})
    check(::setsockopt(fd, SOL_SOCKET, option, &time, sizeof time),
          "setsockopt");
}

}  // namespace kit
