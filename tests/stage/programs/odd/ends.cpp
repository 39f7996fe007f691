// How a program ends: by itself, by every kind of signal, with threads.
#include <pthread.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "odd.hpp"

namespace {

void no_core() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

int die_by(long signal) {
  no_core();
  talk();
  ::signal(static_cast<int>(signal), SIG_DFL);
  ::raise(static_cast<int>(signal));
  say("survived\n");
  return 0;
}

int real_time_signal(long) {
  return die_by(SIGRTMIN + 3);
}

int exit_with(long status) {
  talk();
  ::_exit(static_cast<int>(status));
}

int null_pointer(long) {
  no_core();
  talk();
  volatile int* volatile nothing = nullptr;
  return *nothing;
}

int deeper(int level) {
  volatile char frame[65536];
  frame[0] = static_cast<char>(level);
  return level < 100'000 ? deeper(level + 1) + frame[0] : 0;
}

int stack_overflow(long) {
  no_core();
  talk();
  return deeper(0);
}

int broken_pipe(long) {
  const tcp_pair pair;
  ::close(pair.far);
  for (;;)
    if (::send(pair.near, "x", 1, 0) == -1) return 1;
}

int kills_itself(long) {
  listener();
  ::kill(::getpid(), SIGKILL);
  return 0;
}

int kills_itself_while_a_thread_waits(long) {
  static const int desk = listener();
  pthread_t thread;
  ::pthread_create(
      &thread, nullptr,
      [](void*) -> void* {
        ::accept(desk, nullptr, nullptr);
        return nullptr;
      },
      nullptr);
  ::kill(::getpid(), SIGKILL);
  return 0;
}

int ignores_a_signal(long) {
  ::signal(SIGTERM, SIG_IGN);
  talk();
  ::kill(::getpid(), SIGTERM);
  say("alive\n");
  return 0;
}

int blocks_all_signals(long) {
  sigset_t all;
  sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  talk();
  ::kill(::getpid(), SIGTERM);
  say("blocked\n");
  return 0;
}

int with_sockets_open(long) {
  static const tcp_pair pair;
  send_all(pair.near, "unread");
  say("leaves\n");
  return 3;
}

// The library's exit() runs what was asked for by atexit().
int at_exit(long) {
  std::atexit([] { talk(); });
  std::exit(4);
}

void* leaves_the_process(void*) {
  talk();
  std::exit(5);
}

int main_thread_leaves(long) {
  pthread_t thread;
  ::pthread_create(&thread, nullptr, leaves_the_process, nullptr);
  ::pthread_exit(nullptr);
}

int thread_leaves_the_process(long) {
  pthread_t thread;
  ::pthread_create(&thread, nullptr, leaves_the_process, nullptr);
  for (;;) ::pause();
}

int signal_ends_thread_and_all(long) {
  no_core();
  pthread_t thread;
  ::pthread_create(
      &thread, nullptr,
      [](void*) -> void* {
        talk();
        std::abort();
      },
      nullptr);
  ::pthread_join(thread, nullptr);
  return 0;
}

int last_thread_calls_exit(long) {
  talk();
  ::syscall(SYS_exit, 7);  // not exit_group
  return 0;
}

int closed_output(long) {
  ::close(STDOUT_FILENO);
  ::close(STDERR_FILENO);
  talk();
  return ::write(STDOUT_FILENO, "x", 1) == -1 ? 6 : 0;
}

constexpr behaviour all[] = {
    {"talk", [](long) { return talk(), 0; }},
    {"die_by", die_by},
    {"real_time_signal", real_time_signal},
    {"exit_with", exit_with},
    {"null_pointer", null_pointer},
    {"stack_overflow", stack_overflow},
    {"broken_pipe", broken_pipe},
    {"kills_itself", kills_itself},
    {"kills_itself_while_a_thread_waits", kills_itself_while_a_thread_waits},
    {"ignores_a_signal", ignores_a_signal},
    {"blocks_all_signals", blocks_all_signals},
    {"with_sockets_open", with_sockets_open},
    {"at_exit", at_exit},
    {"main_thread_leaves", main_thread_leaves},
    {"thread_leaves_the_process", thread_leaves_the_process},
    {"signal_ends_thread_and_all", signal_ends_thread_and_all},
    {"last_thread_calls_exit", last_thread_calls_exit},
    {"closed_output", closed_output},
};

}  // namespace

const std::span<const behaviour> ends = all;
