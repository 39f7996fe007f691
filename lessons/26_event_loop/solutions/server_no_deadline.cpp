// Solution: time_left() says when the first deadline is, and epoll_wait comes
// back then: whoever is first in line is hung up on.
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <iostream>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include "26_event_loop/connection.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/tcp.hpp"

class event_loop {
 public:
  event_loop(kit::unique_fd listener, std::chrono::seconds patience)
      : patience_(patience), listener_(std::move(listener)) {
    watch(EPOLL_CTL_ADD, listener_.get(), EPOLLIN);
  }

  void turn() {
    std::array<epoll_event, 64> ready{};
    const int n = ::epoll_wait(epoll_.get(), ready.data(), 64, time_left());
    if (n == -1 && errno == EINTR) return;
    kit::check(n, "epoll_wait");  // the only call that waits
    for (int i = 0; i < n; ++i) {
      const int fd = ready[static_cast<std::size_t>(i)].data.fd;
      if (fd == listener_.get())
        accept_one();
      else if (const auto at = by_fd_.find(fd); at != by_fd_.end())
        serve(at->second);
    }
    if (n == 0 && !all_.empty()) hang_up(all_.begin(), "too slow");
    while (!all_.empty() && all_.front().deadline <= connection::clock::now())
      hang_up(all_.begin(), "too slow");
    if (n == 0) listen_again();
  }

 private:
  using place = std::list<connection>::iterator;

  void accept_one() {
    kit::unique_fd fd(
        ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (fd) {
      const int number = fd.get();
      all_.emplace_back(std::move(fd), connection::clock::now() + patience_);
      by_fd_[number] = std::prev(all_.end());
      watch(EPOLL_CTL_ADD, number, EPOLLIN);
    } else if (errno == EMFILE || errno == ENFILE) {
      // The caller stays in the backlog, so epoll would report it for ever: do
      // not ask about it until somebody has left.
      std::cerr << "server: no descriptor is free, callers have to wait\n";
      watch(EPOLL_CTL_MOD, listener_.get(), 0);
      full_ = true;
    }  // else the caller has given up meanwhile
  }

  void serve(place client) {
    const std::uint32_t before = client->wants();
    const connection::outcome how = client->go_on();
    if (how == connection::outcome::over) return hang_up(client, client->why());
    if (how == connection::outcome::answered) {  // the last in line again
      client->deadline = connection::clock::now() + patience_;
      all_.splice(all_.end(), all_, client);
    }
    if (client->wants() != before)
      watch(EPOLL_CTL_MOD, client->fd(), client->wants());
  }

  void hang_up(place client, const std::string& why) {
    if (!why.empty()) std::cerr << "server: hung up: " + why + '\n';
    by_fd_.erase(client->fd());
    all_.erase(client);  // closes it, and epoll forgets it
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

  /// Milliseconds until the first deadline, rounded up; -1: for ever.
  int time_left() const {
    if (all_.empty()) return full_ ? 1000 : -1;
    const auto left = all_.front().deadline - connection::clock::now();
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::max<decltype(ms)>(ms, 0));
  }

  std::chrono::seconds patience_;
  kit::unique_fd listener_;
  kit::unique_fd epoll_{kit::check(::epoll_create1(0), "epoll_create1")};
  std::list<connection> all_;  // the earliest deadline first
  std::unordered_map<int, place> by_fd_;
  bool full_ = false;
};

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "9000");
  if (given.help) return std::cout << given.usage << "  then [seconds]\n", 0;
  const std::chrono::seconds patience(argc > 3 ? std::stoi(argv[3]) : 10);
  kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port), 4096);
  // A caller may be gone again between epoll_wait and accept: do not wait then.
  kit::check(::fcntl(listener.get(), F_SETFL, O_NONBLOCK), "fcntl");

  event_loop loop(std::move(listener), patience);
  while (true) loop.turn();
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
