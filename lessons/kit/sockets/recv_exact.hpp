// Exactly n bytes, however many recv() calls that takes. Introduced in
// lesson 13.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kit {

/// How recv_exact ended. Only `complete` delivered what was asked for.
enum class received {
  complete,    ///< every byte came
  end_before,  ///< end of stream before the first byte: the peer was done
  end_inside,  ///< end of stream after some bytes: the peer left in the middle
};

struct recv_result {
  received how = received::complete;
  std::uint64_t asked = 0;
  std::uint64_t came = 0;  ///< bytes
};

/// Fills `room` from the stream and takes nothing beyond it. A recv() that
/// returns less than asked is no error: the loop asks for the rest. Asking for
/// 0 bytes is complete at once. Throws std::system_error.
recv_result recv_exact(int fd, std::span<std::byte> room);

/// The same, appended to `bytes`. Memory follows what came, not what was asked
/// for: a peer that promises a gigabyte and sends ten bytes costs ten.
recv_result recv_exact(int fd, std::uint64_t size, std::string& bytes);

/// One line for people, unless complete (then ""): "expected 4 bytes of header,
/// the peer left after 2", where `what` is "header".
std::string explain(const recv_result& result, std::string_view what);

}  // namespace kit
