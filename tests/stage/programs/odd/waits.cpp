// Waiting for several things at once: poll, select, epoll, and the descriptors
// that are no sockets.
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <vector>

#include "odd.hpp"

namespace {

int watch(int group, int fd, std::uint32_t events, std::uint64_t data,
          int how = EPOLL_CTL_ADD) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = data;
  return ::epoll_ctl(group, how, fd, &event);
}

int timer_after(int milliseconds) {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  itimerspec when{};
  when.it_value.tv_nsec = milliseconds * 1'000'000;
  ::timerfd_settime(timer, 0, &when, nullptr);
  return timer;
}

int edge(long) {
  const tcp_pair pair;
  const int group = ::epoll_create1(0);
  epoll_event event{};
  watch(group, pair.far, EPOLLIN | EPOLLET, 1);
  send_all(pair.near, "xy");
  say_result("first", ::epoll_wait(group, &event, 1, 2000));
  say_result("again", ::epoll_wait(group, &event, 1, 0));
  watch(group, pair.far, EPOLLIN | EPOLLONESHOT, 2, EPOLL_CTL_MOD);
  say_result("once", ::epoll_wait(group, &event, 1, 2000));
  say_result("no more", ::epoll_wait(group, &event, 1, 0));
  return 0;
}

int sockets_and_timer(long) {
  const tcp_pair pair;
  const int group = ::epoll_create1(0), timer = timer_after(50);
  epoll_event event{};
  watch(group, pair.far, EPOLLIN, 0xdeadbeefcafe);
  watch(group, timer, EPOLLIN, 7);
  say_result("timer", ::epoll_wait(group, &event, 1, 3000));
  say("data %d\n", event.data.u64 == 7);
  std::uint64_t times = 0;
  say_result("read", ::read(timer, &times, sizeof times));
  send_all(pair.near, "z");
  say_result("socket", ::epoll_wait(group, &event, 1, 3000));
  say("data %d\n", event.data.u64 == 0xdeadbeefcafe);
  return 0;
}

// A group watches a group.
int nested_groups(long) {
  const tcp_pair pair;
  const int inner = ::epoll_create1(0), outer = ::epoll_create1(0);
  epoll_event event{};
  watch(inner, pair.far, EPOLLIN, 3);
  watch(outer, inner, EPOLLIN, 4);
  send_all(pair.near, "z");
  say_result("outer", ::epoll_wait(outer, &event, 1, 3000));
  say_result("inner", ::epoll_wait(inner, &event, 1, 3000));
  pollfd item{outer, POLLIN, 0};
  say_result("poll", ::poll(&item, 1, 0));
  return 0;
}

int no_sockets(long) {
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGUSR1);
  ::sigprocmask(SIG_BLOCK, &one, nullptr);
  const int signals = ::signalfd(-1, &one, 0), events = ::eventfd(0, 0);
  const int timer = timer_after(20);
  ::raise(SIGUSR1);
  std::uint64_t number = 5;
  say_result("write", ::write(events, &number, sizeof number));
  signalfd_siginfo came{};
  say_result("signal", ::read(signals, &came, sizeof came));
  say("which %d\n", came.ssi_signo == SIGUSR1);
  say_result("event", ::read(events, &number, sizeof number));
  say("number %d\n", static_cast<int>(number));
  pollfd item{timer, POLLIN, 0};
  say_result("poll", ::poll(&item, 1, 3000));
  say_result("timer", ::read(timer, &number, sizeof number));
  talk();
  return 0;
}

int large_number(long) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const tcp_pair pair;
  const int fd = must(::fcntl(pair.far, F_DUPFD, 2000), "F_DUPFD");
  const auto at = static_cast<unsigned>(fd);
  std::vector<unsigned long> set(4096 / 64);
  set[at / 64] |= 1UL << (at % 64);
  send_all(pair.near, "x");
  say_result("select", ::syscall(SYS_pselect6, fd + 1, set.data(), 0, 0, 0, 0));
  say("set %d\n", static_cast<int>(set[at / 64] >> (at % 64) & 1));
  pollfd item{fd, POLLIN, 0};
  say_result("poll", ::poll(&item, 1, 0));
  return 0;
}

int closed_ones(long) {
  const tcp_pair pair;
  ::close(pair.near);
  pollfd items[] = {{pair.near, POLLIN, 0},
                    {pair.far, POLLIN | POLLRDHUP, 0},
                    {-1, POLLIN, 0},
                    {999, POLLOUT, 0}};
  say_result("poll", ::poll(items, 4, -1));
  for (const pollfd& item : items)
    say("revents %x\n", static_cast<unsigned>(item.revents));
  fd_set set;
  FD_ZERO(&set);
  FD_SET(pair.near, &set);
  say_result("select",
             ::select(pair.near + 1, &set, nullptr, nullptr, nullptr));
  const int group = ::epoll_create1(0);
  say_result("epoll_ctl", watch(group, pair.near, EPOLLIN, 1));
  say_result("itself", watch(group, group, EPOLLIN, 1));
  return 0;
}

int nothing_asked(long) {
  timeval none{};
  say_result("poll", ::poll(nullptr, 0, 0));
  say_result("select", ::select(0, nullptr, nullptr, nullptr, &none));
  say_result("minus", ::select(-1, nullptr, nullptr, nullptr, &none));
  epoll_event event{};
  const int group = ::epoll_create1(0);
  say_result("epoll", ::epoll_wait(group, &event, 1, 0));
  say_result("no events", ::epoll_wait(group, &event, 0, 0));
  say_result("no group", ::epoll_wait(STDIN_FILENO, &event, 1, 0));
  timeval past{-1, 0};
  say_result("past", ::select(0, nullptr, nullptr, nullptr, &past));
  return 0;
}

int level_and_end(long) {
  const tcp_pair pair;
  const int group = ::epoll_create1(0);
  epoll_event event{};
  watch(group, pair.far, EPOLLIN | EPOLLRDHUP, 1);
  ::shutdown(pair.near, SHUT_WR);
  say_result("end", ::epoll_wait(group, &event, 1, 2000));
  say("events %x\n", static_cast<unsigned>(event.events));
  ::close(pair.near);
  say_result("again", ::epoll_wait(group, &event, 1, 2000));
  return 0;
}

constexpr behaviour all[] = {
    {"edge", edge},
    {"sockets_and_timer", sockets_and_timer},
    {"nested_groups", nested_groups},
    {"no_sockets", no_sockets},
    {"large_number", large_number},
    {"closed_ones", closed_ones},
    {"nothing_asked", nothing_asked},
    {"level_and_end", level_and_end},
};

}  // namespace

const std::span<const behaviour> waits = all;
