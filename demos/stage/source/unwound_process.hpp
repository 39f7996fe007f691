// The frames of one process, as elfutils' libdwfl finds them.
#pragma once

#include <sys/types.h>

#include <memory>
#include <vector>

#include "play/record.hpp"
#include "stage/source/mapped_files.hpp"

namespace stage {

/// True where this build can tell anything.
bool can_unwind() noexcept;

/// Good as long as the process has the same files mapped.
class unwound_process {
 public:
  unwound_process(pid_t tgid, const mapped_files&);
  ~unwound_process();
  unwound_process(unwound_process&&) noexcept;
  unwound_process& operator=(unwound_process&&) noexcept;

  /// See sources::of().
  std::vector<play::source> of(pid_t tid);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace stage
