#include "stage/run/probe.hpp"

#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

#include "stage/calls/table.hpp"
#include "stage/net/sockets.hpp"
#include "stage/refusal.hpp"
#include "stage/stage.hpp"
#include "stage/tracer/arch.hpp"
#include "stage/tracer/filter.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {
namespace {

// The child, like every program of a cast: waits to be seized, installs the
// filter and comes to a call.
[[noreturn]] void be_followed(const pipe_ends& go) {
  if (await_go(go) && install_filter(watched_calls())) ::listen(-1, 0);
  ::_exit(errno);
}

// Ends and reaps it, whatever became of it.
class subject {
 public:
  explicit subject(const pipe_ends& go) : pid_(::fork()) {
    if (pid_ == 0) be_followed(go);
    if (pid_ == -1) refuse("fork");
  }
  ~subject() { end_process(pid_); }
  subject(const subject&) = delete;
  subject& operator=(const subject&) = delete;

  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

void try_all() {
  const pipe_ends go = make_pipe();
  const subject child(go);
  seize(child.pid());
  give_go(go);
  const stop first = wait_for(child.pid());
  if (first.what == stop::event::gone) throw refused_call(ECHILD, "waitpid");
  if (first.what == stop::event::exited)
    throw refused_call(first.number, "seccomp");
  if (!entry_of(child.pid())) throw refused_call(ENOSYS, "seccomp");

  std::uint64_t value = 0;
  const auto where = reinterpret_cast<std::uint64_t>(&value);
  if (!read_value<std::uint64_t>(child.pid(), where))
    throw refused_call(EFAULT, "process_vm_readv");
  if (!write_memory(child.pid(), where, &value, sizeof value))
    throw refused_call(EFAULT, "process_vm_writev");
  arch::set_argument(child.pid(), 1, 0);
  if (!descriptor_view(child.pid(), child.pid()).copy(go.read.get()))
    throw refused_call(EBADF, "pidfd_getfd");
  if (::kill(child.pid(), SIGKILL) == -1) refuse("kill");
}

play::reason why_not() try {
  try_all();
  return {};
} catch (const refused_call& error) {
  const int code = error.code().value();
  if (code == ENOSYS)
    return reason_for(error, play::because::following_is_unknown_here);
  if (code == EPERM || code == EACCES)
    return reason_for(error, play::because::following_is_forbidden_here);
  return reason_for(error);
}

}  // namespace

void probe_tracing() {
  static const play::reason why = why_not();
  if (!why.empty()) throw stage_error(why);
}

}  // namespace stage
