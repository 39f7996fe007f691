#include "check/schedule/drawing.hpp"

#include <algorithm>
#include <vector>

namespace check {
namespace {

// Without std::uniform_int_distribution, whose results are the library's: a
// seed gives the same schedule everywhere. The bias of % is of no account here.
std::uint64_t below(std::mt19937_64& random, std::uint64_t limit) {
  return random() % std::max<std::uint64_t>(limit, 1);
}

}  // namespace

drawing::drawing(const lot& drawn) : random_(drawn.seed), depth_(drawn.depth) {
  const auto step = [&] {
    return static_cast<int>(
        below(random_, static_cast<std::uint64_t>(drawn.steps)));
  };
  for (int i = 1; i < depth_; ++i) falls_.insert(step());
  for (int i = 1; i < depth_; ++i) disturbs_.insert(step());
}

int drawing::priority_of(const choice& what) {
  const auto [known, is_new] =
      priorities_.try_emplace({what.program, what.task}, 0);
  if (is_new) known->second = static_cast<int>(below(random_, 1 << 20));
  return known->second;
}

std::size_t drawing::next(const choices& found) {
  const int step = step_++;
  std::vector<std::size_t> plain, disturbing;
  for (std::size_t i = 0; i < found.all.size(); ++i) {
    const candidate& one = found.all[i];
    const bool is_plain =
        one.what.how == choice::way::none && one.cost.late == 0;
    (is_plain ? plain : disturbing).push_back(i);
  }
  if (plain.empty()) return 0;
  const auto first = [&] {
    return *std::ranges::max_element(plain, {}, [&](std::size_t i) {
      return priority_of(found.all[i].what);
    });
  };
  std::size_t chosen = first();
  if (falls_.contains(step)) {
    const choice& what = found.all[chosen].what;
    priorities_[{what.program, what.task}] = --fallen_;
    chosen = first();
  }
  // What was to be done at this step is done at the first one that allows it.
  if (const auto due = disturbs_.begin();
      due != disturbs_.end() && *due <= step && !disturbing.empty()) {
    disturbs_.erase(due);
    return disturbing[below(random_, disturbing.size())];
  }
  return chosen;
}

}  // namespace check
