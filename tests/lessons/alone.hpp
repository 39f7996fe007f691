// Runs programs without the stage, as from a shell.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "play/record.hpp"
#include "stage/stage.hpp"

/// A program that runs by itself. The destructor ends it if it still runs.
class alone {
 public:
  explicit alone(const stage::program&);
  ~alone();
  alone(const alone&) = delete;
  alone& operator=(const alone&) = delete;

  /// True as soon as it waits for callers or datagrams on that port; false if
  /// that did not happen in ten seconds.
  bool waits_on(int port) const;

  /// True as soon as it has said that on standard error; false if it did not in
  /// ten seconds.
  bool says(const std::string& what) const;

  /// Waits for its end, or, if it is to be dismissed, until it has written as
  /// much as `like` did; then fills in what became of it. At most ten seconds.
  play::program end_like(const play::program& like);

 private:
  std::string text(int fd) const;

  pid_t pid_ = -1;
  int out_ = -1, err_ = -1;
  play::program program_;
};

/// A port that is free on the host's network now.
int free_port();
