#include "relay.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <vector>

#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

namespace bench {
namespace {

using clock = std::chrono::steady_clock;

class direction {
 public:
  direction(int from, int to, std::chrono::nanoseconds delay)
      : from_(from), to_(to), delay_(delay) {}

  bool over() const { return ended_ && under_way_.empty(); }
  bool has_room() const { return !ended_ && bytes_ < most; }
  /// When the first bytes arrive, if any are under way.
  std::optional<clock::time_point> next() const {
    if (under_way_.empty()) return {};
    return under_way_.front().due;
  }
  bool is_due(clock::time_point now) const { return next() && *next() <= now; }

  void take() {
    std::array<std::byte, 64 * 1024> room;
    const ssize_t n = ::recv(from_, room.data(), room.size(), MSG_DONTWAIT);
    if (n == -1 && errno == EAGAIN) return;
    kit::check(n, "relay: recv");
    ended_ = n == 0;  // under way as a piece without bytes
    bytes_ += n;
    under_way_.push_back(
        {clock::now() + delay_, {room.begin(), room.begin() + n}});
  }

  void hand_on() {
    while (is_due(clock::now())) {
      auto& bytes = under_way_.front().bytes;
      if (bytes.empty()) {
        kit::check(::shutdown(to_, SHUT_WR), "relay: shutdown");
      } else {
        const ssize_t n = ::send(to_, bytes.data(), bytes.size(),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n == -1 && errno == EAGAIN) return;
        kit::check(n, "relay: send");
        bytes_ -= n;
        bytes.erase(bytes.begin(), bytes.begin() + n);
        if (!bytes.empty()) continue;
      }
      under_way_.pop_front();
    }
  }

 private:
  struct piece {
    clock::time_point due;
    std::vector<std::byte> bytes;
  };
  static constexpr ssize_t most = 1 << 20;  // under way, then take no more
  int from_, to_;
  std::chrono::nanoseconds delay_;
  std::deque<piece> under_way_;
  ssize_t bytes_ = 0;
  bool ended_ = false;
};

// What this end is asked for: to give bytes to `in`, to take some of `out`.
// Nothing: not asked at all, or a closed peer would be reported for ever.
pollfd question(int fd, const direction& in, const direction& out,
                clock::time_point now) {
  const int events =
      (in.has_room() ? POLLIN : 0) | (out.is_due(now) ? POLLOUT : 0);
  return {events != 0 ? fd : -1, static_cast<short>(events), 0};
}

// From now to the first arrival; longer than any benchmark if none is due.
// What is due already waits for room: poll tells when there is.
timespec until_next(const direction& a, const direction& b,
                    clock::time_point now) {
  std::chrono::nanoseconds wait = std::chrono::hours(1);
  for (const auto next : {a.next(), b.next()})
    if (next && *next > now) wait = std::min(wait, *next - now);
  return {.tv_sec = wait / std::chrono::seconds(1),
          .tv_nsec = (wait % std::chrono::seconds(1)).count()};
}

}  // namespace

void relay(int listener, const kit::endpoint& server,
           std::chrono::nanoseconds one_way) {
  // The kernel may round a waiting time up by 50 us, unless asked not to.
  kit::check(::prctl(PR_SET_TIMERSLACK, 1), "prctl");
  const kit::unique_fd near(
      kit::check(::accept(listener, nullptr, nullptr), "relay: accept"));
  const kit::unique_fd far = kit::connect_to(server);
  const int on = 1;
  for (const int fd : {near.get(), far.get()})
    kit::check(::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on),
               "relay: setsockopt");
  direction there(near.get(), far.get(), one_way);
  direction back(far.get(), near.get(), one_way);
  while (true) {
    there.hand_on();
    back.hand_on();
    if (there.over() && back.over()) return;
    const auto now = clock::now();  // one for both, or one falls between them
    std::array<pollfd, 2> ends{question(near.get(), there, back, now),
                               question(far.get(), back, there, now)};
    const timespec wait = until_next(there, back, now);
    kit::check(::ppoll(ends.data(), ends.size(), &wait, nullptr),
               "relay: ppoll");
    if (ends[0].revents != 0 && there.has_room()) there.take();
    if (ends[1].revents != 0 && back.has_room()) back.take();
  }
}

}  // namespace bench
