// watch PLACE CALL COUNT [FD]: takes two connections (the second becomes FD)
// and waits COUNT times for both, by poll, ppoll, select, pselect, epoll_wait
// or epoll_pwait; after each wait it reads a byte of each that has something.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include <string>

#include "loopback.hpp"

namespace {

// Each fills in whether that connection has something.
void by_poll(const int (&fds)[2], bool fine, bool (&has)[2]) {
  pollfd items[2] = {{fds[0], POLLIN | POLLRDHUP, 0}, {fds[1], POLLIN, 0}};
  if (fine)
    ::ppoll(items, 2, nullptr, nullptr);
  else
    ::poll(items, 2, -1);
  for (int i = 0; i < 2; ++i) has[i] = items[i].revents != 0;
}

void by_select(const int (&fds)[2], bool fine, bool (&has)[2]) {
  fd_set set;
  FD_ZERO(&set);
  for (const int fd : fds) FD_SET(fd, &set);
  const int most = (fds[0] > fds[1] ? fds[0] : fds[1]) + 1;
  if (fine)
    ::pselect(most, &set, nullptr, nullptr, nullptr, nullptr);
  else
    ::select(most, &set, nullptr, nullptr, nullptr);
  for (int i = 0; i < 2; ++i) has[i] = FD_ISSET(fds[i], &set);
}

void by_epoll(int group, const int (&fds)[2], bool fine, bool (&has)[2]) {
  epoll_event events[8];
  const int n = fine ? ::epoll_pwait(group, events, 8, -1, nullptr)
                     : ::epoll_wait(group, events, 8, -1);
  for (int i = 0; i < n; ++i) has[events[i].data.fd == fds[0] ? 0 : 1] = true;
}

int group_of(const int (&fds)[2]) {
  const int group = ::epoll_create1(0);
  for (const int fd : fds) {
    epoll_event event{};
    event.events = EPOLLIN;
    if (fd == fds[0]) event.events |= EPOLLRDHUP;
    event.data.fd = fd;
    ::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event);
  }
  return group;
}

}  // namespace

int main(int argc, char** argv) {
  const int listener = listener_at(argv[1]);
  int fds[2] = {accepted(listener), accepted(listener)};
  const std::string call = argv[2];
  if (argc > 4) fds[1] = ::dup2(fds[1], std::atoi(argv[4]));
  const int group = call.starts_with("epoll") ? group_of(fds) : -1;
  for (int left = std::atoi(argv[3]); left > 0; --left) {
    bool has[2] = {false, false};
    if (call == "poll" || call == "ppoll") by_poll(fds, call == "ppoll", has);
    if (call == "select" || call == "pselect")
      by_select(fds, call == "pselect", has);
    if (group != -1) by_epoll(group, fds, call == "epoll_pwait", has);
    char byte;
    for (int i = 0; i < 2; ++i)
      if (has[i]) ::recv(fds[i], &byte, 1, 0);
  }
}
