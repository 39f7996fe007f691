#include "kit/framing/text_length.hpp"

#include <array>
#include <cassert>
#include <charconv>

#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"

namespace kit {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string quoted(std::string_view bytes) {
  return '"' + escaped(bytes) + '"';
}

}  // namespace

bool append_frame(const text_length_format& format,
                  std::span<const std::byte> payload,
                  std::vector<std::byte>& out) {
  assert(!is_digit(format.after));
  if (payload.size() > format.limit) return false;
  std::array<char, 21> header{};  // 2^64 has 20 digits
  char* const end =
      std::to_chars(header.data(), header.data() + 20, payload.size()).ptr;
  *end = format.after;
  const auto text = as_bytes({header.data(), end + 1});
  out.insert(out.end(), text.begin(), text.end());
  out.insert(out.end(), payload.begin(), payload.end());
  if (format.behind) out.push_back(static_cast<std::byte>(*format.behind));
  return true;
}

decoded_text_length decode_text_length(const text_length_format& format,
                                       std::span<const std::byte> bytes) {
  decoded_text_length header;
  const auto refused = [&header](text_length_error error) {
    header.error = error;
    return header;
  };
  for (const char c : as_text(bytes)) {
    ++header.size;
    if (c == format.after && header.size > 1) {
      header.whole = true;
      return header;
    }
    if (!is_digit(c)) return refused(text_length_error::not_a_length);
    if (header.size > 1 && header.length == 0)
      return refused(text_length_error::leading_zero);
    // length * 10 + digit > limit, without computing what may not fit.
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (header.length > format.limit / 10 ||
        digit > format.limit - header.length * 10)
      return refused(text_length_error::too_long);
    header.length = header.length * 10 + digit;
  }
  return header;
}

text_length_decoder::text_length_decoder(const text_length_format& format)
    : format_(format) {
  assert(!is_digit(format.after));
}

std::optional<std::span<const std::byte>> text_length_decoder::next() {
  const std::span<const std::byte> unread = buffer_.unread();
  if (error_ != text_length_error::none || unread.empty()) return {};
  const decoded_text_length header = decode_text_length(format_, unread);
  error_ = header.error;
  const std::size_t rest = unread.size() - header.size;
  if (!header.whole || rest < header.length) return {};
  const std::size_t length = header.length;
  const std::span<const std::byte> payload =
      unread.subspan(header.size, length);
  if (!format_.behind) {
    buffer_.consume(header.size + length);
    return payload;
  }
  if (rest == length) return {};
  if (unread[header.size + length] != static_cast<std::byte>(*format_.behind)) {
    error_ = text_length_error::not_ended;
    return {};
  }
  buffer_.consume(header.size + length + 1);
  return payload;
}

stream_end text_length_decoder::end() const noexcept {
  const std::span<const std::byte> unread = buffer_.unread();
  if (unread.empty()) return stream_end::between_frames;
  return decode_text_length(format_, unread).whole ? stream_end::inside_payload
                                                   : stream_end::inside_header;
}

std::string text_length_decoder::explain() const {
  const std::span<const std::byte> unread = buffer_.unread();
  if (unread.empty()) return "";
  const decoded_text_length header = decode_text_length(format_, unread);
  const std::string came = std::to_string(unread.size() - header.size);
  const std::string number = "expected a length from 0 to " +
                             std::to_string(format_.limit) + " and " +
                             quoted({&format_.after, 1});
  const std::string payload =
      "expected " + std::to_string(header.length) + " bytes of payload" +
      (format_.behind ? " and " + quoted({&*format_.behind, 1}) : "");
  const std::string start = quoted(as_text(unread.first(header.size)));
  switch (error_) {
    case text_length_error::none:
      if (!header.whole) return number + ", the peer left after " + start;
      return payload + ", the peer left after " + came;
    case text_length_error::not_a_length:
    case text_length_error::too_long:
      return number + ", got " + start;
    case text_length_error::leading_zero:
      return number + ", got " + start + ": a leading zero";
    case text_length_error::not_ended:
      break;
  }
  return payload + ", got " +
         quoted(as_text(unread.subspan(header.size + header.length, 1))) +
         " behind them";
}

}  // namespace kit
