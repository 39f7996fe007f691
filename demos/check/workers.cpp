#include "check/workers.hpp"

#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include "check/messages.hpp"
#include "check/worker.hpp"

namespace check {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// The n-th of the processors that we may use; a stage stays where it starts.
void move_to_processor(int n) {
  cpu_set_t allowed, one;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) == -1) return;
  n %= CPU_COUNT(&allowed);
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (!CPU_ISSET(i, &allowed) || n-- > 0) continue;
    CPU_ZERO(&one);
    CPU_SET(i, &one);
    ::sched_setaffinity(0, sizeof one, &one);
    return;
  }
}

}  // namespace

int processors() {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) == -1) return 1;
  return CPU_COUNT(&allowed);
}

workers::workers(int count, const std::function<void(int socket)>& work) {
  for (int i = 0; i < count; ++i) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
      fail("socketpair");
    kit::unique_fd ours(ends[0]), theirs(ends[1]);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == -1) fail("fork");
    if (pid == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != parent) ::_exit(1);
      for (one& other : all_) other.socket.reset();
      ours.reset();
      move_to_processor(i);
      int status = 0;
      try {
        work(theirs.get());
      } catch (const std::exception&) {
        status = 1;  // the end of the stream tells
      }
      ::_exit(status);
    }
    all_.push_back({pid, std::move(ours), {}});
  }
}

// One that has nothing to do ends by itself, and reaps what it has started.
// What another one plays dies with it.
workers::~workers() {
  constexpr int patience = 1000;  // ms
  for (one& worker : all_) worker.socket.reset();
  for (const one& worker : all_) {
    pollfd end{static_cast<int>(::syscall(SYS_pidfd_open, worker.pid, 0)),
               POLLIN, 0};
    if (end.fd == -1 || ::poll(&end, 1, patience) != 1)
      ::kill(worker.pid, SIGKILL);
    ::close(end.fd);
    ::waitpid(worker.pid, nullptr, 0);
  }
}

std::vector<std::string> workers::ask(
    const std::vector<std::string>& requests,
    const std::function<bool(std::size_t)>& go_on) {
  // The next request is there when a worker has answered the last.
  constexpr std::size_t ahead = 2;
  constexpr int now_and_then = 100;  // ms
  std::vector<std::string> answers(requests.size());
  std::size_t given = 0, answered = 0, most = requests.size();
  std::vector<pollfd> sockets;
  for (const one& worker : all_)
    sockets.push_back({worker.socket.get(), POLLIN, 0});
  while (answered < most) {
    for (std::size_t round = 0; round < ahead; ++round) {
      for (one& worker : all_) {
        if (given >= most || worker.asked.size() > round) continue;
        send_message(worker.socket.get(), requests[given]);
        worker.asked.push_back(given++);
      }
    }
    const int ready = ::poll(sockets.data(), sockets.size(), now_and_then);
    if (ready == -1 && errno != EINTR) fail("poll");
    if (!go_on(answered)) most = given;
    for (std::size_t i = 0; i < all_.size() && ready > 0; ++i) {
      if (sockets[i].revents == 0) continue;
      one& worker = all_[i];
      if (worker.asked.empty() ||
          !receive_message(worker.socket.get(), answers[worker.asked.front()]))
        throw std::runtime_error(
            "a process that plays has died; is there enough memory?");
      worker.asked.erase(worker.asked.begin());
      ++answered;
    }
  }
  return answers;
}

}  // namespace check
