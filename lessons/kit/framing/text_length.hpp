// Frames with their length in front, in decimal digits. Introduced in lesson
// 19.
//
//   | length | after |  payload: length bytes  | behind | length ...
//   '--- header -----'
//     "5"      ":"      "hello"                  ","
//
// As above it is a netstring (D. J. Bernstein,
// https://cr.yp.to/proto/netstrings.txt). Document 004, section 4 writes
// str(len(data)) + data; without a byte after the number nobody can tell where
// it ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kit/framing/receive_buffer.hpp"
#include "kit/sockets/stream_end.hpp"

namespace kit {

class text_length_decoder;

struct text_length_format {
  char after = ':';                  ///< ends the number: no digit
  std::optional<char> behind = ',';  ///< a last byte behind the payload, if any
  std::uint64_t limit = 64 * 1024;   ///< longest payload, in bytes
  using decoder = text_length_decoder;
};

constexpr text_length_format netstring(std::uint64_t limit) {
  return {.after = ':', .behind = ',', .limit = limit};
}

/// Appends a frame to `out`. False, and `out` as it was: above the limit.
[[nodiscard]] bool append_frame(const text_length_format&,
                                std::span<const std::byte> payload,
                                std::vector<std::byte>& out);

/// Why a frame was refused; each at the first byte that shows it.
enum class text_length_error {
  none,
  not_a_length,  ///< a sign, a letter, a blank, or no digit at all
  leading_zero,  ///< "05": one number would have many forms
  too_long,      ///< above the limit
  not_ended,     ///< another byte behind the payload than text_length_format's
};

/// The header at the head of some bytes.
struct decoded_text_length {
  text_length_error error = text_length_error::none;
  std::size_t size = 0;      ///< bytes read: of the header; up to the wrong one
  bool whole = false;        ///< the header is complete, and right
  std::uint64_t length = 0;  ///< of the payload, if whole
};

/// Reads a header as far as it has come.
decoded_text_length decode_text_length(const text_length_format&,
                                       std::span<const std::byte> bytes);

/// Takes a stream apart; see kit::frame_decoder.
class text_length_decoder {
 public:
  /// Precondition: `after` is no digit.
  explicit text_length_decoder(const text_length_format&);

  std::span<std::byte> prepare() { return buffer_.prepare(); }
  void commit(std::size_t n) { buffer_.commit(n); }

  /// The next payload, valid until the next prepare().
  std::optional<std::span<const std::byte>> next();

  text_length_error error() const noexcept { return error_; }
  /// What an end of stream here would mean. Only without an error. The byte
  /// behind a payload counts as a part of it.
  stream_end end() const noexcept;
  /// One line for people: the error, else what is missing if the stream ends
  /// here; "" between two frames.
  std::string explain() const;
  std::size_t memory() const noexcept { return buffer_.capacity(); }

 private:
  text_length_format format_;
  receive_buffer buffer_;
  text_length_error error_ = text_length_error::none;
};

}  // namespace kit
