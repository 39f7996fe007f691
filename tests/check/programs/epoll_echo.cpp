// epoll_echo PLACE level|edge: one thread echoes what many clients send, by
// non-blocking sockets and an epoll; edge-triggered it reads until EAGAIN.
#include <fcntl.h>
#include <sys/epoll.h>

#include "loopback.hpp"

namespace {

bool edges = false;

void watch(int group, int fd) {
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN | (edges ? static_cast<unsigned>(EPOLLET) : 0U);
  event.data.fd = fd;
  stop_if_failed(::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

void take_connections(int group, int listener) {
  do {
    const int fd = ::accept(listener, nullptr, nullptr);
    if (fd == -1) return;
    watch(group, fd);
  } while (edges);
}

void echo(int fd) {
  char bytes[64];
  ssize_t n = 0;
  do {
    n = ::recv(fd, bytes, sizeof bytes, 0);
    if (n > 0) ::send(fd, bytes, static_cast<std::size_t>(n), MSG_NOSIGNAL);
  } while (edges && n > 0);
  if (n == 0) ::close(fd);
}

}  // namespace

int main(int, char** argv) {
  edges = std::strcmp(argv[2], "edge") == 0;
  const int listener = listener_at(argv[1]);
  const int group = stop_if_failed(::epoll_create1(0), "epoll_create1");
  watch(group, listener);
  for (;;) {
    epoll_event events[4];
    const int count = ::epoll_wait(group, events, 4, -1);
    for (int i = 0; i < count; ++i)
      if (events[i].data.fd == listener)
        take_connections(group, listener);
      else
        echo(events[i].data.fd);
  }
}
