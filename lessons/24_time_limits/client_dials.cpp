// Shows: every address that a name has, each with a limit for its connect.
// Ask:   connect says EINPROGRESS. Who says later how it went?
// Run:   ./client_dials [host] [port]       "-" as host: this machine
// Try:   ./client_dials localhost 8086 beside ./server. Predict: how many
// lines?
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

constexpr int limit = 2000;  // ms

// ---- the lesson ----
// 0: connected; else the errno of what went wrong.
int connect_in_time(int fd, const addrinfo& to) {
  const int flags = kit::check(::fcntl(fd, F_GETFL), "fcntl");
  kit::check(::fcntl(fd, F_SETFL, flags | O_NONBLOCK), "fcntl");
  if (::connect(fd, to.ai_addr, to.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd door{.fd = fd, .events = POLLOUT, .revents = 0};
  if (kit::check(::poll(&door, 1, limit), "poll") == 0) return ETIMEDOUT;
  // Decided: writable says that, and not how.
  int error = 0;
  socklen_t size = sizeof error;
  kit::check(::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size),
             "getsockopt");
  if (error == 0) kit::check(::fcntl(fd, F_SETFL, flags), "fcntl");
  return error;
}

void dial_all(const addrinfo* to) {
  for (; to != nullptr; to = to->ai_next) {
    kit::endpoint mine, theirs;
    std::memcpy(theirs.address(), to->ai_addr, to->ai_addrlen);
    *theirs.room() = to->ai_addrlen;
    const kit::unique_fd fd(::socket(to->ai_family, SOCK_STREAM, 0));
    const int error = fd ? connect_in_time(fd.get(), *to) : errno;
    std::cout << to_string(theirs) << ": "
              << (error == 0 ? "connected" : std::strerror(error)) << std::endl;
    if (error != 0) continue;  // the next address
    kit::check(::getsockname(fd.get(), mine.address(), mine.room()),
               "getsockname");
    kit::check(::getpeername(fd.get(), theirs.address(), theirs.room()),
               "getpeername");
    std::cout << to_string(mine) << " -> " << to_string(theirs) << std::endl;
    return;
  }
  throw std::runtime_error("no address answers");
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8086");
  if (given.help) return std::cout << given.usage, 0;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;  // one result per address
  addrinfo* found = nullptr;
  const bool here = given.host == "localhost";  // no name service need be asked
  const int error = ::getaddrinfo(here ? nullptr : given.host.c_str(),
                                  given.port.c_str(), &hints, &found);
  if (error != 0) throw std::runtime_error(::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(
      found, &::freeaddrinfo);
  dial_all(all.get());
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
