// One client of the event loop: what has been received of its next frame, and
// what has not been sent of its last answer. No call here waits.
//
//   recv --> decoder_ --> frame --> upper case --> unsent_ --> send
//
// While something is unsent nothing is read, so a client that does not take its
// answers cannot make us store them: the cap is one frame in, one answer out.
#pragma once

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/unique_fd.hpp"

class connection {
 public:
  static constexpr kit::length_format format{.limit = 64 * 1024};

  explicit connection(kit::unique_fd fd)
      : fd_(std::move(fd)), decoder_(format) {}

  int fd() const { return fd_.get(); }
  /// What has to happen before it can go on, for epoll.
  std::uint32_t wants() const { return unsent_.empty() ? EPOLLIN : EPOLLOUT; }

  enum class outcome { waits, answered, over };
  /// Goes as far as it can without waiting, with one recv at most: the others
  /// want their turn. `answered`: an answer is with the kernel, all of it.
  outcome go_on() {
    outcome how = outcome::waits;
    for (bool received = false;;) {
      if (!unsent_.empty()) {
        const ssize_t n = ::send(fd(), unsent_.data(), unsent_.size(),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n == -1) return would_wait() ? how : over(std::strerror(errno));
        unsent_.erase(unsent_.begin(), unsent_.begin() + n);  // a partial send
        if (!unsent_.empty()) continue;
        how = outcome::answered;
      }
      if (const auto frame = decoder_.next()) {
        answer(*frame);
        continue;
      }
      if (decoder_.error() != kit::length_error::none)
        return over(decoder_.explain());
      if (received) return how;
      const std::span<std::byte> room = decoder_.prepare();
      const ssize_t n = ::recv(fd(), room.data(), room.size(), MSG_DONTWAIT);
      if (n == -1) return would_wait() ? how : over(std::strerror(errno));
      if (n == 0) return over(decoder_.explain());  // "" between two frames
      decoder_.commit(static_cast<std::size_t>(n));
      received = true;
    }
  }
  /// After `over`: why; "" if the client just left.
  const std::string& why() const { return why_; }

 private:
  static bool would_wait() { return errno == EAGAIN || errno == EINTR; }
  outcome over(std::string why) {
    why_ = std::move(why);
    return outcome::over;
  }
  void answer(std::span<const std::byte> frame) {
    std::vector<std::byte> upper(frame.begin(), frame.end());
    for (std::byte& b : upper)
      b = static_cast<std::byte>(std::toupper(std::to_integer<int>(b)));
    // As long as the question: the same limit has let that in.
    (void)kit::append_frame(format, upper, unsent_);
  }

  kit::unique_fd fd_;
  kit::length_prefix_decoder decoder_;
  std::vector<std::byte> unsent_;
  std::string why_;
};
