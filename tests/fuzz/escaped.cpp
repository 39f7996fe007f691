// Bytes made safe for a terminal: nothing in them moves its cursor, and they
// can be read back.
#include "kit/escaped.hpp"

#include <algorithm>
#include <sstream>

#include "input.hpp"
#include "play/record.hpp"
#include "props/messages.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const std::size_t most = in.byte();
  const std::string bytes = in.rest();
  using fuzz::require;

  const std::string shown = kit::escaped(bytes);
  require(fuzz::is_one_line(shown) && fuzz::is_utf8(shown), "one line");
  std::istringstream typed(shown + "\n");
  std::string message;
  require(kit::typed_message(typed, message) && message == bytes,
          "what is shown can be typed");
  const std::string shortened = kit::escaped(bytes, most);
  require(fuzz::is_one_line(shortened) && fuzz::is_utf8(shortened), "cut");
  require(shortened.size() <= 4 * most + 40, "cut short");

  const std::string lines = kit::escaped_lines(bytes);
  require(fuzz::is_utf8(lines), "lines in UTF-8");
  require(std::ranges::all_of(
              lines,
              [](char c) {
                return c == '\n' || fuzz::is_one_line(std::string_view(&c, 1));
              }),
          "lines");
  require(lines.empty() || lines.back() == '\n', "whole lines");

  const std::string recorded = play::escaped(bytes);
  require(fuzz::is_one_line(recorded) && fuzz::is_utf8(recorded), "a record");
  require(play::unescaped(recorded) == bytes, "a record is read back");
  play::unescaped(bytes);
  std::istringstream anything(bytes);
  try {
    while (kit::typed_message(anything, message))
      require(message.size() <= bytes.size(), "no more than was typed");
  } catch (const std::runtime_error& wrong) {
    require(fuzz::is_one_line(wrong.what()), "why it cannot be typed");
  }
  return 0;
}
