// A header that can grow: JSON, with its own length in front. Introduced in
// lesson 23.
//
//   | length: 4 bytes |  header: JSON, length bytes  |  data: total_size bytes
//   |
//     signed, little-   {"filename": "a.txt",
//     endian: 'i'        "total_size": 418, "md5": "..."}
//
// As in document 003, section 1.3. A header may hold more keys: they are
// checked to be JSON and ignored, which is what lets it grow.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kit/framing/length_prefix.hpp"
#include "kit/framing/receive_buffer.hpp"
#include "kit/sockets/stream_end.hpp"

namespace kit {

/// What the header says about the data after it.
struct file_header {
  std::string filename;          ///< as sent: no path to be trusted
  std::uint64_t total_size = 0;  ///< bytes of data
  std::string md5;               ///< of the data, as sent: nobody checked it
};

class json_header_decoder;

struct json_header_format {
  length_format prefix = python_i(4096);  ///< its limit bounds the JSON
  std::uint64_t limit = 64 * 1024;        ///< most bytes of data
  int depth = 16;                         ///< most nested objects and arrays
  using decoder = json_header_decoder;
};

/// Why a header was refused.
enum class header_error {
  none,
  negative_length,   ///< the length in front is negative
  too_long,          ///< the length in front is above the limit
  not_json,          ///< broken or truncated JSON, invalid UTF-8, text after it
  nul,               ///< a NUL byte, plain or as \u0000 in a string
  too_deep,          ///< nested deeper than json_header_format::depth
  not_an_object,     ///< JSON, but no {...}
  duplicate_key,     ///< the same key twice in one object
  missing_key,       ///< filename, total_size or md5 is not there
  wrong_type,        ///< a key's value is of another type, a fraction included
  size_not_allowed,  ///< total_size is negative or above the limit
};

/// The JSON text of a header, as Python's json.dumps writes it. Nothing, if it
/// cannot be sent: the text or total_size is above the limit, or a string is
/// not UTF-8 or holds a NUL.
[[nodiscard]] std::optional<std::string> encode_json_header(
    const json_header_format&, const file_header&);

/// The same with its length in front; then come the data.
[[nodiscard]] std::optional<std::string> encode_prefixed_json_header(
    const json_header_format&, const file_header&);

/// Appends a header and its data to `out`, as of a file without a name, with
/// its digest. False: refused as above, `out` is as it was.
[[nodiscard]] bool append_frame(const json_header_format&,
                                std::span<const std::byte> data,
                                std::vector<std::byte>& out);

/// A header's text as read. `header` means something only without an error.
struct decoded_header {
  header_error error = header_error::none;
  /// One line for people: what was expected and what came; "" without error.
  std::string what{};
  file_header header{};
};

/// Reads the JSON text. Never recurses, whatever the depth of the text.
decoded_header decode_json_header(const json_header_format&,
                                  std::string_view text);

/// A header with its data. The data are valid until the next prepare().
struct described_data {
  file_header header{};
  std::span<const std::byte> data{};
  operator std::span<const std::byte>() const noexcept { return data; }
};

/// Takes a stream apart; used as length_prefix_decoder is, with the same
/// promises: no I/O, each part is judged before the next is waited for, and an
/// error ends the stream for good.
class json_header_decoder {
 public:
  explicit json_header_decoder(const json_header_format&);

  std::span<std::byte> prepare() { return buffer_.prepare(); }
  void commit(std::size_t n) { buffer_.commit(n); }

  /// The next header with all of its data. Nothing: more bytes are needed, or
  /// error() says why there is none.
  std::optional<described_data> next();

  header_error error() const noexcept { return error_; }
  /// What an end of stream here would mean. Only without an error.
  stream_end end() const noexcept;
  /// One line for people: the error, else what is missing if the stream ends
  /// here; "" between two frames.
  std::string explain() const;
  /// Bytes of memory that the stream holds.
  std::size_t memory() const noexcept { return buffer_.capacity(); }

 private:
  void read_header();

  json_header_format format_;
  receive_buffer buffer_;
  std::optional<file_header> header_;  // read, its data are not whole yet
  header_error error_ = header_error::none;
  std::string what_;
};

}  // namespace kit
