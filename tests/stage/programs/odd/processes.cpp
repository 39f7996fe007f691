// Programs that make processes: fork, exec, spawn, groups, sessions.
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "odd.hpp"

namespace {

const char* own_path() {
  static char path[4096];
  static const ssize_t size =
      ::readlink("/proc/self/exe", path, sizeof path - 1);
  path[size < 0 ? 0 : size] = '\0';
  return path;
}

int become(const char* what, const char* number = "0") {
  ::execl(own_path(), own_path(), what, number, nullptr);
  say_result("exec", -1);
  return 1;
}

int forks(long) {
  int reaped = 0, sum = 0, status = 0;
  for (int i = 0; i < 100; ++i) child([i] { return i % 3; });
  for (; ::wait(&status) > 0; ++reaped) sum += WEXITSTATUS(status);
  say("reaped %d, sum %d\n", reaped, sum);
  talk();
  return 0;
}

int fork_tree(long) {
  for (int i = 0; i < 5; ++i) ::fork();
  while (::wait(nullptr) > 0) {
  }
  say("x");
  return 0;
}

int exec(long) {
  return become("talk");
}

int exec_with_socket(long) {
  const tcp_pair pair;
  send_all(pair.near, "before");
  ::shutdown(pair.near, SHUT_WR);
  return become("read_from", std::to_string(pair.far).c_str());
}

int read_from(long fd) {
  say_all_of("after exec:", static_cast<int>(fd));
  return 0;
}

int exec_by_thread(long) {
  pthread_t thread;
  ::pthread_create(
      &thread, nullptr,
      [](void*) -> void* {
        become("talk");
        return nullptr;
      },
      nullptr);
  for (;;) ::pause();
}

int exec_fails(long) {
  say_result("none", ::execl("/nowhere/at/all", "x", nullptr));
  say_result("folder", ::execl("/", "x", nullptr));
  say_result("argv",
             ::execve(own_path(), reinterpret_cast<char**>(16), nullptr));
  talk();
  return 0;
}

int vfork(long) {
  pid_t pid = ::vfork();
  if (pid == 0) {
    ::execl(own_path(), own_path(), "talk", nullptr);
    ::_exit(1);
  }
  say_end_of("exec", pid);
  pid = ::vfork();
  if (pid == 0) ::_exit(4);
  say_end_of("exit", pid);
  talk();
  return 0;
}

int spawn(long) {
  pid_t pid = 0;
  std::string path = own_path(), what = "talk";
  char* words[] = {path.data(), what.data(), nullptr};
  say("spawn %d\n",
      ::posix_spawn(&pid, own_path(), nullptr, nullptr, words, environ));
  say_end_of("spawned", pid);
  say("nowhere %d\n",
      ::posix_spawn(&pid, "/nowhere/at/all", nullptr, nullptr, words, environ));
  talk();
  return 0;
}

int new_session(long) {
  say_end_of("child", child([] {
               ::setsid();
               talk();
               return 3;
             }));
  return 0;
}

int daemon(long) {
  int ends[2];
  must(::pipe(ends), "pipe");
  child([&ends] {
    ::setsid();
    child([&ends] {
      talk();
      return ::write(ends[1], "ok", 2) == 2 ? 0 : 1;
    });
    return 0;
  });
  ::wait(nullptr);
  ::close(ends[1]);
  char text[8] = {};
  say("daemon said %zd %s\n", ::read(ends[0], text, 7), text);
  return 0;
}

// Its server stays; who runs this has to end it.
int daemon_stays(long) {
  child([] {
    ::setsid();
    child([] { return ::accept(listener(), nullptr, nullptr); });
    return 0;
  });
  ::wait(nullptr);
  say("parent ends\n");
  return 0;
}

int orphan(long) {
  int ends[2];
  must(::pipe(ends), "pipe");
  child([&ends] {
    child([&ends] {
      char byte;
      ::close(ends[1]);
      // The end of the stream: both elders have gone.
      return ::read(ends[0], &byte, 1) == 0 ? talk(), 0 : 1;
    });
    return 0;
  });
  ::wait(nullptr);
  return 8;
}

int kills_its_child(long) {
  const int desk = listener();
  const pid_t pid = child([desk] { return ::accept(desk, nullptr, nullptr); });
  ::kill(pid, SIGKILL);
  say_end_of("killed", pid);
  return 0;
}

int kills_its_group(long) {
  ::setpgid(0, 0);
  const pid_t pid = child([] { return ::pause(); });
  ::signal(SIGTERM, SIG_IGN);
  ::kill(0, SIGTERM);
  say_end_of("child", pid);
  return 0;
}

int ignores_its_children(long) {
  ::signal(SIGCHLD, SIG_IGN);
  child([] { return talk(), 3; });
  say_result("wait", ::wait(nullptr));
  return 0;
}

volatile sig_atomic_t children_ended = 0;

int hears_of_its_children(long) {
  struct sigaction action {};
  action.sa_handler = [](int) { children_ended = 1; };
  ::sigaction(SIGCHLD, &action, nullptr);
  const pid_t pid = child([] { return talk(), 3; });
  int status = 0;
  while (::waitpid(pid, &status, 0) == -1 && errno == EINTR) {
  }
  say_status("child", status);
  say("told %d\n", static_cast<int>(children_ended));
  return 0;
}

int stops_and_goes_on(long) {
  const pid_t pid = child([] {
    ::raise(SIGSTOP);
    talk();
    return 2;
  });
  int status = 0;
  ::waitpid(pid, &status, WUNTRACED);
  say("stopped %d by %d\n", WIFSTOPPED(status), WSTOPSIG(status) == SIGSTOP);
  ::kill(pid, SIGCONT);
  say_end_of("child", pid);
  return 0;
}

// A process that nobody continues stays where it is.
int stays_stopped(long) {
  const pid_t pid = child([] {
    ::raise(SIGSTOP);
    say("went on by itself\n");
    return 2;
  });
  int status = 0;
  ::waitpid(pid, &status, WUNTRACED);
  talk();
  say("still there %d\n", ::waitpid(pid, &status, WNOHANG) == 0);
  ::kill(pid, SIGKILL);
  say_end_of("child", pid);
  return 0;
}

int odd_name(long) {
  ::prctl(PR_SET_NAME, ") R 1 (x");
  talk();
  return 0;
}

// A process has one tracer at most, and the stage is it.
int is_traced(long) {
  say_result("traceme", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr));
  talk();
  return 0;
}

constexpr behaviour all[] = {
    {"forks", forks},
    {"fork_tree", fork_tree},
    {"exec", exec},
    {"exec_with_socket", exec_with_socket},
    {"read_from", read_from},
    {"exec_by_thread", exec_by_thread},
    {"exec_fails", exec_fails},
    {"vfork", vfork},
    {"spawn", spawn},
    {"new_session", new_session},
    {"daemon", daemon},
    {"daemon_stays", daemon_stays},
    {"orphan", orphan},
    {"kills_its_child", kills_its_child},
    {"kills_its_group", kills_its_group},
    {"ignores_its_children", ignores_its_children},
    {"hears_of_its_children", hears_of_its_children},
    {"stops_and_goes_on", stops_and_goes_on},
    {"stays_stopped", stays_stopped},
    {"odd_name", odd_name},
    {"is_traced", is_traced},
};

}  // namespace

const std::span<const behaviour> processes = all;
