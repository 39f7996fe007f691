// Frames that are all of one size, filled up with a pad byte. Introduced in
// lesson 17.
//
//   | payload    pad pad ... | payload         pad | payload ...
//   '------ size bytes ------'------ size bytes ---'
//
// After document 004, section 4, which pads with NUL.
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kit/framing/receive_buffer.hpp"
#include "kit/sockets/stream_end.hpp"

namespace kit {

class fixed_size_decoder;

struct fixed_size_format {
  std::size_t size = 16;  ///< bytes of every frame, and most of a payload; > 0
  std::byte pad{0};
  using decoder = fixed_size_decoder;
};

/// Appends a frame to `out`. False, and `out` as it was, for a payload that
/// would not come back the same: it is longer than a frame, or ends in the pad
/// byte, which is taken for padding. Pad bytes inside it are harmless.
[[nodiscard]] bool append_frame(const fixed_size_format&,
                                std::span<const std::byte> payload,
                                std::vector<std::byte>& out);

/// No bytes are wrong in this format: whatever comes is a payload.
enum class fixed_size_error { none };

/// Takes a stream apart; see kit::frame_decoder. A frame shows neither whether
/// it is the right one nor whether the peer means the same size.
class fixed_size_decoder {
 public:
  explicit fixed_size_decoder(const fixed_size_format& format)
      : format_(format) {
    assert(format.size > 0);
  }

  std::span<std::byte> prepare() { return buffer_.prepare(); }
  void commit(std::size_t n) { buffer_.commit(n); }

  /// The next frame without its padding, valid until the next prepare().
  std::optional<std::span<const std::byte>> next() {
    const std::span<const std::byte> unread = buffer_.unread();
    if (unread.size() < format_.size) return {};
    std::size_t size = format_.size;
    while (size > 0 && unread[size - 1] == format_.pad) --size;
    buffer_.consume(format_.size);
    return unread.first(size);
  }

  fixed_size_error error() const noexcept { return fixed_size_error::none; }
  /// There is no header: an end is between frames or inside a payload.
  stream_end end() const noexcept {
    return buffer_.unread().empty() ? stream_end::between_frames
                                    : stream_end::inside_payload;
  }
  /// "expected 16 bytes, the peer left after 5"; "" between two frames.
  std::string explain() const;
  std::size_t memory() const noexcept { return buffer_.capacity(); }

 private:
  fixed_size_format format_;
  receive_buffer buffer_;
};

}  // namespace kit
