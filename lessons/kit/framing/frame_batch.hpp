// Many frames in one system call. Introduced in lesson 22.
//
//   kit::frame_batch batch(format);
//   while (there is a message) {
//     if (!batch.add(message)) ...  // this format cannot say it
//     if (!batch.is_full()) continue;
//     kit::send_all(fd, batch.pieces());
//     batch.clear();
//   }
//   kit::send_all(fd, batch.pieces());
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "kit/framing/length_prefix.hpp"

namespace kit {

/// Frames on their way into one write. A small payload is copied behind the
/// ones before it; a large one stays where it is and goes out from there:
///
///   room:     | header payload | header payload | header |       | header |
///   pieces:   '------------------- 0 -------------------'   1    '-- 2 ---'
///   elsewhere:                                         payload
///
/// Does no I/O: its pieces are for writev() or kit::send_all.
class frame_batch {
 public:
  static constexpr std::size_t enough = 1024 * 1024;  ///< bytes; then is_full()
  static constexpr std::size_t large = 16 * 1024;     ///< bytes; not copied

  /// Precondition: a width of 1, 2, 4 or 8.
  explicit frame_batch(const length_format&);

  /// Adds a frame. A payload of `large` bytes or more must stay as it is until
  /// clear(). False: refused as append_frame does, nothing was added.
  /// Precondition: not is_full().
  [[nodiscard]] bool add(std::span<const std::byte> payload) {
    return add(std::span(&payload, 1)) == 1;
  }
  /// Adds frames in this order, at least one. How many: call again with the
  /// rest, after clear() if the batch is full. 0: the first one is refused.
  std::size_t add(std::span<const std::span<const std::byte>> payloads);

  /// Bytes of all frames.
  std::size_t size() const noexcept {
    return static_cast<std::size_t>(end_ - room_.get()) + lent_;
  }
  bool is_full() const noexcept { return size() >= enough; }
  /// The bytes to be sent, in this order. Valid until the next add() or
  /// clear().
  std::span<const iovec> pieces();
  void clear() noexcept;

 private:
  template <class Length>
  std::size_t copy_frames(std::span<const std::span<const std::byte>> payloads);
  bool lend(std::span<const std::byte> payload);
  void close_piece();

  length_format format_;
  std::size_t width_;
  std::uint64_t most_;
  std::unique_ptr<std::byte[]> room_;
  std::byte *begin_, *end_;  // of the room's last piece, which may still grow
  std::size_t lent_ = 0;     // bytes
  std::vector<iovec> pieces_;
};

}  // namespace kit
