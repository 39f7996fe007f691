// Runs a command while one of its system calls fails, and says what came of it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace faults {

/// One system call as the harness tells it from others: by its number and, for
/// calls that do many things, by what it is asked ("ioctl 0x5412", "openat
/// /proc/N/fd", "read /dev/ptmx"). Digits in names are N.
struct use {
  int number = -1;
  std::string what;
  auto operator<=>(const use&) const = default;
};

/// What is to fail, and how.
struct fault {
  use call;
  int error = 0;
  int nth = 1;                ///< which use of it, from 1
  bool from_then_on = false;  ///< that one and all later ones
  /// All uses of that number, whatever it is asked.
  bool any_use = false;
};

/// "ptrace 0x4206, 2nd use: EPERM"
std::string to_string(const fault&);

struct command {
  std::vector<std::string> words;  ///< words[0] is a path
  bool inherits = false;           ///< it comes with descriptor 3 open
  /// Longer than this, and it hangs. A play has ten seconds to come to rest.
  std::chrono::seconds patience{30};
};

struct outcome {
  int status = -1;  ///< exit status; 128 + signal when a signal ended it
  bool hung = false;
  std::string out, err;
  int injected = 0;                  ///< how many calls were made to fail
  std::map<use, int> uses;           ///< only if all calls are watched
  std::vector<std::string> orphans;  ///< processes that outlived the command
  std::vector<std::string> left;     ///< in its folder for temporary files
  /// What the command's own process had open at its end, with digits as N.
  std::multiset<std::string> open;
  std::string stuck;  ///< where it was when it hung
};

/// Without a fault. `watch_all`: says which calls it makes.
outcome run(const command&, bool watch_all = false);
outcome run(const command&, const fault&);

/// Why it cannot be done here; "" if it can.
std::string why_not();

}  // namespace faults
