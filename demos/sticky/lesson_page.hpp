// A lesson's text on a terminal.
#pragma once

#include <string>
#include <vector>

#include "course/text.hpp"
#include "view/view.hpp"

namespace sticky {

/// In lines, none wider than the style allows; of code and drawings what does
/// not fit is cut. Of what is folded away in the text the command
/// is named that draws it, if there is one.
std::vector<std::string> page_lines(const std::vector<course::block>&,
                                    const view::style&);

/// Divided into screens of at most so many lines: between two paragraphs where
/// that can be, and not behind a line that leads to the next one. At least one
/// screen, which may be empty.
std::vector<std::vector<std::string>> in_screens(
    const std::vector<std::string>& lines, std::size_t most);

/// What is folded away there: the answers to a lesson's questions.
std::vector<course::block> folded(const std::vector<course::block>&);

}  // namespace sticky
