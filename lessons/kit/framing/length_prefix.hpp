// Frames with their length in front. Introduced in lesson 22.
//
//   | length: width bytes |  payload: length bytes  | length ...
//   '------ header -------'
//
// What the documents write with Python's struct.pack('i', n), see python_i().
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kit/framing/number.hpp"
#include "kit/framing/receive_buffer.hpp"
#include "kit/sockets/stream_end.hpp"

namespace kit {

class length_prefix_decoder;

/// The shape of the length field. The length counts the payload only.
struct length_format {
  int width = 4;  ///< bytes: 1, 2, 4 or 8
  /// New protocols use network byte order, which is big-endian.
  std::endian order = std::endian::big;
  /// How the number is read: signed, a set top bit means a negative length,
  /// which is refused as such. It halves what the field can hold.
  bool is_signed = false;
  std::uint64_t limit = 64 * 1024;  ///< longest payload, in bytes
  using decoder = length_prefix_decoder;
};

/// Python's struct format 'i' where those documents ran: four bytes, signed,
/// little-endian.
constexpr length_format python_i(std::uint64_t limit) {
  return {.width = 4,
          .order = std::endian::little,
          .is_signed = true,
          .limit = limit};
}

/// The longest payload that the limit and the field allow.
std::uint64_t longest(const length_format&);

/// Why a header was refused.
enum class length_error {
  none,
  negative,  ///< signed field, top bit set
  too_long,  ///< above length_format::limit
};

/// A header's bytes, ready to be sent.
struct length_header {
  std::array<std::byte, 8> field{};
  std::size_t size = 0;
  std::span<const std::byte> bytes() const { return {field.data(), size}; }
};

/// The header of a payload of `length` bytes. Nothing, if the field cannot hold
/// that number or the limit forbids it: the peer could not read it.
[[nodiscard]] std::optional<length_header> encode_length(const length_format&,
                                                         std::uint64_t length);

/// Appends a frame to `out`. False: refused as above, `out` is as it was.
[[nodiscard]] bool append_frame(const length_format&,
                                std::span<const std::byte> payload,
                                std::vector<std::byte>& out);

/// A header as read. `length` means something only if error is `none`.
struct decoded_length {
  length_error error = length_error::none;
  std::uint64_t length = 0;
};

/// Reads a header. Precondition: exactly `width` bytes.
decoded_length decode_length(const length_format&,
                             std::span<const std::byte> header);

/// One line for people on a header that was refused: what was expected, what
/// came, and what it looks like (an HTTP message, the other byte order):
///   expected a length from 0 to 65536 (4 bytes, little-endian), got 542393671
///   (bytes "GET "): looks like an HTTP request
/// "" for a header that is fine.
std::string explain(const length_format&, std::span<const std::byte> header);

/// Takes a stream apart. Does no I/O:
///
///   while (!(frame = decoder.next())) {
///     if (decoder.error() != kit::length_error::none) ...  // give up
///     const auto room = decoder.prepare();
///     const ssize_t n = ::recv(fd, room.data(), room.size(), 0);
///     if (n == 0) ... decoder.end() ...
///     decoder.commit(n);
///   }
///
/// A refused header is judged before its payload is waited for or has memory,
/// and ends the stream for good: where the next frame begins is unknown.
class length_prefix_decoder {
 public:
  /// Precondition: a width of 1, 2, 4 or 8.
  explicit length_prefix_decoder(const length_format&);

  /// Room for the next recv(), never empty. Ends the views that next() gave.
  std::span<std::byte> prepare() { return buffer_.prepare(); }
  /// The first `n` bytes of that room have been received.
  void commit(std::size_t n) { buffer_.commit(n); }

  /// The next frame's payload, valid until the next prepare(). Nothing: more
  /// bytes are needed, the ordinary case, or error() says why there is none.
  std::optional<std::span<const std::byte>> next() {
    const auto payload =
        first_frame(format_.order, width_, most_, buffer_.unread());
    if (payload)
      buffer_.consume(width_ + payload->size());
    else
      find_error();
    return payload;
  }
  /// Calls take(payload) for what next() would give until it gives nothing.
  /// Faster: the place in the stream stays in a register meanwhile, and where
  /// `take` compares a payload's size, the next frame need not wait for the
  /// length to be loaded. If `take` throws, the frames of this call come again.
  template <class Take>
  void for_each(Take&& take) {
    const std::endian order = format_.order;
    const std::size_t width = width_;
    const std::uint64_t most = most_;
    std::span<const std::byte> unread = buffer_.unread();
    while (const auto payload = first_frame(order, width, most, unread)) {
      take(*payload);
      unread = unread.subspan(width + payload->size());
    }
    buffer_.consume_to(unread.data());
    find_error();
  }

  length_error error() const noexcept { return error_; }
  /// What an end of stream here would mean. Only without an error.
  stream_end end() const noexcept;
  /// One line for people: the error if there is one, else what is missing if
  /// the stream ends here; "" between two frames.
  std::string explain() const;
  /// Bytes of memory held: bounded by what was received, not by what a header
  /// claims.
  std::size_t memory() const noexcept { return buffer_.capacity(); }

 private:
  // If it is there as a whole and not too long.
  static std::optional<std::span<const std::byte>> first_frame(
      std::endian order, std::size_t width, std::uint64_t most,
      std::span<const std::byte> unread) {
    if (unread.size() < width) return {};
    const std::uint64_t length = read_number(order, unread.first(width));
    if (length > most || length > unread.size() - width) return {};
    return unread.subspan(width, length);
  }
  // There is no further frame: is the header to blame?
  void find_error();

  length_format format_;
  std::size_t width_;
  std::uint64_t most_;  // the largest length that is allowed
  receive_buffer buffer_;
  length_error error_ = length_error::none;
};

}  // namespace kit
