// A file to be sent: its header, and its bytes piece by piece.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "digest.hpp"
#include "kit/check.hpp"
#include "kit/sockets/unique_fd.hpp"
#include "upload_header.hpp"

class outgoing_file {
 public:
  explicit outgoing_file(kit::unique_fd file) : file_(std::move(file)) {
    struct stat facts {};
    kit::check(::fstat(file_.get(), &facts), "fstat");
    size_ = std::uint64_t(facts.st_size);
  }
  std::uint64_t size() const { return size_; }

  // Reads the whole file: the digests stand before the data.
  upload_header header(std::string name) {
    digest md5("MD5"), sha256("SHA256");
    const bool has_md5 = size_ <= most_with_md5;
    for (std::uint64_t at = 0; at < size_;) {
      const std::span<const std::byte> bytes = piece(at);
      if (has_md5) md5.add(bytes);
      sha256.add(bytes);
      at += bytes.size();
    }
    return {{std::move(name), size_, has_md5 ? md5.text() : ""}, sha256.text()};
  }

  // The bytes at that place, 1 MiB at most, never none; valid until the next
  // call. Throws std::runtime_error if the file has become shorter.
  std::span<const std::byte> piece(std::uint64_t at) {
    const std::uint64_t wanted =
        std::min<std::uint64_t>(room_.size(), size_ - at);
    const ssize_t n = kit::check(
        ::pread(file_.get(), room_.data(), wanted, off_t(at)), "read");
    if (n == 0) throw std::runtime_error("the file became shorter meanwhile");
    return std::span(room_).first(std::size_t(n));
  }

 private:
  kit::unique_fd file_;
  std::uint64_t size_ = 0;
  std::vector<std::byte> room_ = std::vector<std::byte>(1 << 20);
};
