#include "kit/send_all.hpp"

#include <sys/socket.h>

#include <cerrno>

#include "kit/bytes.hpp"
#include "kit/check.hpp"

namespace kit {

void send_all(int fd, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n == -1 && errno == EINTR) continue;  // a signal came first: again
    check(n, "send");
    // n may be less than asked (a partial send): the rest is still ours.
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

void send_all(int fd, std::string_view bytes) {
  send_all(fd, as_bytes(bytes));
}

}  // namespace kit
