#include "check/state/visited.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>

#include "play/reason.hpp"

namespace check {
namespace {

constexpr std::size_t slots = std::size_t{1} << 23;
static_assert(visited::most < slots * 3 / 4);

}  // namespace

visited::visited() {
  // What is mapped anew reads as zeros, and costs nothing until it is written.
  void* memory = ::mmap(nullptr, slots * sizeof(slot), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    throw play::explained_error({play::because::call_refused,
                                 {"mmap", std::strerror(errno)},
                                 {{play::because::not_enough_memory}}});
  slots_ = static_cast<slot*>(memory);
}

visited::~visited() {
  ::munmap(static_cast<void*>(slots_), slots * sizeof(slot));
}

void visited::clear() noexcept {
  ::madvise(static_cast<void*>(slots_), slots * sizeof(slot), MADV_REMOVE);
  size_ = 0;
}

// Where the key is, or where it would be.
visited::slot& visited::slot_of(std::uint64_t key) const noexcept {
  std::size_t i = key % slots;
  for (;;) {
    const std::uint64_t there = slots_[i].load(std::memory_order_relaxed);
    if (there == key || there == 0) return slots_[i];
    i = (i + 1) % slots;
  }
}

bool visited::contains(std::uint64_t key) const noexcept {
  return slot_of(key).load(std::memory_order_relaxed) == key;
}

bool visited::add(std::uint64_t key) noexcept {
  slot& there = slot_of(key);
  if (there.load(std::memory_order_relaxed) == key) return false;
  there.store(key, std::memory_order_relaxed);
  ++size_;
  return true;
}

}  // namespace check
