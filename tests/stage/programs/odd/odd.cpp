#include "odd.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

void print(int fd, const char* format, std::va_list values) {
  char text[4096];
  const int size = std::vsnprintf(text, sizeof text, format, values);
  [[maybe_unused]] const ssize_t wrote =
      ::write(fd, text, static_cast<std::size_t>(size));
}

}  // namespace

void say(const char* format, ...) {
  std::va_list values;
  va_start(values, format);
  print(STDOUT_FILENO, format, values);
  va_end(values);
}

void complain(const char* format, ...) {
  std::va_list values;
  va_start(values, format);
  print(STDERR_FILENO, format, values);
  va_end(values);
}

void say_result(const char* name, long result) {
  say("%s %ld%s%s\n", name, result, result == -1 ? " " : "",
      result == -1 ? std::strerror(errno) : "");
}

int must(int result, const char* what) {
  if (result != -1) return result;
  say_result(what, -1);
  std::exit(9);
}

int listener(int backlog) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = must(::socket(AF_INET, SOCK_STREAM, 0), "socket");
  must(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address),
       "bind");
  must(::listen(fd, backlog), "listen");
  return fd;
}

int dial(int listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  must(::getsockname(listener, where, &size), "getsockname");
  const int fd = must(::socket(AF_INET, SOCK_STREAM, 0), "socket");
  must(::connect(fd, where, size), "connect");
  return fd;
}

tcp_pair::tcp_pair() {
  const int desk = listener();
  near = dial(desk);
  far = must(::accept(desk, nullptr, nullptr), "accept");
  ::close(desk);
}

void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    must(n == -1 ? -1 : 0, "send");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void say_all_of(const char* what, int fd) {
  char text[256];
  std::size_t size = 0;
  ssize_t n = 0;
  while ((n = ::recv(fd, text + size, sizeof text - size, 0)) > 0)
    size += static_cast<std::size_t>(n);
  say("%s %.*s, then %zd\n", what, static_cast<int>(size), text, n);
}

void talk() {
  const tcp_pair pair;
  send_all(pair.near, "hello");
  send_all(pair.near, "feng");
  ::shutdown(pair.near, SHUT_WR);
  say_all_of("got", pair.far);
  ::close(pair.near);
  ::close(pair.far);
}

void say_status(const char* what, int status) {
  if (WIFEXITED(status))
    say("%s exit %d\n", what, WEXITSTATUS(status));
  else if (WIFSIGNALED(status))
    say("%s signal %d\n", what, WTERMSIG(status));
  else
    say("%s status %x\n", what, static_cast<unsigned>(status));
}

void say_end_of(const char* what, pid_t pid) {
  int status = 0;
  must(::waitpid(pid, &status, 0), "waitpid");
  say_status(what, status);
}

int main(int argc, char** argv) {
  const std::string_view name = argc < 2 ? "" : argv[1];
  for (const auto* theme : {&ends, &processes, &clones, &sockets, &transfers,
                            &waits, &times, &pointers, &limits, &crowds})
    for (const behaviour& one : *theme) {
      if (name == one.name) return one.run(argc < 3 ? 0 : std::atol(argv[2]));
      if (name.empty())
        say("%.*s\n", static_cast<int>(one.name.size()), one.name.data());
    }
  return name.empty() ? 0 : 2;
}
