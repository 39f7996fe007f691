#include "kit/md5.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace kit {

std::string md5(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (::EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size,
                   ::EVP_md5(), nullptr) != 1)
    throw std::runtime_error("MD5: this machine's OpenSSL refuses it");
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    constexpr char digits[] = "0123456789abcdef";
    text += digits[digest[i] >> 4];
    text += digits[digest[i] & 15];
  }
  return text;
}

}  // namespace kit
