// The limit of open files. The stage looks at descriptors of all programs, so
// it takes what it may have; the programs keep the limit that they came with.
#pragma once

namespace stage {

/// Raises this process's limit as far as it may; gives it back at its end.
class raised_limit {
 public:
  raised_limit() noexcept;
  ~raised_limit();
  raised_limit(const raised_limit&) = delete;
  raised_limit& operator=(const raised_limit&) = delete;
};

/// In a program that is about to exec: the limit that was there before.
/// Async-signal-safe.
void give_back_limit() noexcept;

}  // namespace stage
