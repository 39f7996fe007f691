// tick HOW PLACE: answers clients, one after the other, for ever; meanwhile it
// comes back from waits that have a limit and does nothing: from poll, select,
// epoll, an epoll with a timer, or in its first thread, while another serves,
// from sleep, futex, timer.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/timerfd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "loopback.hpp"

namespace {

constexpr int period = 100;  // milliseconds

void answer_one(int listener) {
  const int fd = accepted(listener);
  char bytes[64];
  const ssize_t n = ::recv(fd, bytes, sizeof bytes, 0);
  if (n > 0) ::send(fd, bytes, static_cast<std::size_t>(n), MSG_NOSIGNAL);
  ::close(fd);
}

int ticking_timer() {
  const int timer =
      stop_if_failed(::timerfd_create(CLOCK_MONOTONIC, 0), "timer");
  const itimerspec often{{0, period * 1'000'000}, {0, period * 1'000'000}};
  ::timerfd_settime(timer, 0, &often, nullptr);
  return timer;
}

void read_timer(int timer) {
  std::uint64_t rings = 0;
  [[maybe_unused]] const ssize_t n = ::read(timer, &rings, sizeof rings);
}

bool has_client_by_poll(int listener) {
  pollfd item{listener, POLLIN, 0};
  return ::poll(&item, 1, period) == 1;
}

bool has_client_by_select(int listener) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(listener, &set);
  timeval limit{0, period * 1000};
  return ::select(listener + 1, &set, nullptr, nullptr, &limit) == 1;
}

[[noreturn]] void serve_by_epoll(int listener, int timer) {
  const int group = stop_if_failed(::epoll_create1(0), "epoll_create1");
  for (const int fd : {listener, timer}) {
    epoll_event event{EPOLLIN, {.fd = fd}};
    if (fd != -1) ::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event);
  }
  for (;;) {
    epoll_event event{};
    if (::epoll_wait(group, &event, 1, timer == -1 ? period : -1) != 1)
      continue;
    if (event.data.fd == listener) answer_one(listener);
    if (event.data.fd == timer) read_timer(timer);
  }
}

[[noreturn]] void wait_again_and_again(const std::string& how) {
  std::mutex mutex;
  std::condition_variable never;
  const int timer = how == "timer" ? ticking_timer() : -1;
  for (;;) {
    if (how == "sleep") ::usleep(period * 1000);
    if (how == "timer") read_timer(timer);
    if (how == "futex") {
      std::unique_lock lock(mutex);
      never.wait_for(lock, std::chrono::milliseconds(period));
    }
  }
}

}  // namespace

int main(int, char** argv) {
  const std::string how = argv[1];
  const int listener = listener_at(argv[2]);
  if (how == "epoll") serve_by_epoll(listener, -1);
  if (how == "epoll_timer") serve_by_epoll(listener, ticking_timer());
  if (how == "poll" || how == "select")
    for (;;)
      if (how == "poll" ? has_client_by_poll(listener)
                        : has_client_by_select(listener))
        answer_one(listener);
  std::thread server([listener] {
    for (;;) answer_one(listener);
  });
  wait_again_and_again(how);
}
