// The calls below fork and pthread_create: clone and clone3, with every flag
// that a tracer has to think of.
#include <linux/sched.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>

#include "odd.hpp"

namespace {

// As fork(), with flags. The last arguments' order is the processor's own; all
// are 0.
pid_t clone_with(unsigned long flags) {
  return must(static_cast<int>(::syscall(SYS_clone, flags, 0, 0, 0, 0)),
              "clone");
}

pid_t clone3_with(std::uint64_t flags, int end_signal = SIGCHLD) {
  clone_args arguments{};
  arguments.flags = flags;
  arguments.exit_signal = static_cast<std::uint64_t>(end_signal);
  return must(
      static_cast<int>(::syscall(SYS_clone3, &arguments, sizeof arguments)),
      "clone3");
}

int clone_plain(long) {
  const pid_t pid = clone_with(SIGCHLD);
  if (pid == 0) ::_exit((talk(), 6));
  say_end_of("child", pid);
  return 0;
}

int clone3_plain(long) {
  const pid_t pid = clone3_with(0);
  if (pid == 0) ::_exit((talk(), 6));
  say_end_of("child", pid);
  return 0;
}

// No signal tells of its end, so only __WCLONE, or __WALL, waits for it.
int clone_without_signal(long) {
  int ends[2];
  must(::pipe(ends), "pipe");
  const pid_t pid = clone3_with(0, 0);
  if (pid == 0) {
    char said;
    must(static_cast<int>(::read(ends[0], &said, 1)), "read");
    ::_exit((talk(), 6));
  }
  int status = 0;
  say_result("plain", ::waitpid(pid, &status, WNOHANG));
  must(static_cast<int>(::write(ends[1], "", 1)), "write");
  must(::waitpid(pid, &status, __WALL), "waitpid");
  say_status("child", status);
  return 0;
}

int clone_with_pidfd(long) {
  int pidfd = -1;
  clone_args arguments{};
  arguments.flags = CLONE_PIDFD;
  arguments.pidfd = reinterpret_cast<std::uintptr_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  const auto pid =
      static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
  if (pid == 0) ::_exit((talk(), 6));
  siginfo_t end{};
  say_result("wait",
             ::waitid(P_PIDFD, static_cast<id_t>(pidfd), &end, WEXITED));
  say("status %d\n", end.si_status);
  return 0;
}

// The child is the sibling of its maker, whom nobody tells of its end.
int clone_parent(long) {
  int ends[2];
  must(::pipe(ends), "pipe");
  if (clone_with(CLONE_PARENT | SIGCHLD) == 0) {
    talk();
    ::_exit(3);
  }
  ::close(ends[1]);
  char byte;
  say_result("read", ::read(ends[0], &byte, 1));
  say_result("wait", ::wait(nullptr));
  return 0;
}

// Two processes with one table of descriptors.
int clone_files(long) {
  const tcp_pair pair;
  const pid_t pid = clone_with(CLONE_FILES | SIGCHLD);
  if (pid == 0) {
    send_all(pair.near, "shared");
    ::_exit(::close(pair.near));
  }
  say_end_of("child", pid);
  say_all_of("got", pair.far);
  say_result("close", ::close(pair.near));
  return 0;
}

// A tracer must not be escaped: a child that asks for that is followed as well.
// Nobody else can tell.
int clone_untraced(long) {
  const pid_t pid = clone_with(CLONE_UNTRACED | SIGCHLD);
  if (pid == 0) ::_exit((talk(), 6));
  say_end_of("child", pid);
  return 0;
}

int clone3_untraced(long) {
  const pid_t pid = clone3_with(CLONE_UNTRACED);
  if (pid == 0) ::_exit((talk(), 6));
  say_end_of("child", pid);
  return 0;
}

int clone_untraced_by_child(long) {
  say_end_of("child", child([] { return clone3_untraced(0); }));
  return 0;
}

// It waits for ever, in a session of its own, and must go with the play.
int clone_untraced_stays(long three) {
  const int desk = listener();
  const pid_t pid = three == 3 ? clone3_with(CLONE_UNTRACED)
                               : clone_with(CLONE_UNTRACED | SIGCHLD);
  if (pid == 0) {
    ::setsid();
    ::_exit(::accept(desk, nullptr, nullptr));
  }
  say("left\n");
  return 0;
}

int clone_bad(long) {
  say_result("thread alone",
             ::syscall(SYS_clone, CLONE_THREAD | SIGCHLD, 0, 0, 0, 0));
  say_result("pointer", ::syscall(SYS_clone3, 16, sizeof(clone_args)));
  clone_args none{};
  say_result("size", ::syscall(SYS_clone3, &none, 1));
  say_result("large", ::syscall(SYS_clone3, &none, 1 << 20));
  none.exit_signal = 1000;
  say_result("signal", ::syscall(SYS_clone3, &none, sizeof none));
  talk();
  return 0;
}

constexpr behaviour all[] = {
    {"clone_plain", clone_plain},
    {"clone3_plain", clone3_plain},
    {"clone_without_signal", clone_without_signal},
    {"clone_with_pidfd", clone_with_pidfd},
    {"clone_parent", clone_parent},
    {"clone_files", clone_files},
    {"clone_untraced", clone_untraced},
    {"clone3_untraced", clone3_untraced},
    {"clone_untraced_by_child", clone_untraced_by_child},
    {"clone_untraced_stays", clone_untraced_stays},
    {"clone_bad", clone_bad},
};

}  // namespace

const std::span<const behaviour> clones = all;
