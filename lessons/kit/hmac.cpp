#include "kit/hmac.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace kit {

mac hmac_sha256(std::string_view key, std::string_view message) {
  mac made{};
  unsigned int size = 0;
  if (::HMAC(::EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(message.data()),
             message.size(), reinterpret_cast<unsigned char*>(made.data()),
             &size) == nullptr ||
      size != made.size())
    throw std::runtime_error("HMAC: this machine's OpenSSL refuses it");
  return made;
}

bool same_in_constant_time(std::span<const std::byte> one,
                           std::span<const std::byte> other) {
  return one.size() == other.size() &&
         ::CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace kit
