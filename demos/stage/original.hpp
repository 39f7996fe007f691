// A program that stands before its first socket call and is copied from there:
// a fork() injected into it saves exec and dynamic linking for every play.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "stage/arch.hpp"
#include "stage/sockets.hpp"

namespace stage {

class original {
 public:
  /// Takes over a task that stands at the entry of a call (a seccomp stop), the
  /// only one of its process. Null if its copies would share more with it than
  /// memory: an open file that they can write, a socket, a pipe, shared memory.
  /// Throws refused_call.
  static std::unique_ptr<original> take(pid_t);
  /// Ends and reaps it.
  ~original();
  original(const original&) = delete;
  original& operator=(const original&) = delete;

  /// A new process, child of this one and traced like the original, that runs
  /// into the same call. Its open files are where the original's were. -1: the
  /// original is gone. Throws refused_call.
  pid_t copy();
  pid_t pid() const noexcept { return pid_; }

 private:
  original(pid_t pid, std::vector<std::pair<descriptor, off_t>> files);
  std::optional<int> next_stop();
  bool run_to_call();

  pid_t pid_;
  arch::registers at_call_{};
  std::vector<std::pair<descriptor, off_t>> files_;
};

}  // namespace stage
