// All clients of one thread: waits for whoever is ready, gives each a turn, and
// hangs up on whoever is late. `Deadlines` says who that is: deadlines.hpp.
#pragma once

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <unordered_map>
#include <utility>

#include "28_event_loop/connection.hpp"
#include "kit/check.hpp"
#include "kit/sockets/accept.hpp"

template <class Deadlines>
class event_loop {
 public:
  event_loop(kit::unique_fd listener, Deadlines patience)
      : listener_(std::move(listener)), deadlines_(std::move(patience)) {
    watch(EPOLL_CTL_ADD, listener_.get(), EPOLLIN);
  }

  // ---- the lesson ----
  void turn() {
    std::array<epoll_event, 64> ready{};
    const int n =
        ::epoll_wait(epoll_.get(), ready.data(), 64, deadlines_.time_left());
    if (n == -1 && errno == EINTR) return;
    kit::check(n, "epoll_wait");  // the only call that waits
    for (int i = 0; i < n; ++i) {
      const int fd = ready[static_cast<std::size_t>(i)].data.fd;
      if (fd == listener_.get())
        accept_one();
      else if (const auto at = all_.find(fd); at != all_.end())
        serve(at->second);
    }
    for (const int fd : deadlines_.late(n == 0)) {
      if (fd == listener_.get())
        listen_again();
      else
        hang_up(fd, "too slow");
    }
  }

 private:
  void accept_one() {
    kit::unique_fd caller(
        ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const int fd = caller.get(), error = errno;
    if (!caller) return could_not_accept(error);
    try {
      all_.try_emplace(fd, std::move(caller));
      deadlines_.begin(fd);
      watch(EPOLL_CTL_ADD, fd, EPOLLIN);
    } catch (const std::exception& failure) {  // no memory: this caller's loss
      hang_up(fd, failure.what());
    }
  }

  void could_not_accept(int error) {
    if (error == EAGAIN) return;  // the caller has given up meanwhile
    const auto meaning = kit::meaning_of_accept_error(error);
    if (meaning == kit::accept_failure::no_listener)
      kit::throw_system_error(error, "accept");
    if (meaning == kit::accept_failure::caller_gone) return;
    // The caller stays in the backlog, so epoll would report it for ever: do
    // not ask about it until somebody has left, or time has passed.
    std::fprintf(stderr, "server: accept: %s: callers have to wait\n",
                 std::strerror(error));
    watch(EPOLL_CTL_MOD, listener_.get(), 0);
    full_ = true;
    deadlines_.begin(listener_.get());
  }

  void serve(connection& client) {
    const int fd = client.fd();
    try {
      const std::uint32_t before = client.wants();
      const connection::outcome how = client.go_on();
      if (how == connection::outcome::over)
        return hang_up(fd, client.why().c_str());
      if (how == connection::outcome::answered) deadlines_.begin(fd);
      if (client.wants() != before) watch(EPOLL_CTL_MOD, fd, client.wants());
    } catch (const std::exception& failure) {  // no memory: this client's loss
      hang_up(fd, failure.what());
    }
  }

  void hang_up(int fd, const char* why) {
    if (*why != '\0') std::fprintf(stderr, "server: hung up: %s\n", why);
    deadlines_.end(fd);
    all_.erase(fd);  // closes it, and epoll forgets it
    listen_again();
  }

  void listen_again() {
    if (!full_) return;
    watch(EPOLL_CTL_MOD, listener_.get(), EPOLLIN);
    deadlines_.end(listener_.get());
    full_ = false;
  }

  void watch(int what, int fd, std::uint32_t events) {
    epoll_event event{.events = events, .data = {.fd = fd}};
    kit::check(::epoll_ctl(epoll_.get(), what, fd, &event), "epoll_ctl");
  }

  kit::unique_fd listener_;
  kit::unique_fd epoll_{kit::check(::epoll_create1(0), "epoll_create1")};
  std::unordered_map<int, connection> all_;  // by descriptor
  Deadlines deadlines_;
  bool full_ = false;  // a caller waits; the listener stands in line
};
