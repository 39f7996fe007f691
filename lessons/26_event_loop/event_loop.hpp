// All clients of one thread: waits for whoever is ready, gives each a turn, and
// hangs up on whoever is late. `Deadlines` says who that is: deadlines.hpp.
#pragma once

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <string>
#include <unordered_map>
#include <utility>

#include "26_event_loop/connection.hpp"
#include "kit/check.hpp"

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
    // Full, and nobody here to wait for: look again in a second.
    const int wait = full_ && all_.empty() ? 1000 : deadlines_.time_left();
    const int n = ::epoll_wait(epoll_.get(), ready.data(), 64, wait);
    if (n == -1 && errno == EINTR) return;
    kit::check(n, "epoll_wait");  // the only call that waits
    for (int i = 0; i < n; ++i) {
      const int fd = ready[static_cast<std::size_t>(i)].data.fd;
      if (fd == listener_.get())
        accept_one();
      else if (const auto at = all_.find(fd); at != all_.end())
        serve(at->second);
    }
    for (const int fd : deadlines_.late(n == 0)) hang_up(fd, "too slow");
    if (n == 0) listen_again();
  }

 private:
  void accept_one() {
    kit::unique_fd caller(
        ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (caller) {
      const int fd = caller.get();
      all_.try_emplace(fd, std::move(caller));
      deadlines_.begin(fd);
      watch(EPOLL_CTL_ADD, fd, EPOLLIN);
    } else if (errno == EMFILE || errno == ENFILE) {
      // The caller stays in the backlog, so epoll would report it for ever: do
      // not ask about it until somebody has left.
      std::cerr << "server: no descriptor is free, callers have to wait\n";
      watch(EPOLL_CTL_MOD, listener_.get(), 0);
      full_ = true;
    }  // else the caller has given up meanwhile
  }

  void serve(connection& client) {
    const std::uint32_t before = client.wants();
    const connection::outcome how = client.go_on();
    if (how == connection::outcome::over)
      return hang_up(client.fd(), client.why());
    if (how == connection::outcome::answered) deadlines_.begin(client.fd());
    if (client.wants() != before)
      watch(EPOLL_CTL_MOD, client.fd(), client.wants());
  }

  void hang_up(int fd, const std::string& why) {
    if (!why.empty()) std::cerr << "server: hung up: " + why + '\n';
    deadlines_.end(fd);
    all_.erase(fd);  // closes it, and epoll forgets it
    listen_again();
  }

  void listen_again() {
    if (full_) watch(EPOLL_CTL_MOD, listener_.get(), EPOLLIN);
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
  bool full_ = false;  // a caller waits for a free descriptor
};
