// A file that comes in, to a server or to a client: written aside, checked, and
// named last. What became of it, in words: "kept", or "refused: " and why.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "digest.hpp"
#include "incoming_file.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "upload_header.hpp"

inline std::string receive_file(int peer, const upload_header& header,
                                const upload_folder& folder) {
  incoming_file file(folder, header.filename);
  digest sum(header.sha256.empty() ? "MD5" : "SHA256");
  std::vector<std::byte> room(1 << 20);
  for (std::uint64_t came = 0; came < header.total_size;) {
    // Never more than this file: the next header may lie behind it.
    const auto piece = std::span(room).first(
        std::min<std::uint64_t>(room.size(), header.total_size - came));
    const kit::recv_result got = kit::recv_exact(peer, piece);
    came += got.came;
    if (got.how != kit::received::complete)
      throw std::runtime_error(kit::explain(
          {kit::received::end_inside, header.total_size, came}, "data"));
    file.write(piece);
    sum.add(piece);
  }
  const bool unchecked = header.from_document && !header.has_digest();
  if (!unchecked &&
      sum.text() != (header.sha256.empty() ? header.md5 : header.sha256))
    return "refused: the digest differs";
  const std::string result = file.keep();
  return unchecked && result == "kept" ? "kept, unchecked: no digest" : result;
}
