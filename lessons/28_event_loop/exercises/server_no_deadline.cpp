// Exercise: all stand in line, the earliest deadline first, and nobody looks: a
// client that sends half a frame stays for ever. Say who is late, and when.
// Check: ./sticky check 28 PATH/server_no_deadline.cpp
// 练习：大家都按期限排着队，最早的在最前面，可是没有人去看：发来半个帧就不动了
//       的客户端，会永远留着。把“谁到期了、还要等多久”写出来。
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
  int time_left() const { return -1; }
  /// All who are late. `time_is_up`: time_left() has passed, so the first is.
  std::vector<int> late(bool time_is_up) const {
    (void)time_is_up;
    return {};
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
