#include "check/pool/workers.hpp"

#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <system_error>
#include <utility>

#include "check/check.hpp"

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
      for (one& other : all_) other.line.close();
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
    all_.push_back({pid, channel(std::move(ours)), {}});
  }
}

namespace {

void reap(pid_t worker) {
  while (::waitpid(worker, nullptr, 0) == -1 && errno == EINTR) {
  }
}

bool is_stopped(pid_t worker) {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(worker), &state,
                  WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
         state.si_pid == worker;
}

}  // namespace

worker_died::worker_died() : explained_error({play::because::worker_died}) {}

// One that has nothing to do ends by itself, and reaps what it has started.
// What another one plays dies with it.
workers::~workers() {
  constexpr int patience = 1000;  // ms
  for (one& worker : all_) worker.line.close();
  for (const one& worker : all_) {
    pollfd end{static_cast<int>(::syscall(SYS_pidfd_open, worker.pid, 0)),
               POLLIN, 0};
    if (end.fd == -1 || ::poll(&end, 1, patience) != 1)
      ::kill(worker.pid, SIGKILL);
    ::close(end.fd);
    reap(worker.pid);
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
  while (answered < most && !all_.empty()) {
    for (std::size_t round = 0; round < ahead; ++round) {
      for (one& worker : all_) {
        if (given >= most || worker.asked.size() > round) continue;
        worker.line.send(requests[given]);
        worker.asked.push_back(given++);
      }
    }
    sockets.clear();
    int patience = now_and_then;
    for (const one& worker : all_) {
      const int out = worker.line.has_to_send() ? POLLOUT : 0;
      sockets.push_back(
          {worker.line.get(), static_cast<short>(POLLIN | out), 0});
      if (worker.line.has_message()) patience = 0;
    }
    const int ready = ::poll(sockets.data(), sockets.size(), patience);
    if (ready == -1 && errno != EINTR) fail("poll");
    if (!go_on(answered)) {
      most = given;
      answered += end_those_that_are_stopped();
    }
    for (one& worker : all_) answered += take_answer(worker, answers);
  }
  return answers;
}

// At most one, so that the next request follows each. Gives how many.
std::size_t workers::take_answer(one& worker,
                                 std::vector<std::string>& answers) {
  const bool lives = worker.line.move();
  if (worker.line.has_message() && !worker.asked.empty()) {
    answers[worker.asked.front()] = worker.line.next();
    worker.asked.erase(worker.asked.begin());
    return 1;
  }
  if (!lives) throw worker_died();
  return 0;
}

// Gives how many answers will never come.
std::size_t workers::end_those_that_are_stopped() {
  std::size_t lost = 0;
  std::erase_if(all_, [&lost](const one& worker) {
    if (worker.asked.empty() || !is_stopped(worker.pid)) return false;
    ::kill(worker.pid, SIGKILL);
    reap(worker.pid);
    lost += worker.asked.size();
    return true;
  });
  return lost;
}

}  // namespace check
