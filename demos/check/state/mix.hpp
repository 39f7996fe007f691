// Mixing into a 64-bit digest, for states and outcomes: fast, not for secrets.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace check {

/// The digest of what `digest` stands for, followed by `value`. Every bit of
/// both changes about half of the result's.
constexpr std::uint64_t mix(std::uint64_t digest, std::uint64_t value) {
  digest = (digest ^ value) * 0x9e3779b97f4a7c15;
  digest = (digest ^ (digest >> 32)) * 0xd6e8feb86659fd93;
  digest = (digest ^ (digest >> 29)) * 0xff51afd7ed558ccd;
  return digest ^ (digest >> 32);
}

/// The same for bytes. Their number counts too: "a" "bc" is not "ab" "c".
inline std::uint64_t mix(std::uint64_t digest, std::string_view bytes) {
  digest = mix(digest, bytes.size());
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = bytes.size() < 8 ? bytes.size() : 8;
    std::memcpy(&word, bytes.data(), size);
    digest = mix(digest, word);
    bytes.remove_prefix(size);
  }
  return digest;
}

}  // namespace check
