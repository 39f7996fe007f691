// What is still to be played, the smallest schedules first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "check/schedule/path.hpp"

namespace check {

/// Each schedule is another one up to a point, and a choice there: 24 bytes,
/// whatever its length.
class frontier {
 public:
  using number = std::uint32_t;
  static constexpr number root = UINT32_MAX;

  /// The schedule of `parent`; then, after its last choice, `by_itself` points
  /// at which nothing is chosen; then this choice. `state` is where it is made,
  /// `size` how far the whole schedule is from what happens by itself.
  void add(number parent, std::uint32_t by_itself, choice then,
           std::uint64_t state, int size);

  struct batch {
    int size = 0;
    std::vector<number> schedules;
  };
  /// Takes up to `most` of the smallest size there is, the oldest first.
  batch take(std::size_t most);

  check::path path(number) const;
  /// 0 for the root.
  std::uint64_t state(number) const;

  std::size_t waiting() const noexcept { return waiting_; }
  void clear();

 private:
  struct node {
    std::uint64_t state = 0;
    number parent = root;
    turn last;
  };
  std::vector<node> nodes_;
  std::map<int, std::deque<number>> queues_;  // by size
  std::size_t waiting_ = 0;
};

}  // namespace check
