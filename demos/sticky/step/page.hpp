// What a terminal of 24 lines can hold of a play.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "view/view.hpp"

namespace sticky {

/// One drawing, as whole lines that end in a newline.
struct page {
  std::string title;  ///< "": none
  const play::record& play;
  std::vector<std::string> below;  ///< blocks: who stands where, a remark
  std::string prompt;              ///< without its newline
};

/// The page in so many rows; 0: in as many as it takes. What has no room is
/// left out: first the oldest calls, then what the ribbons say of them, then
/// ribbons without news; never the last call, what is below, and the prompt.
std::string fitted(const page&, const view::style&, int rows);

/// How many rows of the terminal these lines take.
int rows_of(std::string_view lines, int width);

}  // namespace sticky
