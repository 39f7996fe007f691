#include "check/schedule/frontier.hpp"

#include <algorithm>

namespace check {

void frontier::add(number parent, std::uint32_t by_itself, choice then,
                   std::uint64_t state, int size) {
  queues_[size].push_back(static_cast<number>(nodes_.size()));
  nodes_.push_back({state, parent, {by_itself, then}});
  ++waiting_;
}

frontier::batch frontier::take(std::size_t most) {
  if (queues_.empty()) return {};
  auto& [size, queue] = *queues_.begin();
  const auto end =
      queue.begin() + static_cast<std::ptrdiff_t>(std::min(most, queue.size()));
  batch taken{size, {queue.begin(), end}};
  queue.erase(queue.begin(), end);
  if (queue.empty()) queues_.erase(queues_.begin());
  waiting_ -= taken.schedules.size();
  return taken;
}

check::path frontier::path(number i) const {
  check::path whole;
  for (; i != root; i = nodes_[i].parent) whole.push_back(nodes_[i].last);
  std::reverse(whole.begin(), whole.end());
  return whole;
}

std::uint64_t frontier::state(number i) const {
  return i == root ? 0 : nodes_[i].state;
}

void frontier::clear() {
  *this = {};
}

}  // namespace check
