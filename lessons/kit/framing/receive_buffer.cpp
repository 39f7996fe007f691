#include "kit/framing/receive_buffer.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace kit {

std::span<std::byte> receive_buffer::prepare() {
  const std::size_t size = unread().size();
  if (size + room_ > capacity_) {
    const std::size_t capacity = 2 * size + room_;
    auto memory = std::make_unique_for_overwrite<std::byte[]>(capacity);
    if (size != 0) std::memcpy(memory.get(), begin_, size);
    memory_ = std::move(memory);
    capacity_ = capacity;
    begin_ = memory_.get();
  } else if (size == 0 || behind(end_) < room_) {
    // Move the rest to the front. It is moved only when less than a room is
    // left behind it, so a small frame costs no move of its own.
    std::memmove(memory_.get(), begin_, size);
    begin_ = memory_.get();
  }
  end_ = begin_ + size;
  return {end_, room_};
}

void receive_buffer::commit(std::size_t n) {
  assert(n <= room_);
  end_ += n;
  if (n == room_) room_ = std::min(2 * room_, most_room);
}

}  // namespace kit
