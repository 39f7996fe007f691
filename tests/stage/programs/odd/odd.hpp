// odd NAME [NUMBER]: one behaviour that few programs show. What it prints and
// how it ends tells no process, no port and no time, so that two runs of it,
// one of them traced, can be compared byte by byte.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string_view>

struct behaviour {
  std::string_view name;
  int (*run)(long number);  ///< gives the exit status
};

/// The themes, one file each.
extern const std::span<const behaviour> ends, processes, clones, sockets,
    transfers, waits, times, pointers, limits, crowds;

/// One write() to standard output, or standard error: nothing is buffered, so
/// a fork copies nothing that was not yet printed.
[[gnu::format(printf, 1, 2)]] void say(const char* format, ...);
[[gnu::format(printf, 1, 2)]] void complain(const char* format, ...);

/// "name 3", or "name -1 Bad address".
void say_result(const char* name, long result);

/// As say(); then exits with 9, unless `result` is not -1.
int must(int result, const char* what);

/// A listener at a port of 127.0.0.1 that the kernel chose.
int listener(int backlog = 5);
/// A connection to it, blocking.
int dial(int listener);
/// Two ends of a TCP connection.
struct tcp_pair {
  tcp_pair();
  int near, far;
};
void send_all(int fd, std::string_view bytes);
/// Prints `what` and all that comes until the end of the stream.
void say_all_of(const char* what, int fd);
/// Nine bytes over a connection of its own, and prints them.
void talk();
/// "child exit 3", "child signal 9".
void say_status(const char* what, int status);
/// Waits for it and says how it ended.
void say_end_of(const char* what, pid_t pid);
/// fork(); the child runs this and exits with what it returns.
template <typename Work>
pid_t child(Work work);

// ---- bodies of templates ----
#include <unistd.h>

template <typename Work>
pid_t child(Work work) {
  const pid_t pid = must(::fork(), "fork");
  if (pid == 0) ::_exit(work());
  return pid;
}
