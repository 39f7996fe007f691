// Starting a program under ptrace, and reading and steering a stopped task.
// Everything here acts on one task (a thread id) and knows nothing of sockets
// or schedules. What may be refused by the kernel throws refused_call.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stage/descriptor.hpp"
#include "stage/tracer/filter.hpp"
#include "stage/tracer/stop.hpp"

namespace stage {

/// What a new program gets as its three standard streams.
struct standard_streams {
  int in = -1, out = -1, err = -1;
};

/// What a program is started into.
struct surroundings {
  standard_streams streams;
  /// Moves the new process, before its exec, to where it is to be. Only
  /// async-signal-safe calls; false: errno says why not. Empty: it stays.
  std::function<bool()> enter = {};
  /// The numbers of the calls that it is stopped at.
  std::span<const watched_call> stops_at;
  /// No addresses or hashes by chance.
  bool same_each_time = false;
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

/// Starts argv under ptrace with the filter, in a process group of its own: it
/// has been seized and is about to exec. Throws refused_call if it cannot be
/// forked or traced.
started start_program(const std::vector<std::string>& argv,
                      const surroundings&);

/// Of a program that has ended: the errno of its exec, 0 if that succeeded.
/// Throws refused_call if it did not come to it.
int exec_error(const started&);

/// Waits for what a child or tracee does next. Throws refused_call.
stop wait_for(pid_t);
/// What it has done that was not told yet. Throws refused_call.
std::optional<stop> news_of(pid_t);
/// The same of any child or tracee. Its id is 0 if none has done anything, and
/// -1 if there is none.
struct someone {
  pid_t pid = 0;
  stop news;
};
someone news_of_anybody() noexcept;

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
  std::uint16_t reason = 0;  ///< see filter.hpp

  bool operator==(const call_entry&) const = default;
};
/// Nothing: the task is gone.
std::optional<call_entry> entry_of(pid_t tid);

/// What the call at whose exit the task stands returned, -errno for an error.
std::optional<std::int64_t> result_of(pid_t tid);
/// A result that programs never see (linux/errno.h): a signal interrupted the
/// call, and the kernel starts it again or turns this into EINTR.
bool is_interruption(std::int64_t result) noexcept;

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
