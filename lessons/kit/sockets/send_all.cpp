#include "kit/sockets/send_all.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"

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

void send_all(int fd, std::span<const iovec> pieces) {
  while (!pieces.empty()) {
    msghdr message{};
    // Only read, whatever its type says.
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = std::min<std::size_t>(pieces.size(), IOV_MAX);
    const ssize_t n = ::sendmsg(fd, &message, MSG_NOSIGNAL);
    if (n == -1 && errno == EINTR) continue;
    auto sent = static_cast<std::size_t>(check(n, "sendmsg"));
    while (!pieces.empty() && sent >= pieces[0].iov_len) {
      sent -= pieces[0].iov_len;
      pieces = pieces.subspan(1);
    }
    if (sent == 0) continue;
    const std::span whole(static_cast<const std::byte*>(pieces[0].iov_base),
                          pieces[0].iov_len);
    send_all(fd, whole.subspan(sent));
    pieces = pieces.subspan(1);
  }
}

void send_all(int fd, std::string_view bytes) {
  send_all(fd, as_bytes(bytes));
}

}  // namespace kit
