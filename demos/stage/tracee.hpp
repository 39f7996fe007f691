// Starting a program under ptrace, and reading and steering a stopped task.
// Everything here acts on one task (a thread id) and knows nothing of sockets
// or schedules. What may be refused by the kernel throws refused_call.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stage/descriptor.hpp"
#include "stage/network.hpp"

namespace stage {

/// What a new program gets as its three standard streams.
struct standard_streams {
  int in = -1, out = -1, err = -1;
};

struct pipe_ends {
  descriptor read, write;
};
/// Throws refused_call.
pipe_ends make_pipe();

/// In a child that is to be followed: waits until it is. Ends it if its parent
/// has ended. False: errno says why not. Async-signal-safe.
bool await_go(const pipe_ends&) noexcept;
void give_go(const pipe_ends&);

/// Begins to follow a process, and all that it will start; they end with us.
void seize(pid_t);

/// A program that has been started.
struct started {
  pid_t pid = -1;
  /// Ends with exec; until then it carries why the program did not come to it.
  descriptor before_exec;
};

/// Starts argv under ptrace with the filter, in that network, in a process
/// group of its own: it has been seized and is about to exec.
/// `same_each_time`: no addresses or hashes by chance.
/// Throws refused_call if it cannot be forked or traced.
started start_program(const std::vector<std::string>& argv,
                      const standard_streams&, const own_network*,
                      bool same_each_time);

/// Of a program that has ended: the errno of its exec, 0 if that succeeded.
/// Throws refused_call if it did not come to it.
int exec_error(const started&);

/// waitpid() with __WALL, also when a signal's handler ran meanwhile. -1: there
/// is no such task any more. Throws refused_call.
pid_t wait_for(pid_t, int* status, int options = 0);

/// Ends a process and reaps it; where it may not be ended, it ends with us.
void end_process(pid_t) noexcept;

/// Continues a stopped task. False: the task is gone (killed meanwhile).
bool resume(pid_t tid, int signal = 0);
/// The same, and stops it again when its current call returns.
bool resume_until_exit(pid_t tid);

/// The call at whose entry the task stands (PTRACE_GET_SYSCALL_INFO).
struct call_entry {
  std::uint64_t number = 0;
  std::uint64_t arguments[6] = {};
  std::uint16_t reason = 0;  ///< stop_at_call or stop_foreign

  bool operator==(const call_entry&) const = default;
};
/// Nothing: the task is gone.
std::optional<call_entry> entry_of(pid_t tid);

/// What the call at whose exit the task stands returned, -errno for an error.
std::optional<std::int64_t> result_of(pid_t tid);

/// The message of the event the task stopped for.
std::optional<unsigned long> event_message(pid_t tid);

/// Copies the task's memory into `to`; returns how many bytes could be read: as
/// many as are mapped, none of a task that is gone.
std::size_t read_memory(pid_t tid, std::uint64_t from, void* to,
                        std::size_t size);
/// Also where the program itself may only read: it may keep what it hands to
/// the kernel among its constants. True if all was written. `size` is a
/// multiple of a long's.
bool write_memory(pid_t tid, std::uint64_t to, const void* from,
                  std::size_t size);

/// A value of the task's memory; nothing if it is not readable.
template <typename T>
std::optional<T> read_value(pid_t tid, std::uint64_t from) {
  T value;
  if (read_memory(tid, from, &value, sizeof value) != sizeof value) return {};
  return value;
}

}  // namespace stage
