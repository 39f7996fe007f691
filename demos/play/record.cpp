#include "play/record.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <stdexcept>

namespace play {
namespace {

using sizes = std::vector<std::int64_t>;

/// The sizes of `row` in all streams whose `end` is the program, in the order
/// of the calls.
sizes collect(const record& play, std::string_view name,
              std::string stream::*end, std::vector<piece> stream::*row) {
  std::vector<piece> all;
  for (const stream& s : play.streams) {
    if (s.*end == name) all.insert(all.end(), (s.*row).begin(), (s.*row).end());
  }
  std::ranges::stable_sort(all, {}, &piece::call);
  sizes result;
  for (const piece& p : all) result.push_back(p.size);
  return result;
}

/// Length of the valid UTF-8 character at the start of `bytes`, which people
/// can see as such; 0 if there is none.
std::size_t visible_character(std::string_view bytes) {
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  const std::uint32_t lead = at(0);
  const std::size_t length = lead < 0x80             ? 1
                             : (lead & 0xE0) == 0xC0 ? 2
                             : (lead & 0xF0) == 0xE0 ? 3
                             : (lead & 0xF8) == 0xF0 ? 4
                                                     : 0;
  if (length == 0 || length > bytes.size()) return 0;
  if (length == 1) return lead >= 0x20 && lead != 0x7F ? 1 : 0;
  std::uint32_t point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
    point = point << 6 | (at(i) & 0x3F);
  }
  constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[length] || point > 0x10FFFF) return 0;
  // Surrogates, control characters, and those that are invisible or that turn
  // the direction of writing: a reader must not be fooled by what was sent.
  if (point < 0xA0 || (point >= 0xD800 && point <= 0xDFFF) ||
      (point >= 0x200B && point <= 0x200F) ||
      (point >= 0x2028 && point <= 0x202E) ||
      (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
      (point >= 0xE000 && point <= 0xF8FF) || (point & 0xFFFE) == 0xFFFE) {
    return 0;
  }
  return length;
}

int hex_digit(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto at = digits.find(
      static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

bool keeps_boundaries(transport kind) {
  switch (kind) {
    case transport::udp:
    case transport::unix_datagram:
    case transport::unix_seqpacket:
      return true;
    case transport::tcp:
    case transport::unix_stream:
      break;
  }
  return false;
}

std::string_view to_string(ending ended) {
  switch (ended) {
    case ending::exited:
      return "exited";
    case ending::idle:
      return "idle";
    case ending::everyone_waits:
      return "everyone waits";
    case ending::spinning:
      return "spinning";
    case ending::killed:
      return "killed";
    case ending::bound:
      return "stopped by the bound";
  }
  return "";
}

std::string_view to_string(transport kind) {
  switch (kind) {
    case transport::tcp:
      return "tcp";
    case transport::udp:
      return "udp";
    case transport::unix_stream:
      return "unix stream";
    case transport::unix_datagram:
      return "unix datagram";
    case transport::unix_seqpacket:
      return "unix seqpacket";
  }
  return "";
}

std::string_view to_string(forced what) {
  switch (what) {
    case forced::none:
      return "";
    case forced::cut:
      return "cut";
    case forced::failed:
      return "failed";
    case forced::time_is_up:
      return "time is up";
    case forced::skipped:
      return "skipped";
  }
  return "";
}

std::vector<std::int64_t> record::sends(std::string_view program) const {
  return collect(*this, program, &stream::from, &stream::sends);
}

std::vector<std::int64_t> record::recvs(std::string_view program) const {
  return collect(*this, program, &stream::to, &stream::recvs);
}

std::vector<std::int64_t> record::segments(std::string_view program) const {
  return collect(*this, program, &stream::from, &stream::segments);
}

bool record::goes_on_for(std::string_view name) const {
  return std::ranges::any_of(programs, [name](const program& one) {
    return one.name == name && one.plays();
  });
}

const program& record::at(std::string_view program) const {
  const auto found = std::ranges::find(programs, program, &program::name);
  if (found == programs.end()) {
    throw std::out_of_range("no program '" + std::string(program) +
                            "' in this play");
  }
  return *found;
}

std::string error_name(int error) {
  if (error == 0) return "";
  const char* const name = ::strerrorname_np(error);
  return name != nullptr ? name : std::to_string(error);
}

int error_called(std::string_view name) {
  constexpr int end = 134;  // EHWPOISON is the last
  for (int error = 1; error < end; ++error) {
    const char* const known = ::strerrorname_np(error);
    if (known != nullptr && name == known) return error;
  }
  return 0;
}

std::string escaped(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  while (!bytes.empty()) {
    const char c = bytes.front();
    std::size_t length = 1;
    if (c == '\\') {
      text += "\\\\";
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\r') {
      text += "\\r";
    } else if (c == '\t') {
      text += "\\t";
    } else if (length = visible_character(bytes); length > 0) {
      text += bytes.substr(0, length);
    } else {
      length = 1;
      const auto value = static_cast<unsigned char>(c);
      text += {'\\', 'x', digits[value >> 4], digits[value & 15]};
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::string unescaped(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    std::size_t length = 1;
    char c = text.front();
    if (c == '\\' && text.size() >= 2) {
      switch (text[1]) {
        case '\\':
          length = 2;
          break;
        case 'n':
          c = '\n', length = 2;
          break;
        case 'r':
          c = '\r', length = 2;
          break;
        case 't':
          c = '\t', length = 2;
          break;
        case 'x':
          if (text.size() >= 4 && hex_digit(text[2]) >= 0 &&
              hex_digit(text[3]) >= 0) {
            c = static_cast<char>(hex_digit(text[2]) << 4 | hex_digit(text[3]));
            length = 4;
          }
          break;
        default:
          break;
      }
    }
    bytes += c;
    text.remove_prefix(length);
  }
  return bytes;
}

}  // namespace play
