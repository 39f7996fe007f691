#include "kit/framing/delimiter.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string_view>
#include <utility>

#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"

namespace kit {
namespace {

std::size_t sum(std::uint64_t limit, std::size_t more) {
  constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
  return limit > most - more ? most : static_cast<std::size_t>(limit) + more;
}

}  // namespace

bool append_frame(const delimiter_format& format,
                  std::span<const std::byte> payload,
                  std::vector<std::byte>& out) {
  assert(!format.delimiter.empty());
  if (payload.size() > format.limit) return false;
  if (format.strip_cr && as_text(payload).ends_with('\r')) return false;
  const std::size_t before = out.size();
  const std::span<const std::byte> delimiter = as_bytes(format.delimiter);
  out.insert(out.end(), payload.begin(), payload.end());
  out.insert(out.end(), delimiter.begin(), delimiter.end());
  // Read it as the peer will: the first delimiter must be the one at the end.
  const std::string_view frame = as_text(std::span(out).subspan(before));
  if (frame.find(format.delimiter) == payload.size()) return true;
  out.resize(before);
  return false;
}

delimiter_decoder::delimiter_decoder(delimiter_format format)
    : format_(std::move(format)),
      most_(sum(format_.limit,
                format_.delimiter.size() + (format_.strip_cr ? 1 : 0))) {
  assert(!format_.delimiter.empty());
}

std::optional<std::span<const std::byte>> delimiter_decoder::next() {
  if (error_ != delimiter_error::none) return {};
  const std::string_view unread = as_text(buffer_.unread());
  const std::string_view seen = unread.substr(0, most_);
  const std::string_view delimiter = format_.delimiter;
  const std::size_t at = seen.find(delimiter, searched_);
  if (at != std::string_view::npos) {
    const std::size_t size =
        at - (format_.strip_cr && unread.substr(0, at).ends_with('\r') ? 1 : 0);
    if (size > format_.limit) {
      error_ = delimiter_error::too_long;
      return {};
    }
    const auto payload = buffer_.unread().first(size);
    buffer_.consume(at + delimiter.size());
    searched_ = 0;
    return payload;
  }
  // A delimiter may have begun in the last bytes; not before them.
  searched_ = seen.size() - std::min(seen.size(), delimiter.size() - 1);
  const std::size_t enough = sum(format_.limit, delimiter.size());
  if (unread.size() < enough) return {};
  // At the limit a CR may still turn out to be a part of the delimiter.
  if (format_.strip_cr && unread.size() == enough &&
      unread[format_.limit] == '\r')
    return {};
  error_ = delimiter_error::too_long;
  return {};
}

std::string delimiter_decoder::explain() const {
  const std::string_view unread = as_text(buffer_.unread());
  if (unread.empty()) return "";
  const std::string delimiter = '"' + escaped(format_.delimiter) + '"';
  if (error_ == delimiter_error::none)
    return "expected " + delimiter + ", the peer left after " +
           std::to_string(unread.size()) + " bytes without it";
  const std::size_t enough = sum(format_.limit, format_.delimiter.size());
  return "expected " + delimiter + " after at most " +
         std::to_string(format_.limit) + " bytes, got \"" +
         escaped(unread.substr(0, enough), 20) + '"';
}

}  // namespace kit
