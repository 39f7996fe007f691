#include "course/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace course {

std::size_t edit_distance(std::string_view from, std::string_view to) {
  // Three rows of the usual table: row[j] is the distance of from[0, i) to
  // to[0, j); a swap looks two rows back.
  std::vector<std::size_t> row(to.size() + 1), above(row), two_above(row);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    two_above = std::exchange(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      row[j] = std::min({above[j - 1] + (from[i - 1] != to[j - 1]),
                         above[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] &&
                           from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row.back();
}

std::vector<std::string> nearest(std::string_view asked,
                                 const std::vector<std::string>& names) {
  if (asked.empty()) return {};
  const std::size_t allowed = std::max<std::size_t>(1, asked.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& name : names) {
    // A part of the name is as good as one letter off.
    const bool part = name.find(asked) != std::string::npos;
    const std::size_t distance = part ? 1 : edit_distance(asked, name);
    if (distance <= allowed) near.emplace_back(distance, name);
  }
  std::ranges::stable_sort(near, {}, [](const auto& n) { return n.first; });
  std::vector<std::string> closest;
  for (const auto& [distance, name] : near) {
    if (closest.size() < 3) closest.push_back(name);
  }
  return closest;
}

}  // namespace course
