#include "alone.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <stdexcept>

namespace {

/// Asks every millisecond, for ten seconds at most: another process gives no
/// sign when the answer changes.
bool becomes_true(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    ::poll(nullptr, 0, 1);
  }
  return true;
}

/// Whether a table of /proc/net has a socket of this port (":1F90 ") that is
/// in this state.
bool lists(const char* table, int port, const std::string& state) {
  char local[8];
  std::snprintf(local, sizeof local, ":%04X ", port);
  std::ifstream in(table);
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = line.find(local);
    if (at < 20 && line.find(" " + state + " ") != std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

alone::alone(const stage::program& what) {
  program_.name = what.name;
  program_.argv = what.argv;
  const int in = ::memfd_create("stdin", MFD_CLOEXEC);
  out_ = ::memfd_create("stdout", MFD_CLOEXEC);
  err_ = ::memfd_create("stderr", MFD_CLOEXEC);
  if (::pwrite(in, what.input.data(), what.input.size(), 0) !=
      static_cast<ssize_t>(what.input.size())) {
    throw std::runtime_error("memfd: cannot be written");
  }
  std::vector<char*> argv;
  for (std::string& arg : program_.argv) argv.push_back(arg.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out_, 1);
  ::posix_spawn_file_actions_adddup2(&actions, err_, 2);
  const int failed =
      ::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(in);
  if (failed != 0) throw std::runtime_error(program_.argv[0] + ": not started");
}

alone::~alone() {
  if (pid_ != -1) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(out_);
  ::close(err_);
}

bool alone::waits_on(int port) const {
  return becomes_true([port] {
    return lists("/proc/net/tcp", port, "0A") ||  // listening
           lists("/proc/net/udp", port, "07");    // bound
  });
}

bool alone::says(const std::string& what) const {
  return becomes_true(
      [&] { return text(err_).find(what) != std::string::npos; });
}

play::program alone::end_like(const play::program& like) {
  int status = 0;
  const bool ended = becomes_true([&] {
    if (like.dismissed) return text(out_).size() >= like.out.size();
    return ::waitpid(pid_, &status, WNOHANG) == pid_;
  });
  if (ended && !like.dismissed) {
    pid_ = -1;
    if (WIFEXITED(status)) program_.exit = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) program_.signal = "a signal";
  }
  program_.dismissed = pid_ != -1;
  program_.out = text(out_);
  program_.err = text(err_);
  return program_;
}

std::string alone::text(int fd) const {
  std::string all(1 << 20, '\0');
  const ssize_t n = ::pread(fd, all.data(), all.size(), 0);
  all.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return all;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound =
      ::bind(fd, generic, size) == 0 && ::getsockname(fd, generic, &size) == 0;
  ::close(fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}
