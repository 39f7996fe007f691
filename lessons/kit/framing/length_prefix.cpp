#include "kit/framing/length_prefix.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"

namespace kit {
namespace {

[[maybe_unused]] bool is_width(int width) {
  return width == 1 || width == 2 || width == 4 || width == 8;
}

// The largest length that the field can hold.
std::uint64_t field_limit(const length_format& format) {
  const int bits = 8 * format.width - (format.is_signed ? 1 : 0);
  return std::numeric_limits<std::uint64_t>::max() >> (64 - bits);
}

std::string number_text(const length_format& format,
                        std::span<const std::byte> header) {
  const std::uint64_t raw = read_number(format.order, header);
  if (decode_length(format, header).error != length_error::negative)
    return std::to_string(raw);
  // Fill the bits above the field with ones: two's complement.
  const std::uint64_t filled = raw | ~(field_limit(format) << 1 | 1);
  return std::to_string(static_cast<std::int64_t>(filled));
}

// What a stranger on the port may have meant; "" if nothing comes to mind.
std::string resemblance(const length_format& format,
                        std::span<const std::byte> header) {
  const std::string_view text = as_text(header);
  for (const std::string_view word : {"GET ", "POST", "PUT ", "HEAD", "DELE",
                                      "OPTI", "CONN", "PATC", "HTTP"}) {
    if (text.size() < 2 || text.substr(0, 4) != word.substr(0, text.size()))
      continue;
    return word == "HTTP" ? ": looks like an HTTP response"
                          : ": looks like an HTTP request";
  }
  length_format other = format;
  other.order =
      format.order == std::endian::big ? std::endian::little : std::endian::big;
  const decoded_length swapped = decode_length(other, header);
  if (swapped.error == length_error::none)
    return ": looks like the other byte order, in which it is " +
           std::to_string(swapped.length);
  return "";
}

}  // namespace

std::uint64_t longest(const length_format& format) {
  assert(is_width(format.width));
  return std::min(format.limit, field_limit(format));
}

std::optional<length_header> encode_length(const length_format& format,
                                           std::uint64_t length) {
  if (length > longest(format)) return {};
  length_header header{.size = static_cast<std::size_t>(format.width)};
  write_number(format.order, length,
               std::span(header.field).first(header.size));
  return header;
}

bool append_frame(const length_format& format,
                  std::span<const std::byte> payload,
                  std::vector<std::byte>& out) {
  const std::optional<length_header> header =
      encode_length(format, payload.size());
  if (!header) return false;
  const std::span<const std::byte> field = header->bytes();
  out.insert(out.end(), field.begin(), field.end());
  out.insert(out.end(), payload.begin(), payload.end());
  return true;
}

decoded_length decode_length(const length_format& format,
                             std::span<const std::byte> header) {
  assert(is_width(format.width) &&
         header.size() == static_cast<std::size_t>(format.width));
  const std::uint64_t length = read_number(format.order, header);
  if (length > field_limit(format)) return {.error = length_error::negative};
  if (length > format.limit) return {.error = length_error::too_long};
  return {.length = length};
}

std::string explain(const length_format& format,
                    std::span<const std::byte> header) {
  if (decode_length(format, header).error == length_error::none) return "";
  return "expected a length from 0 to " + std::to_string(longest(format)) +
         " (" + std::to_string(format.width) + " bytes, " +
         (format.order == std::endian::big ? "big" : "little") +
         "-endian), got " + number_text(format, header) + " (bytes \"" +
         escaped(as_text(header)) + "\")" + resemblance(format, header);
}

length_prefix_decoder::length_prefix_decoder(const length_format& format)
    : format_(format),
      width_(static_cast<std::size_t>(format.width)),
      most_(longest(format)) {}

void length_prefix_decoder::find_error() {
  const std::span<const std::byte> unread = buffer_.unread();
  if (unread.size() >= width_)
    error_ = decode_length(format_, unread.first(width_)).error;
}

stream_end length_prefix_decoder::end() const noexcept {
  const std::size_t size = buffer_.unread().size();
  if (size == 0) return stream_end::between_frames;
  return size < width_ ? stream_end::inside_header : stream_end::inside_payload;
}

std::string length_prefix_decoder::explain() const {
  const std::span<const std::byte> unread = buffer_.unread();
  if (unread.empty()) return "";
  if (unread.size() < width_)
    return "expected " + std::to_string(width_) +
           " bytes of header, the peer left after " +
           std::to_string(unread.size());
  const std::span<const std::byte> header = unread.first(width_);
  if (error_ != length_error::none) return kit::explain(format_, header);
  return "expected " + std::to_string(decode_length(format_, header).length) +
         " bytes of payload, the peer left after " +
         std::to_string(unread.size() - width_);
}

}  // namespace kit
