// What a program gets as its standard streams: a file with its input, and a
// terminal each for stdout and stderr, so that the C library flushes every line
// and what was printed before a kill is seen.
#pragma once

#include <sys/types.h>

#include <string>

#include "play/reason.hpp"
#include "stage/descriptor.hpp"

namespace stage {

/// A pseudo-terminal in raw mode that a program writes to. The stage takes
/// the program's write() calls at their stops; only what arrives by other
/// calls (splice, sendfile) passes through the terminal itself.
class output_terminal {
 public:
  /// Falls back to an anonymous file where there are no pseudo-terminals.
  /// Throws std::system_error.
  output_terminal();

  int program_end() const noexcept { return slave_.get(); }
  /// True if `fd`, in this process, is this terminal.
  bool is(const descriptor& fd) const;
  /// What arrived by itself since the last call.
  std::string drain();

 private:
  descriptor master_, slave_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

/// A file that holds `input`, positioned at its beginning.
descriptor input_file(const std::string& input);

/// Why argv[0] cannot be run and followed; empty if it can. A name without a
/// slash is looked up in PATH.
play::reason why_not_runnable(const std::string& name);

}  // namespace stage
