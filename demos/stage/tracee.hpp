// Starting a program under ptrace, and reading and steering a stopped task.
// Everything here acts on one task (a thread id) and knows nothing of sockets
// or schedules.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stage/descriptor.hpp"
#include "stage/network.hpp"

namespace stage {

/// What a new program gets as its three standard streams.
struct standard_streams {
  int in = -1, out = -1, err = -1;
};

/// Starts argv under ptrace with the filter, in that network, in a process
/// group of its own. Returns its pid; it has been seized and is about to exec.
/// `same_each_time`: no addresses or hashes by chance.
/// A failing exec is found in its `exec_error` when it exits.
/// Throws std::system_error if it cannot be forked or traced.
struct started {
  pid_t pid = -1;
  int* exec_error = nullptr;  ///< errno of exec, shared with the child
};
started start_program(const std::vector<std::string>& argv,
                      const standard_streams&, const own_network*,
                      bool same_each_time);
void forget_exec_error(started&) noexcept;

/// waitpid() with __WALL, also when a signal's handler ran meanwhile.
pid_t wait_for(pid_t, int* status, int options = 0);

/// Continues a stopped task. False: the task is gone (killed meanwhile).
bool resume(pid_t tid, int signal = 0) noexcept;
/// The same, and stops it again when its current call returns.
bool resume_until_exit(pid_t tid) noexcept;

/// The call at whose entry the task stands (PTRACE_GET_SYSCALL_INFO).
struct call_entry {
  std::uint64_t number = 0;
  std::uint64_t arguments[6] = {};
  std::uint16_t reason = 0;  ///< stop_at_call or stop_foreign

  bool operator==(const call_entry&) const = default;
};
/// Nothing: the task is gone.
std::optional<call_entry> entry_of(pid_t tid) noexcept;

/// What the call at whose exit the task stands returned, -errno for an error.
std::optional<std::int64_t> result_of(pid_t tid) noexcept;

/// The message of the event the task stopped for.
std::optional<unsigned long> event_message(pid_t tid) noexcept;

/// Copies the task's memory into `to`; returns how many bytes could be read.
std::size_t read_memory(pid_t tid, std::uint64_t from, void* to,
                        std::size_t size) noexcept;
/// True if all was written.
bool write_memory(pid_t tid, std::uint64_t to, const void* from,
                  std::size_t size) noexcept;

/// A value of the task's memory; nothing if it is not readable.
template <typename T>
std::optional<T> read_value(pid_t tid, std::uint64_t from) noexcept {
  T value;
  if (read_memory(tid, from, &value, sizeof value) != sizeof value) return {};
  return value;
}

/// The scheduling state letter of proc_pid_stat(5): 'R', 'S', 'D', 't', 'Z';
/// 0 if there is no such task.
char state_of(pid_t tgid, pid_t tid) noexcept;

/// True if the sleeping task waits in a call that has a time limit (a futex
/// with a timeout), so that it will go on by itself.
bool waits_for_time(pid_t tgid, pid_t tid) noexcept;

}  // namespace stage
