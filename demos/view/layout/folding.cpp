#include "view/layout/folding.hpp"

namespace view {

constexpr std::size_t most_alike = 5;  // of a run: the first three, the last
constexpr std::size_t longest_block = 4;

std::vector<fold> folds(
    std::size_t count,
    const std::function<bool(std::size_t, std::size_t, std::size_t)>& alike) {
  /// How often the block of `size` entries from `at` on is told in a row.
  const auto repeats = [&](std::size_t at, std::size_t size) {
    std::size_t end = at + size;
    while (end < count && alike(end - size, end, size)) ++end;
    return (end - at) / size;
  };
  std::vector<fold> result;
  for (std::size_t i = 0; i < count;) {
    std::size_t size = 1, times = 0;
    for (; size <= longest_block; ++size) {
      times = repeats(i, size);
      if (times * size > most_alike && times > 3) break;
    }
    if (size > longest_block) {
      ++i;
      continue;
    }
    const std::size_t shown = size == 1 ? 3 : size;
    const std::size_t hidden = (times - 1) * size - shown;
    result.push_back({i + shown, i + shown + hidden});
    i += shown + hidden + size;
  }
  return result;
}

}  // namespace view
