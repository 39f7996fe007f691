// What /proc says of a task, where the kernel has no call for it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace stage {

/// The scheduling state letter of proc_pid_stat(5): 'R', 'S', 'D', 't', 'Z';
/// 0 if there is no such task. Throws refused_call.
char state_of(pid_t tgid, pid_t tid);

/// True if a SIGCHLD waits to be delivered to it, and is not blocked, and has a
/// handler. Throws refused_call.
bool child_signal_pending(pid_t tgid, pid_t tid);

/// The process that traces it, 0 if none does or it is gone. Throws
/// refused_call.
pid_t tracer_of(pid_t);

/// The whole file /proc/NAME; nothing: what it is about is gone. Throws
/// refused_call.
std::optional<std::string> read_proc(const std::string& name);

/// True for a process that hides from its user (PR_SET_DUMPABLE, see prctl(2))
/// where we are not root: /proc tells neither its descriptors nor its memory
/// nor its calls.
bool hides(pid_t process);

/// The numbers that name the entries of the folder /proc/NAME; empty if what it
/// is about is gone. Throws refused_call.
std::vector<int> numbers_in_proc(const std::string& name);

}  // namespace stage
