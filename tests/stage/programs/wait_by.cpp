// wait_by PLACE CALL MS: takes a connection and waits for its bytes by poll,
// ppoll, select, pselect, epoll, or SO_RCVTIMEO, for MS milliseconds (-1: for
// ever); then reads them without waiting. By O_NONBLOCK: sets the limit of
// SO_RCVTIMEO, and does not wait all the same.
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  const char* const call = argv[2];
  const int limit = std::atoi(argv[3]);
  timeval time{limit / 1000, limit % 1000 * 1000};
  const timespec fine{limit / 1000, limit % 1000 * 1000000};
  pollfd item{fd, POLLIN, 0};
  fd_set set;
  FD_ZERO(&set);
  FD_SET(fd, &set);
  int ready = 1;
  if (std::strcmp(call, "poll") == 0) ready = ::poll(&item, 1, limit);
  if (std::strcmp(call, "ppoll") == 0)
    ready = ::ppoll(&item, 1, limit == -1 ? nullptr : &fine, nullptr);
  if (std::strcmp(call, "select") == 0)
    ready =
        ::select(fd + 1, &set, nullptr, nullptr, limit == -1 ? nullptr : &time);
  if (std::strcmp(call, "pselect") == 0)
    ready = ::pselect(fd + 1, &set, nullptr, nullptr,
                      limit == -1 ? nullptr : &fine, nullptr);
  if (std::strcmp(call, "epoll") == 0) {
    const int group = ::epoll_create1(0);
    epoll_event event{EPOLLIN, {}};
    ::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event);
    ready = ::epoll_wait(group, &event, 1, limit);
  }
  const bool at_once = std::strcmp(call, "O_NONBLOCK") == 0;
  if (at_once || std::strcmp(call, "SO_RCVTIMEO") == 0)
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  if (at_once) ::fcntl(fd, F_SETFL, O_NONBLOCK);
  std::printf("%d ready\n", ready);
  char bytes[16];
  if (ready == 1)
    print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
}
