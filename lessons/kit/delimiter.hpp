// Frames that end with a delimiter, such as lines. Introduced in lesson 17.
//
//   | payload   delimiter | payload   delimiter | payload ...
//
// After document 004, section 4, whose example is "\n\n\t\t".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kit/receive_buffer.hpp"
#include "kit/stream_end.hpp"

namespace kit {

class delimiter_decoder;

struct delimiter_format {
  std::string delimiter = "\n";     ///< one byte or more
  std::uint64_t limit = 64 * 1024;  ///< longest payload, in bytes
  /// A CR right before the delimiter belongs to the delimiter, as in "\r\n".
  /// The encoder writes none.
  bool strip_cr = false;
  using decoder = delimiter_decoder;
};

/// Appends a frame to `out`. False, and `out` as it was, for a payload that
/// would not come back the same: it is above the limit, the delimiter is in it
/// or begins in it ("a" before "aa"), or it ends in a CR that would be
/// stripped.
[[nodiscard]] bool append_frame(const delimiter_format&,
                                std::span<const std::byte> payload,
                                std::vector<std::byte>& out);

enum class delimiter_error {
  none,
  too_long,  ///< above the limit, or so many bytes without a delimiter
};

/// Takes a stream apart; see kit::frame_decoder. Each byte is searched once,
/// however few come at a time: the search goes on where the last one ended.
class delimiter_decoder {
 public:
  /// Precondition: a delimiter that is not empty.
  explicit delimiter_decoder(delimiter_format);

  std::span<std::byte> prepare() { return buffer_.prepare(); }
  void commit(std::size_t n) { buffer_.commit(n); }

  /// The next payload, without delimiter, valid until the next prepare().
  std::optional<std::span<const std::byte>> next() {
    // Inline for the common case: between two lines there is one memchr, and
    // the next one waits for nothing but its result.
    const std::span<const std::byte> unread = buffer_.unread();
    if (is_plain_ && error_ == delimiter_error::none &&
        searched_ < unread.size()) {
      const auto* const found = static_cast<const std::byte*>(std::memchr(
          unread.data() + searched_, last_, unread.size() - searched_));
      const auto size = static_cast<std::size_t>(found - unread.data());
      if (found != nullptr && size <= format_.limit) {
        buffer_.consume_to(found + 1);
        searched_ = 0;
        return unread.first(size);
      }
      if (found == nullptr) searched_ = unread.size();
    }
    return search();
  }

  delimiter_error error() const noexcept { return error_; }
  /// There is no header: an end is between frames or inside a payload.
  stream_end end() const noexcept {
    return buffer_.unread().empty() ? stream_end::between_frames
                                    : stream_end::inside_payload;
  }
  /// One line for people: the error, else what is missing if the stream ends
  /// here; "" between two frames.
  std::string explain() const;
  std::size_t memory() const noexcept { return buffer_.capacity(); }

 private:
  // The frame whose delimiter stands at that place.
  std::optional<std::span<const std::byte>> cut(std::size_t at) {
    const std::span<const std::byte> unread = buffer_.unread();
    std::size_t size = at;
    if (format_.strip_cr && at > 0 && unread[at - 1] == std::byte{'\r'}) --size;
    if (size > format_.limit) {
      error_ = delimiter_error::too_long;
      return {};
    }
    buffer_.consume(at + format_.delimiter.size());
    searched_ = 0;
    return unread.first(size);
  }
  std::optional<std::span<const std::byte>> search();

  delimiter_format format_;
  receive_buffer buffer_;
  std::size_t searched_ = 0;  // unread bytes in which no delimiter begins
  std::size_t most_;          // bytes in which a delimiter must be found
  bool is_plain_;             // one byte, and no CR before it to think of
  int last_;                  // the delimiter's last byte
  delimiter_error error_ = delimiter_error::none;
};

}  // namespace kit
