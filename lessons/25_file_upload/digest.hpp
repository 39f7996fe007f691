// The digest of a file that is never in memory as a whole.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

class digest {
 public:
  // "MD5", as the documents have it, or "SHA256".
  explicit digest(const char* name) : state_(::EVP_MD_CTX_new()) {
    require(state_ && ::EVP_DigestInit_ex(
                          state_.get(), ::EVP_get_digestbyname(name), nullptr));
  }

  void add(std::span<const std::byte> bytes) {
    require(::EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()));
  }

  // In hexadecimal. Ends the object's use.
  std::string text() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned int size = 0;
    require(::EVP_DigestFinal_ex(state_.get(), raw.data(), &size));
    std::string out;
    for (const unsigned char byte : std::span(raw).first(size)) {
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    }
    return out;
  }

 private:
  static void require(int done) {
    if (done != 1) throw std::runtime_error("OpenSSL refuses this digest");
  }
  struct free {
    void operator()(EVP_MD_CTX* state) const { ::EVP_MD_CTX_free(state); }
  };
  std::unique_ptr<EVP_MD_CTX, free> state_;
};
