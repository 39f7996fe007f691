#include "kit/sockets/recv_exact.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "kit/check.hpp"

namespace kit {

recv_result recv_exact(int fd, std::span<std::byte> room) {
  recv_result result{.asked = room.size()};
  while (!room.empty()) {
    const ssize_t n = ::recv(fd, room.data(), room.size(), 0);
    if (n == -1 && errno == EINTR) continue;  // a signal came first: again
    check(n, "recv");
    if (n == 0) {
      result.how =
          result.came == 0 ? received::end_before : received::end_inside;
      return result;
    }
    result.came += static_cast<std::uint64_t>(n);
    room = room.subspan(static_cast<std::size_t>(n));
  }
  return result;
}

recv_result recv_exact(int fd, std::uint64_t size, std::string& bytes) {
  constexpr std::uint64_t piece = 16 * 1024;
  recv_result result{.asked = size};
  while (result.how == received::complete && result.came < size) {
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(piece, size - result.came));
    const recv_result part = recv_exact(
        fd, std::as_writable_bytes(std::span(bytes).subspan(before)));
    bytes.resize(before + part.came);
    result.came += part.came;
    if (part.how != received::complete)
      result.how =
          result.came == 0 ? received::end_before : received::end_inside;
  }
  return result;
}

std::string explain(const recv_result& result, std::string_view what) {
  if (result.how == received::complete) return "";
  std::string line = "expected " + std::to_string(result.asked) + " bytes of ";
  line += what;
  if (result.how == received::end_before) return line + ", the peer left";
  return line + ", the peer left after " + std::to_string(result.came);
}

}  // namespace kit
