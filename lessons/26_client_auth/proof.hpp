// What both sides agree on. Neither ever sends the key:
//
//   server                                   client
//     challenge (32) ------------------------->
//     <------------------ nonce (32), proof (32)   "client" made it
//     proof (32) ----------------------------->    "server" made it
//
// A nonce is a number used once. The server's is called the challenge.
#pragma once

#include <array>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/framing/bytes.hpp"
#include "kit/hmac.hpp"
#include "kit/sockets/endpoint.hpp"

using nonce = std::array<std::byte, 32>;
using bytes = std::span<const std::byte>;

/// Who made it, for which two nonces, at which server: "client" and "server"
/// are equally long, so no two messages look the same to the MAC.
inline kit::mac prove(std::string_view key, std::string_view who,
                      bytes challenge, bytes answer, std::string_view where) {
  std::string message(who);
  message += kit::as_text(challenge);
  message += kit::as_text(answer);
  message += where;
  return kit::hmac_sha256(key, message);
}

/// "127.0.0.1": the address without the port.
inline std::string host_of(const kit::endpoint& place) {
  const std::string text = kit::to_string(place);
  return text.substr(0, text.rfind(':'));
}

/// Where nonces come from: the kernel's random numbers. For a scene, which must
/// come out the same each time, the command line ends in --nonces FILE ("-" is
/// the standard input). Not an environment variable: a program inherits those
/// unseen, and who knows the nonces beforehand can replay.
class nonce_source {
 public:
  nonce_source(int& argc, char* argv[]) {
    std::string path = "/dev/urandom";
    if (argc > 2 && std::string_view(argv[argc - 2]) == "--nonces") {
      path = argv[argc - 1];
      argc -= 2;  // the rest is for kit::arguments
      std::cerr << "nonces from " + path + ": not random\n";
    }
    if (path == "-") return;
    file_.open(path, std::ios::binary);
    if (!file_) throw std::runtime_error("cannot open " + path);
  }

  /// Throws rather than give one that is not whole.
  nonce next() {
    std::istream& in = file_.is_open() ? file_ : std::cin;
    nonce made{};
    if (!in.read(reinterpret_cast<char*>(made.data()), made.size()))
      throw std::runtime_error("no more nonces");
    return made;
  }

 private:
  std::ifstream file_;
};
