// Solution: time_left() says when the first deadline is, and epoll_wait comes
// back then: whoever is first in line has to go.
// 答案：time_left() 说出第一个期限还有多久，epoll_wait 到时候就会回来：排在最前
//       面的那个必须走。
#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <list>
#include <string>
#include <vector>

#include "28_event_loop/event_loop.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

class deadlines {
 public:
  explicit deadlines(std::chrono::seconds patience) : patience_(patience) {}

  void begin(int fd) {
    end(fd);
    line_.push_back({fd, clock::now() + patience_});
  }
  void end(int fd) {
    std::erase_if(line_, [fd](const waiting& one) { return one.fd == fd; });
  }

  /// How long to wait for the first, in milliseconds; -1: for ever.
  int time_left() const {
    if (line_.empty()) return -1;
    const auto left = line_.front().until - clock::now();
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::max<decltype(ms)>(ms, 0));
  }
  /// All who are late. `time_is_up`: time_left() has passed, so the first is.
  std::vector<int> late(bool time_is_up) const {
    std::vector<int> fds;
    for (const waiting& one : line_) {
      if (!time_is_up && one.until > clock::now()) break;
      fds.push_back(one.fd);
      time_is_up = false;
    }
    return fds;
  }

 private:
  using clock = std::chrono::steady_clock;
  struct waiting {
    int fd;
    clock::time_point until;
  };
  std::chrono::seconds patience_;
  std::list<waiting> line_;  // the earliest deadline first
};

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "9000");
  if (given.help) return std::cout << given.usage << "  then [seconds]\n", 0;
  const std::chrono::seconds patience(argc > 3 ? std::stoi(argv[3]) : 10);
  kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port), 4096);
  // A caller may be gone again between epoll_wait and accept: do not wait then.
  kit::check(::fcntl(listener.get(), F_SETFL, O_NONBLOCK), "fcntl");

  event_loop loop(std::move(listener), deadlines(patience));
  while (true) loop.turn();
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
