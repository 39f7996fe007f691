#include "stage/tracer/timed.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <limits>
#include <optional>
#include <sstream>
#include <string>

#include "stage/refusal.hpp"
#include "stage/tracer/proc.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {
namespace {

using std::chrono::nanoseconds;
using limit = std::optional<nanoseconds>;

/// It may end by itself; who takes it for a limit waits as long as it can.
constexpr nanoseconds unknown = nanoseconds::max();

struct kernel_call {
  long number = -1;
  std::uint64_t arguments[6] = {};
};

std::string task_file(pid_t tgid, pid_t tid, const char* name) {
  return std::to_string(tgid) + "/task/" + std::to_string(tid) + "/" + name;
}

// The file of /proc. Nothing: the program hides from its user (see
// PR_SET_DUMPABLE in prctl(2)), and we are not root.
std::optional<std::string> shown_file(const std::string& name) {
  try {
    return read_proc(name).value_or("");
  } catch (const refused_call& refused) {
    if (refused.code().value() != EACCES) throw;
    return {};
  }
}

// "202 0x7f.. 0x189 ...", or "running".
kernel_call call_of(const std::string& text) {
  std::istringstream in(text);
  kernel_call call;
  if (!(in >> call.number)) return {};
  in >> std::hex;
  for (std::uint64_t& argument : call.arguments)
    if (!(in >> argument)) return {};
  return call;
}

nanoseconds span_of(const timespec& time) {
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

limit milliseconds(std::uint64_t argument) {
  const int count = static_cast<int>(argument);
  if (count < 0) return {};
  return std::chrono::milliseconds(count);
}

limit span_at(pid_t tid, std::uint64_t where) {
  const auto time =
      where == 0 ? std::nullopt : read_value<timespec>(tid, where);
  return time ? limit(span_of(*time)) : limit();
}

// A timeval, which a select() has, is as large as a timespec.
limit microseconds_at(pid_t tid, std::uint64_t where) {
  const auto time = where == 0 ? std::nullopt : read_value<timeval>(tid, where);
  if (!time) return {};
  return std::chrono::seconds(time->tv_sec) +
         std::chrono::microseconds(time->tv_usec);
}

limit until(pid_t tid, std::uint64_t where, clockid_t clock) {
  timespec now{};
  const limit then = span_at(tid, where);
  if (!then || ::clock_gettime(clock, &now) == -1) return then;
  return std::max(*then - span_of(now), nanoseconds(0));
}

limit of_futex(pid_t tid, const kernel_call& call) {
  const auto operation = call.arguments[1];
  const std::uint64_t where = call.arguments[3];
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
      return span_at(tid, where);
    case FUTEX_LOCK_PI:
      return until(tid, where, CLOCK_REALTIME);
    default:
      return until(tid, where,
                   (operation & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME
                                                           : CLOCK_MONOTONIC);
  }
}

// "it_value: (0, 49406829)" of a timer's fdinfo: what is left of it.
limit of_timer(pid_t process, int fd) {
  const auto text =
      shown_file(std::to_string(process) + "/fdinfo/" + std::to_string(fd));
  if (!text) return unknown;
  const auto at = text->find("it_value:");
  timespec left{};
  if (at == std::string::npos ||
      std::sscanf(text->c_str() + at, "it_value: (%ld, %ld)", &left.tv_sec,
                  &left.tv_nsec) != 2 ||
      (left.tv_sec == 0 && left.tv_nsec == 0))
    return {};
  return span_of(left);
}

limit of_sleep(pid_t tid, const kernel_call& call) {
  const bool absolute = (call.arguments[1] & TIMER_ABSTIME) != 0;
  return absolute ? until(tid, call.arguments[2],
                          static_cast<clockid_t>(call.arguments[0]))
                  : span_at(tid, call.arguments[2]);
}

}  // namespace

limit time_left(pid_t tgid, pid_t tid) {
  const auto text = shown_file(task_file(tgid, tid, "syscall"));
  if (!text) return unknown;
  const kernel_call call = call_of(*text);
  const auto& a = call.arguments;
  switch (call.number) {
    case SYS_futex:
      return a[3] == 0 ? limit() : of_futex(tid, call);
    case SYS_rt_sigtimedwait:
      return span_at(tid, a[2]);
    case SYS_ppoll:
      return span_at(tid, a[2]);
    case SYS_pselect6:
      return span_at(tid, a[4]);
    case SYS_epoll_pwait:
      return milliseconds(a[3]);
    case SYS_epoll_pwait2:
      return span_at(tid, a[3]);
    case SYS_nanosleep:
      return span_at(tid, a[0]);
    case SYS_clock_nanosleep:
      return of_sleep(tid, call);
    case SYS_read:
      return of_timer(tgid, static_cast<int>(a[0]));
    case SYS_restart_syscall:  // one of those, after a signal
      return unknown;
#ifdef SYS_poll
    case SYS_poll:
      return milliseconds(a[2]);
    case SYS_select:
      return microseconds_at(tid, a[4]);
    case SYS_epoll_wait:
      return milliseconds(a[3]);
#endif
    default:
      return {};
  }
}

std::int64_t times_asleep(pid_t tgid, pid_t tid) {
  const std::string text =
      read_proc(task_file(tgid, tid, "status")).value_or("");
  const auto at = text.find("\nvoluntary_ctxt_switches:");
  long long count = 0;
  if (at != std::string::npos)
    std::sscanf(text.c_str() + at, "\nvoluntary_ctxt_switches: %lld", &count);
  return count;
}

bool is_set_timer(pid_t process, int fd) {
  return of_timer(process, fd).has_value();
}

nanoseconds processor_time(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0 ||
      ::clock_gettime(clock, &time) == -1)
    return nanoseconds(0);
  return span_of(time);
}

}  // namespace stage
