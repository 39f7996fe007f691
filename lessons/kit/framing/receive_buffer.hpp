// The bytes that a decoder has received and not handed out yet.
#pragma once

#include <cassert>
#include <cstddef>
#include <memory>
#include <span>

namespace kit {

/// Lends its own memory to recv(), so that the kernel's copy is the only one:
///
///   |  consumed  |   unread()   |  prepare()  |         |
///   0         begin_          end_                  capacity()
///
/// A recv() that fills its room leaves more behind: the next room is twice as
/// large, up to `most_room`, so that a fast stream takes few calls and an idle
/// one little memory. Memory follows bytes received: at most twice what was
/// unread at any time, plus the room.
class receive_buffer {
 public:
  static constexpr std::size_t least_room = 4096, most_room = 64 * 1024;

  /// Room for the next recv(), never empty. Ends every view that unread() gave.
  std::span<std::byte> prepare();
  /// The first `n` bytes of that room are now received. n <= its size.
  void commit(std::size_t n);

  /// What was received and not consumed. Valid until the next prepare().
  std::span<const std::byte> unread() const noexcept { return {begin_, end_}; }
  /// Done with the first `n` unread bytes. Views of them stay valid until the
  /// next prepare().
  void consume(std::size_t n) {
    assert(n <= unread().size());
    begin_ += n;
  }

  /// The same: done with those before `end`, an address in unread().
  void consume_to(const std::byte* end) {
    consume(static_cast<std::size_t>(end - begin_));
  }

  /// Bytes of memory held.
  std::size_t capacity() const noexcept { return capacity_; }

 private:
  // How many bytes from here to the end of the memory.
  std::size_t behind(const std::byte* at) const {
    return capacity_ - static_cast<std::size_t>(at - memory_.get());
  }

  std::unique_ptr<std::byte[]> memory_;
  std::size_t capacity_ = 0, room_ = least_room;
  std::byte *begin_ = nullptr, *end_ = nullptr;
};

}  // namespace kit
