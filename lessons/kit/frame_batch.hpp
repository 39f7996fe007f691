// Many frames in one system call. Introduced in lesson 21.
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

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "kit/length_prefix.hpp"

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
  static constexpr std::size_t enough = 512 * 1024;  ///< bytes; then is_full()
  static constexpr std::size_t large = 16 * 1024;    ///< bytes; not copied

  /// Precondition: a width of 1, 2, 4 or 8.
  explicit frame_batch(const length_format&);

  /// Adds a frame. A payload of `large` bytes or more must stay as it is until
  /// clear(). False: refused as append_frame does, nothing was added.
  /// Precondition: not is_full().
  [[nodiscard]] bool add(std::span<const std::byte> payload) {
    if (payload.size() > most_) return false;
    assert(!is_full());
    const std::span<std::byte> header(room_.get() + used_, width_);
    write_number(format_.order, payload.size(), header);
    used_ += width_;
    size_ += width_ + payload.size();
    if (payload.size() < large) {
      copy(payload, room_.get() + used_);
      used_ += payload.size();
    } else {
      lend(payload);
    }
    return true;
  }

  /// Bytes of all frames.
  std::size_t size() const noexcept { return size_; }
  bool is_full() const noexcept { return size_ >= enough; }
  /// The bytes to be sent, in this order. Valid until the next add() or
  /// clear().
  std::span<const iovec> pieces();
  void clear() noexcept;

 private:
  // Short ones in two moves that overlap: a call of memcpy costs more than the
  // copy.
  static void copy(std::span<const std::byte> from, std::byte* to) {
    const auto both_ends = [&]<std::size_t Size>() {
      std::byte head[Size], tail[Size];
      std::memcpy(head, from.data(), Size);
      std::memcpy(tail, from.data() + from.size() - Size, Size);
      std::memcpy(to, head, Size);
      std::memcpy(to + from.size() - Size, tail, Size);
    };
    if (from.size() > 64 || from.size() < 8) {
      if (!from.empty()) std::memcpy(to, from.data(), from.size());
    } else if (from.size() > 32) {
      both_ends.template operator()<32>();
    } else if (from.size() > 16) {
      both_ends.template operator()<16>();
    } else {
      both_ends.template operator()<8>();
    }
  }
  void lend(std::span<const std::byte> payload);
  void close_piece();

  length_format format_;
  std::size_t width_;
  std::uint64_t most_;
  std::unique_ptr<std::byte[]> room_;
  std::size_t used_ = 0;   // of the room
  std::size_t begin_ = 0;  // of the room's last piece, which may still grow
  std::size_t size_ = 0;
  std::vector<iovec> pieces_;
};

}  // namespace kit
