#include "child.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "kit/check.hpp"

namespace bench {
namespace {

namespace fs = std::filesystem;

// In the child: die with the one who started us, also by execve.
void follow(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // it was quicker than the prctl
}

// The inodes of a process's sockets, as /proc/net/tcp names them.
std::set<unsigned long> sockets_of(pid_t pid) {
  std::set<unsigned long> inodes;
  std::error_code gone;  // a descriptor may be closed while we look
  const fs::path folder = "/proc/" + std::to_string(pid) + "/fd";
  for (const auto& entry : fs::directory_iterator(folder, gone)) {
    const std::string target = fs::read_symlink(entry.path(), gone).string();
    unsigned long inode = 0;
    if (std::sscanf(target.c_str(), "socket:[%lu]", &inode) == 1)
      inodes.insert(inode);
  }
  return inodes;
}

// The port of the one that listens; "" if none does. proc_pid_net(5).
std::string listening_port(const std::set<unsigned long>& inodes) {
  std::ifstream list("/proc/net/tcp");
  for (std::string line; std::getline(list, line);) {
    unsigned port = 0, state = 0;
    unsigned long inode = 0;
    if (std::sscanf(line.c_str(),
                    "%*d: %*x:%x %*x:%*x %x %*s %*s %*s %*d %*d %lu", &port,
                    &state, &inode) == 3 &&
        state == 0x0A && inodes.contains(inode))
      return std::to_string(port);
  }
  return "";
}

bool has_ended(pid_t pid) {
  siginfo_t how{};
  return ::waitid(P_PID, static_cast<id_t>(pid), &how,
                  WEXITED | WNOHANG | WNOWAIT) == 0 &&
         how.si_pid == pid;
}

}  // namespace

child::child(const std::string& name, const std::function<void()>& work)
    : name_(name) {
  const pid_t parent = ::getpid();
  pid_ = kit::check(::fork(), "fork");
  if (pid_ != 0) return;
  follow(parent);
  try {
    work();
    ::_exit(0);  // no destructor of ours, no buffer of stdio: a copy has both
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", name_.c_str(), error.what());
  }
  ::_exit(1);
}

child::child(const std::vector<std::string>& argv) : name_(argv.at(0)) {
  if (::access(name_.c_str(), X_OK) != 0)
    throw std::runtime_error(name_ + " is not there: build it first");
  std::vector<char*> words;
  for (const std::string& word : argv)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const pid_t parent = ::getpid();
  pid_ = kit::check(::fork(), "fork");
  if (pid_ != 0) return;
  follow(parent);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere != -1 && ::dup2(nowhere, STDOUT_FILENO) != -1)
    ::execv(words[0], words.data());
  ::_exit(127);
}

child::~child() {
  kill();
}

void child::kill() {
  if (pid_ == -1) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) continue;
  pid_ = -1;
}

void child::join() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) == -1 && errno == EINTR) continue;
  pid_ = -1;
  if (WIFSIGNALED(status))
    throw std::runtime_error(name_ + " was killed by signal " +
                             std::to_string(WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0)
    throw std::runtime_error(name_ + " ended with status " +
                             std::to_string(WEXITSTATUS(status)));
}

kit::endpoint child::listening_at() const {
  using clock = std::chrono::steady_clock;
  const auto last = clock::now() + std::chrono::seconds(10);
  while (clock::now() < last) {
    const std::string port = listening_port(sockets_of(pid_));
    if (!port.empty()) return kit::endpoint("127.0.0.1", port);
    if (has_ended(pid_))
      throw std::runtime_error(name_ + " ended before it listened");
    ::sched_yield();  // nobody tells us: look again
  }
  throw std::runtime_error(name_ + " does not listen after 10 seconds");
}

}  // namespace bench
