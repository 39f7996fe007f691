// What a fuzz target makes of the bytes that it is given.
//
// A target is a file with one function, LLVMFuzzerTestOneInput: libFuzzer's
// (clang) calls it with bytes that it makes up, driver.cpp with those of the
// corpus. What must hold whatever the bytes are is said by require(); a bad
// access is found by the sanitizers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace fuzz {

inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()),
               what.data());
  std::abort();
}

/// The bytes, taken from the front. There is no end of them: zeros follow.
class input {
 public:
  input(const std::uint8_t* data, std::size_t size)
      : left_(reinterpret_cast<const char*>(data), size) {}

  bool empty() const { return left_.empty(); }

  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const char c = left_.front();
    left_.remove_prefix(1);
    return static_cast<std::uint8_t>(c);
  }
  /// One of `count`, from one byte.
  std::size_t choice(std::size_t count) { return byte() % count; }
  /// From eight bytes.
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | byte();
    return value;
  }
  /// Up to `size` bytes.
  std::string text(std::size_t size) {
    const std::string taken(left_.substr(0, size));
    left_.remove_prefix(taken.size());
    return taken;
  }
  /// A text with its length, one byte, in front.
  std::string text() { return text(byte()); }
  std::string rest() { return text(left_.size()); }

 private:
  std::string_view left_;
};

/// UTF-8 as RFC 3629 has it. (Written for the tests alone, to be no copy of
/// what they test.)
inline bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto at = [&text](std::size_t i) {
      return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const std::size_t size = at(0) < 0x80    ? 1
                             : at(0) >= 0xf0 ? 4
                             : at(0) >= 0xe0 ? 3
                                             : 2;
    std::uint32_t c = size == 1 ? at(0) : at(0) & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
      if ((at(i) & 0xc0) != 0x80) return false;
      c = c << 6 | (at(i) & 0x3f);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if ((at(0) & 0xc0) == 0x80 || at(0) >= 0xf8 || c < least[size] ||
        c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
      return false;
    text.remove_prefix(size);
  }
  return true;
}

/// No byte that moves a terminal's cursor, in one line.
inline bool is_one_line(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  return true;
}

}  // namespace fuzz
