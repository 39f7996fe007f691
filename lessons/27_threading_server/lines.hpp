// Lines over a connection (lesson 18), one at a time.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <span>
#include <stdexcept>
#include <string>

#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/delimiter.hpp"
#include "kit/framing/frames.hpp"

class line_reader {
 public:
  /// Borrows the connection.
  explicit line_reader(int fd) : fd_(fd), decoder_({.limit = 1024}) {}

  /// Nothing: the stream ended between two lines. Throws std::runtime_error
  /// where it ended inside, and for a line that is too long.
  std::optional<std::string> next() {
    while (true) {
      if (const auto line = decoder_.next())
        return std::string(kit::as_text(*line));
      if (kit::refused(decoder_)) throw std::runtime_error(decoder_.explain());
      const std::span<std::byte> room = decoder_.prepare();
      const ssize_t n =
          kit::check(::recv(fd_, room.data(), room.size(), 0), "recv");
      if (n == 0 && decoder_.end() == kit::stream_end::between_frames)
        return {};
      if (n == 0) throw std::runtime_error(decoder_.explain());
      decoder_.commit(static_cast<std::size_t>(n));
    }
  }

 private:
  int fd_;
  kit::delimiter_decoder decoder_;
};
