// A program that stands before its first socket call and is copied from there:
// a fork() injected into it saves exec and dynamic linking for every play.
#pragma once

#include <sys/types.h>

#include <memory>
#include <utility>
#include <vector>

#include "stage/net/sockets.hpp"
#include "stage/tracer/arch.hpp"
#include "stage/tracer/stop.hpp"

namespace stage {

class fork_server {
 public:
  /// Takes over a task that stands at the entry of a call (a seccomp stop), the
  /// only one of its process. Null if its copies would share more with it than
  /// memory: an open file that they can write, a socket, a pipe, shared memory.
  /// Throws refused_call.
  static std::unique_ptr<fork_server> take(pid_t);
  /// Ends and reaps it.
  ~fork_server();
  fork_server(const fork_server&) = delete;
  fork_server& operator=(const fork_server&) = delete;

  /// A new process, child of ours and traced like this one, that runs into the
  /// same call. Its open files are where this one's were. -1: this one is gone.
  /// Throws refused_call.
  pid_t copy();
  pid_t pid() const noexcept { return pid_; }

 private:
  fork_server(pid_t pid, std::vector<std::pair<descriptor, off_t>> files);
  stop next_stop();
  bool run_to_call();

  pid_t pid_;
  arch::registers at_call_{};
  std::vector<std::pair<descriptor, off_t>> files_;
};

}  // namespace stage
