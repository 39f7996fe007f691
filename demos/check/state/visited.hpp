// The states that have been seen, in memory shared with processes forked
// later: one process adds, the others look.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace check {

/// A hash table of 64-bit keys, 0 excepted. Memory is taken as it fills: 64 MiB
/// at most.
class visited {
 public:
  /// Throws play::explained_error if the memory cannot be had.
  visited();
  ~visited();
  visited(const visited&) = delete;
  visited& operator=(const visited&) = delete;

  bool contains(std::uint64_t key) const noexcept;
  /// False if it is there already.
  bool add(std::uint64_t key) noexcept;
  void clear() noexcept;

  std::size_t size() const noexcept { return size_; }
  /// Any more would make it slow.
  bool is_full() const noexcept { return size_ >= most; }
  static constexpr std::size_t most = 6'000'000;

 private:
  using slot = std::atomic<std::uint64_t>;
  static_assert(slot::is_always_lock_free && sizeof(slot) == 8);

  slot& slot_of(std::uint64_t key) const noexcept;

  slot* slots_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace check
