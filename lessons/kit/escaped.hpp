// Received bytes, made safe and unambiguous for a terminal. Introduced in
// lesson 01: a peer may send anything, also what moves your cursor.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kit {

/// Printable ASCII and whole UTF-8 characters as they are; `\\`, `\n`, `\r`,
/// `\t`, and `\xNN` for every other byte, control characters among them.
std::string escaped(std::string_view bytes);

/// The same, on one short line: when there are more than `most` bytes, the
/// first `most` and then "... (418 bytes)".
std::string escaped(std::string_view bytes, std::size_t most);

/// The same for text of several lines, to be read: line ends stay line ends,
/// the last line gets one if it has none, and a backslash stays single.
std::string escaped_lines(std::string_view text);

}  // namespace kit
