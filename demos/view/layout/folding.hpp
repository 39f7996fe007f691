// What is told again and again is told a few times.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace view {

/// Entries [from, to) of a list, which are not shown.
struct fold {
  std::size_t from = 0, to = 0;
};

/// Runs of entries, and blocks of entries, that come again and again: the first
/// ones and the last stay. `alike(a, b, size)`: whether the entries at `a` and
/// `b` are, as parts of blocks of that size.
std::vector<fold> folds(std::size_t count,
                        const std::function<bool(std::size_t a, std::size_t b,
                                                 std::size_t size)>& alike);

}  // namespace view
