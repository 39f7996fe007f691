// What waitpid() reported of a task: its status, decoded once.
#pragma once

#include <string>

namespace stage {

struct stop {
  enum class event {
    exited,         ///< it has ended; `number` is its exit status
    killed,         ///< the signal `number` has ended it
    filtered,       ///< at the entry of a call (a seccomp stop): entry_of()
    call_boundary,  ///< at the entry or exit of a call: result_of() tells which
    fork,           ///< it has a child, whose id is the event_message()
    vfork,          ///< the same, and it waits until that execs or ends
    clone,          ///< it has a child or a thread; event_message()
    vfork_done,     ///< that child has begun another program, or ended
    exec,           ///< another program; event_message() is its former id
    exiting,        ///< about to end, and everything of it still there
    group_stop,     ///< its process is stopped by the signal `number`
    begun,          ///< a new task's first stop, or the end of a group stop
    signalled,      ///< the signal `number` comes to it if we pass it on
    gone,           ///< there is no such task any more; decode() never says so
    unknown,        ///< what nobody has asked for
  };
  event what = event::unknown;
  int number = 0;

  bool is_end() const { return what == event::exited || what == event::killed; }
  bool operator==(const stop&) const = default;
};

/// Of a task that was seized with PTRACE_O_TRACESYSGOOD, or of a child that is
/// not traced.
stop decode(int status) noexcept;

/// "SIGKILL"; "signal 40" if it has no name.
std::string signal_name(int signal);

}  // namespace stage
