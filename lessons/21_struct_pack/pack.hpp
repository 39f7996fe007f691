// Values become bytes, as in Python's struct.pack.
#pragma once

#include <bit>
#include <charconv>
#include <cstdint>
#include <istream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/escaped.hpp"
#include "struct_format.hpp"

// By shifts: the same bytes on every machine.
inline void put(std::string& out, std::uint64_t bits, const field& f,
                std::endian order) {
  const std::size_t last = f.width() - 1;
  for (std::size_t i = 0; i <= last; ++i)
    out += char(bits >> 8 * (order == std::endian::little ? i : last - i));
}

// A cast would take any number and cut it; Python refuses, and so do we.
template <class Number>
Number number(const field& f, std::string_view text, Number least,
              Number most) {
  Number n{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, n);
  if (error != std::errc() || stop != end || n < least || n > most)
    throw std::runtime_error(
        std::string("'") + f.code + "' holds " + std::to_string(least) +
        " to " + std::to_string(most) + ", got " + kit::escaped(text, 40));
  return n;
}

inline std::uint64_t bits_of(const field& f, std::string_view text) {
  const std::size_t spare = 64 - 8 * f.width();
  if (f.code == 'f') {
    const double most = std::numeric_limits<float>::max();
    return std::bit_cast<std::uint32_t>(float(number(f, text, -most, most)));
  }
  if (!f.is_signed())
    return number<std::uint64_t>(f, text, 0, ~std::uint64_t{} >> spare);
  const std::int64_t most = std::numeric_limits<std::int64_t>::max() >> spare;
  return std::uint64_t(number<std::int64_t>(f, text, -most - 1, most));
}

inline std::string next_value(std::istream& values) {
  std::string text;
  if (!(values >> text)) throw std::runtime_error("too few values");
  return text;
}

inline std::string pack(const struct_format& format, std::istream& values) {
  std::string out;
  for (const field& f : format.fields) {
    out.resize(format.place(f, out.size()));  // padding: NUL bytes
    if (f.code == 's') {
      const std::string text = next_value(values);
      if (text.size() > f.count)  // Python cuts it and says nothing
        throw std::runtime_error("text too long: " + kit::escaped(text, 40));
      out += text + std::string(f.count - text.size(), '\0');
    }
    for (std::size_t i = 0; f.code != 's' && i < f.count; ++i) {
      put(out, bits_of(f, next_value(values)), f, format.order);
    }
  }
  if (values >> std::ws; !values.eof())
    throw std::runtime_error("too many values");
  return out;
}
