// Where in its program's source a stopped task is: by its stack, and by what
// the program's file holds of debug information or symbols.
#pragma once

#include <sys/types.h>

#include <memory>
#include <vector>

#include "play/record.hpp"

namespace stage {

class sources {
 public:
  sources();
  ~sources();
  sources(const sources&) = delete;
  sources& operator=(const sources&) = delete;

  /// The innermost frames of the stopped task that are the program's own, not
  /// the C library's and not an interpreter's: play::most_frames at most. Empty
  /// where nothing can be told, for whatever reason.
  std::vector<play::source> of(pid_t tgid, pid_t tid) noexcept;

 private:
  struct known_processes;
  std::unique_ptr<known_processes> known_;
};

}  // namespace stage
