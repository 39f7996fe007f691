// How far a search is: one line on a terminal, rewritten, gone at the end.
#pragma once

#include <chrono>
#include <string>

#include "check/check.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// Writes to standard error if that is a terminal, and else nothing.
class progress_line {
 public:
  explicit progress_line(const words&);
  /// Erases the line.
  ~progress_line();
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  /// At most ten times a second; a search that is over sooner shows nothing.
  void show(const check::progress&);

 private:
  using clock = std::chrono::steady_clock;

  const words& say_;
  bool on_terminal_;
  std::string shown_;
  clock::time_point last_ = clock::now();
};

}  // namespace sticky
