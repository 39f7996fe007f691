// Shows: four ways to ask for bytes that are not there, without waiting long.
// Ask:   recv says EAGAIN. Has a limit run out, or did it not wait at all?
// Run:   ./client_asks [host] [port]       and type nothing at ./server
// Try:   set the limit to 0 seconds. Predict: which recv waits now, how long?
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::chrono::seconds limit(1);

void ask(int server, const char* how, int flags) {
  char room[1024];
  const ssize_t n = ::recv(server, room, sizeof room, flags);
  std::cout << how << ": recv -> " << n
            << (n == -1 ? std::string(" ") + std::strerror(errno) : "")
            << std::endl;
}

// What Python's gettimeout() tells, from the kernel: 0 is no limit.
void tell_limit(int server) {
  timeval time{};
  socklen_t size = sizeof time;
  kit::check(::getsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &time, &size),
             "getsockopt");
  std::cout << "SO_RCVTIMEO is " << time.tv_sec << " s" << std::endl;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8086");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  const int fd = server.get();

  // ---- the lesson ----
  ask(fd, "MSG_DONTWAIT, this call", MSG_DONTWAIT);
  tell_limit(fd);
  kit::give_up_after(fd, limit);
  tell_limit(fd);
  ask(fd, "SO_RCVTIMEO, this socket", 0);
  const int flags = kit::check(::fcntl(fd, F_GETFL), "fcntl");
  kit::check(::fcntl(fd, F_SETFL, flags | O_NONBLOCK), "fcntl");
  ask(fd, "O_NONBLOCK, every call", 0);
  pollfd door{.fd = fd, .events = POLLIN, .revents = 0};
  const std::chrono::milliseconds wait = limit;
  const int ready =
      kit::check(::poll(&door, 1, static_cast<int>(wait.count())), "poll");
  std::cout << "poll, before the call: " << ready << std::endl;
  if (ready == 0) kit::check(::poll(&door, 1, -1), "poll");  // with no limit
  ask(fd, "when poll says so", 0);
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
