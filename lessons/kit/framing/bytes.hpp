// The same bytes seen as text or as std::byte. Nothing is copied: the result
// lives as long as what it was made from.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace kit {

inline std::span<const std::byte> as_bytes(std::string_view text) noexcept {
  return std::as_bytes(std::span(text.data(), text.size()));
}

inline std::string_view as_text(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace kit
