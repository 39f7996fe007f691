// A file descriptor that closes itself. (The lessons have kit::unique_fd; the
// stage depends on nothing but play, design §2.)
#pragma once

#include <unistd.h>

#include <utility>

namespace stage {

class descriptor {
 public:
  descriptor() = default;
  explicit descriptor(int fd) noexcept : fd_(fd) {}
  descriptor(descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~descriptor() {
    if (fd_ != -1) ::close(fd_);
  }

  int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ != -1; }

 private:
  int fd_ = -1;
};

}  // namespace stage
