// The clients of a server, thousands in one thread: each always has exactly one
// request under way.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace bench {

/// A request is lower-case letters, different ones each time; the answer must
/// be the same in upper case. Both have their length in front:
///
///   | 0 0 0 64 |  64 letters  |
///
/// A server that knows nothing of lengths and turns every byte it gets into
/// upper case answers the same: those four bytes are no letters.
class crowd {
 public:
  /// Connects them; each has had one answer already when this returns, so the
  /// server has taken them all. Nothing is under way then. Throws
  /// std::runtime_error or std::system_error, as all of this does.
  crowd(const kit::endpoint& server, std::size_t size);
  /// Resets the connections, so that none stays in TIME_WAIT for a minute. End
  /// the server before, or it hears of it.
  ~crowd();
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  /// Everybody asks, and asks again when answered, until `count` more answers
  /// have come; all are right, or it throws.
  void take_answers(std::size_t count);
  /// Takes the answers that are under way, and asks no more.
  void be_quiet();

  /// From each request's send to its answer's last byte, in no order.
  using microseconds = std::chrono::duration<float, std::micro>;
  std::vector<microseconds>& times() { return times_; }

 private:
  using clock = std::chrono::steady_clock;
  using message = std::array<char, 4 + 64>;
  struct client {
    kit::unique_fd fd;
    std::uint32_t number;        // in the crowd
    std::uint32_t requests = 0;  // sent so far
    clock::time_point asked{};
    std::size_t came = 0;  // bytes of the answer
    message answer{};
  };

  static message text(const client&, char first_letter);
  client& next_ready();
  void ask(client&);
  bool hear(client&, int flags);

  std::vector<client> clients_;
  kit::unique_fd epoll_{kit::check(::epoll_create1(0), "epoll_create1")};
  std::array<epoll_event, 256> ready_{};
  std::size_t ready_size_ = 0, next_ = 0;
  std::size_t under_way_ = 0;
  std::vector<microseconds> times_;
};

}  // namespace bench
