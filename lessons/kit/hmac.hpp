// A proof that its maker knows a key, without the key in it. Introduced in
// lesson 26.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace kit {

/// What hmac_sha256 makes: "message authentication code".
using mac = std::array<std::byte, 32>;

/// HMAC-SHA-256 of the message under the key (RFC 2104, RFC 6234). Who does not
/// know the key can neither make it nor learn the key from it.
mac hmac_sha256(std::string_view key, std::string_view message);

/// Whether both hold the same bytes, in a time that depends on their sizes
/// only. `==` stops at the first difference, and how long it took would tell a
/// guesser how many bytes are right already.
bool same_in_constant_time(std::span<const std::byte>,
                           std::span<const std::byte>);

}  // namespace kit
