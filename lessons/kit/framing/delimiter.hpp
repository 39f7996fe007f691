// Frames that end with a delimiter, such as lines. Introduced in lesson 18.
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

#include "kit/framing/receive_buffer.hpp"
#include "kit/sockets/stream_end.hpp"

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

/// Takes a stream apart; see kit::frame_decoder. Each byte is searched once (by
/// for_each() twice, at most), however few come at a time: the search goes on
/// where the last one ended.
class delimiter_decoder {
 public:
  /// Precondition: a delimiter that is not empty.
  explicit delimiter_decoder(delimiter_format);

  std::span<std::byte> prepare() { return buffer_.prepare(); }
  void commit(std::size_t n) { buffer_.commit(n); }

  /// The next payload, without delimiter, valid until the next prepare().
  std::optional<std::span<const std::byte>> next();
  /// Calls take(payload) for what next() would give until it gives nothing.
  /// Faster: between two lines there is one memchr, and the place in the stream
  /// stays in a register. If `take` throws, frames of this call may come again.
  template <class Take>
  void for_each(Take&& take) {
    // The first one may have been searched in part.
    for (auto payload = next(); payload; payload = next()) {
      take(*payload);
      if (format_.delimiter.size() > 1 || format_.strip_cr) continue;
      const int end = static_cast<unsigned char>(format_.delimiter[0]);
      const std::uint64_t limit = format_.limit;
      std::span<const std::byte> unread = buffer_.unread();
      while (const auto line = cut_line(end, limit, unread)) take(*line);
      buffer_.consume_to(unread.data());
    }
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
  // Off the front of `unread`, if its end is there and it is not too long.
  static std::optional<std::span<const std::byte>> cut_line(
      int end, std::uint64_t limit, std::span<const std::byte>& unread) {
    if (unread.empty()) return {};  // memchr wants an address even then
    const auto* const found = static_cast<const std::byte*>(
        std::memchr(unread.data(), end, unread.size()));
    if (found == nullptr) return {};
    const std::span line(unread.data(), found);
    if (line.size() > limit) return {};
    unread = {found + 1, unread.data() + unread.size()};
    return line;
  }

  delimiter_format format_;
  receive_buffer buffer_;
  std::size_t searched_ = 0;  // unread bytes in which no delimiter begins
  std::size_t most_;          // bytes in which a delimiter must be found
  delimiter_error error_ = delimiter_error::none;
};

}  // namespace kit
