// "Did you mean ...?": the names closest to one that was mistyped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace course {

/// How many bytes must be inserted, removed, replaced or swapped with their
/// neighbour to turn one into the other (Damerau and Levenshtein's distance, no
/// byte being edited twice).
std::size_t edit_distance(std::string_view, std::string_view);

/// At most three of `names`, the closest first: those that hold `asked`, or are
/// a few letters away from it. Empty when nothing is near.
std::vector<std::string> nearest(std::string_view asked,
                                 const std::vector<std::string>& names);

}  // namespace course
