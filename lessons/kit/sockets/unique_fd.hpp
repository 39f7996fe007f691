// A file descriptor with an owner. Introduced in lesson 01.
#pragma once

#include <unistd.h>

#include <utility>

namespace kit {

/// Owns a file descriptor and closes it. A plain `int fd` only borrows one.
class unique_fd {
 public:
  unique_fd() = default;
  explicit unique_fd(int fd) noexcept : fd_(fd) {}
  unique_fd(unique_fd&& other) noexcept : fd_(other.release()) {}
  unique_fd& operator=(unique_fd&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~unique_fd() { reset(); }

  /// The descriptor, still owned here; -1: none.
  [[nodiscard]] int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ != -1; }

  /// Gives the descriptor up without closing it.
  [[nodiscard]] int release() noexcept { return std::exchange(fd_, -1); }

  /// Closes what it owns, and owns `fd` from now on. An error of close() is
  /// ignored: the descriptor is gone in any case, so there is nothing to retry.
  void reset(int fd = -1) noexcept {
    const int old = std::exchange(fd_, fd);
    if (old != -1) ::close(old);
  }

 private:
  int fd_ = -1;
};

}  // namespace kit
