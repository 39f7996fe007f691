#include "stage/tracer/stop.hpp"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>

namespace stage {
namespace {

// SIGCONT ends what these begin. PTRACE_EVENT_STOP has SIGTRAP otherwise.
bool is_stop_signal(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN ||
         signal == SIGTTOU;
}

stop::event event_of(int event) {
  switch (event) {
    case PTRACE_EVENT_FORK:
      return stop::event::fork;
    case PTRACE_EVENT_VFORK:
      return stop::event::vfork;
    case PTRACE_EVENT_CLONE:
      return stop::event::clone;
    case PTRACE_EVENT_EXEC:
      return stop::event::exec;
    case PTRACE_EVENT_VFORK_DONE:
      return stop::event::vfork_done;
    case PTRACE_EVENT_EXIT:
      return stop::event::exiting;
    case PTRACE_EVENT_SECCOMP:
      return stop::event::filtered;
    default:
      return stop::event::unknown;
  }
}

}  // namespace

stop decode(int status) noexcept {
  if (WIFEXITED(status)) return {stop::event::exited, WEXITSTATUS(status)};
  if (WIFSIGNALED(status)) return {stop::event::killed, WTERMSIG(status)};
  if (!WIFSTOPPED(status)) return {};
  // The signal is in the second byte, ptrace's event in the third.
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  if (event == PTRACE_EVENT_STOP)
    return is_stop_signal(signal) ? stop{stop::event::group_stop, signal}
                                  : stop{stop::event::begun};
  if (event != 0) return {event_of(event)};
  constexpr int good = 0x80;  // PTRACE_O_TRACESYSGOOD
  if (signal == (SIGTRAP | good)) return {stop::event::call_boundary};
  return {stop::event::signalled, signal};
}

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name == nullptr ? "signal " + std::to_string(signal)
                         : "SIG" + std::string(name);
}

}  // namespace stage
