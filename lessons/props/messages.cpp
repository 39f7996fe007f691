#include "props/messages.hpp"

#include <charconv>
#include <stdexcept>
#include <string_view>

#include "kit/escaped.hpp"

namespace kit {
namespace {

// Takes what stands after a backslash off the text and gives its byte.
char take_escaped(std::string_view& text) {
  constexpr std::string_view names = "nrt\\", bytes = "\n\r\t\\";
  if (!text.empty()) {
    if (const std::size_t i = names.find(text[0]); i != names.npos) {
      text.remove_prefix(1);
      return bytes[i];
    }
    unsigned value = 0;
    const char* const digits = text.data() + 1;
    if (text[0] == 'x' && text.size() > 2 &&
        std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      text.remove_prefix(3);
      return static_cast<char>(value);
    }
  }
  throw std::runtime_error(R"(expected \n, \r, \t, \\ or \xNN, got "\)" +
                           std::string(escaped(text.substr(0, 3))) + '"');
}

}  // namespace

bool typed_message(std::istream& lines, std::string& message) {
  std::string line;
  if (!std::getline(lines, line)) return false;
  message.clear();
  std::string_view rest = line;
  while (!rest.empty()) {
    const char c = rest[0];
    rest.remove_prefix(1);
    message += c == '\\' ? take_escaped(rest) : c;
  }
  return true;
}

}  // namespace kit
