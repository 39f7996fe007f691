// Standard error as a screen, for what is told while a command still works.
#pragma once

namespace sticky {

/// A terminal that can erase a line.
bool is_screen();

/// How many columns to use: one less than it has, since in the last one some
/// begin a new line.
int screen_columns();

/// False while it is held (Ctrl-S).
bool screen_takes_text();

}  // namespace sticky
