// What the terminal and the locale say about the output; printing.
#pragma once

#include <string>
#include <string_view>

#include "view/view.hpp"

namespace sticky {

/// Occupies the standard streams that we were started without, so that no other
/// file is taken for one of them. Call it first.
void keep_standard_descriptors();

/// Width, colour, characters and language of standard output: from the
/// terminal, COLUMNS, NO_COLOR, TERM and the locale. 80 columns and no colour
/// where it is no terminal.
view::style style_of_output();

/// Standard input and output are both a terminal: one can be asked.
bool can_ask();

/// Lines of the terminal; 0 where standard output is none.
int terminal_rows();

/// Writes all of it to standard output. Throws closed_output if its reader has
/// gone, failure if it cannot be written, interrupted as a delivery is.
void print(std::string_view text);

/// One line on standard error, after "sticky: "; control characters escaped.
void complain(std::string_view text);

/// `text` broken at spaces, so that no line is wider than `width` columns.
std::string in_lines(std::string_view text, int width,
                     std::string_view between = "\n");

/// `text` in bold, if the style has colours.
std::string bold(const view::style&, std::string_view text);

}  // namespace sticky
