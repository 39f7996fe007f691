// The ways in which a command ends early; main() turns each into a line and an
// exit status.
#pragma once

#include <stdexcept>

namespace sticky {

/// The exit statuses.
constexpr int fine = 0;
constexpr int fault_found = 1;  ///< in the programs that were played
constexpr int wrong_use = 2;    ///< or something missing on this machine

/// Wrong use, or something missing. what() is one line: what, where, what to
/// do; in the user's language.
struct failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ctrl-C, or another signal that asks the command to end.
struct interrupted {
  int signal;
};

/// The reader of our output has gone: there is nobody left to tell anything.
struct closed_output {};

}  // namespace sticky
