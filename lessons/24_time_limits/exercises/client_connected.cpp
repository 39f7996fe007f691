// Exercise: this client tries one address after the other, and takes the first
// for a connection although nobody listens there.
// To do: poll says that it is decided; ask the kernel how, before you believe.
// Check: ./sticky check 24 PATH/client_connected.cpp
// 练习：这个客户端依次试每个地址，却把第一个当成连上了，尽管那里没有人监听。
// 要做：poll 只说有结果了；是什么结果，先问内核再相信。
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

// 0: connected; else the errno of what went wrong.
int connect_in_time(int fd, const kit::endpoint& place) {
  const int flags = kit::check(::fcntl(fd, F_GETFL), "fcntl");
  kit::check(::fcntl(fd, F_SETFL, flags | O_NONBLOCK), "fcntl");
  if (::connect(fd, place.address(), place.size()) == -1 &&
      errno != EINPROGRESS)
    return errno;
  pollfd door{.fd = fd, .events = POLLOUT, .revents = 0};
  if (kit::check(::poll(&door, 1, 2000), "poll") == 0) return ETIMEDOUT;
  kit::check(::fcntl(fd, F_SETFL, flags), "fcntl");
  return 0;
}

void count_bytes(int server) {
  char room[1024];
  ssize_t all = 0, n = 0;
  while ((n = kit::check(::recv(server, room, sizeof room, 0), "recv")) > 0)
    all += n;
  std::cout << all << " bytes" << std::endl;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8086");
  if (given.help) return std::cout << given.usage, 0;
  std::string host;  // typed, one a line
  while (std::getline(std::cin, host)) {
    const kit::endpoint place(host, given.port);
    const kit::unique_fd server(
        kit::check(::socket(place.family(), SOCK_STREAM, 0), "socket"));
    const int error = connect_in_time(server.get(), place);
    std::cout << host << ": "
              << (error == 0 ? "connected" : std::strerror(error)) << std::endl;
    if (error == 0) return count_bytes(server.get()), 0;
  }
  throw std::runtime_error("no address answers");
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
