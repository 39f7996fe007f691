#include "sticky/delivery.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "sticky/terminal/interrupt.hpp"

namespace sticky {

using clock = std::chrono::steady_clock;

delivery::delivery() : before_(signals_caught()) {}

delivery::outcome delivery::write(int fd, std::string_view bytes) {
  constexpr std::chrono::seconds patience(2);
  const wakeful every_wait_ends;
  auto last = clock::now();
  while (!bytes.empty()) {
    if (signals_caught() != before_) return outcome::interrupted;
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
      last = clock::now();
      continue;
    }
    if (errno == EPIPE) return outcome::closed;
    if (errno != EAGAIN && errno != EINTR) return outcome::failed;
    if (before_ != 0 && clock::now() - last > patience) {
      return outcome::interrupted;
    }
    if (errno == EAGAIN) {
      // Someone else made this terminal or pipe non-blocking.
      pollfd output{fd, POLLOUT, 0};
      ::poll(&output, 1, -1);
    }
  }
  return outcome::whole;
}

}  // namespace sticky
