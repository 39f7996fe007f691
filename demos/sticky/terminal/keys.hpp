// Single keys: from a terminal as they are pressed, otherwise from the letters
// of standard input, so that a session can be scripted.
#pragma once

#include <termios.h>

namespace sticky {

/// While this lives the terminal neither echoes nor waits for Enter; Ctrl-C
/// still interrupts. Its former state comes back whichever way we leave.
class keys {
 public:
  keys();
  ~keys();
  keys(const keys&) = delete;
  keys& operator=(const keys&) = delete;

  bool from_terminal() const { return from_terminal_; }

  /// The next key, letters as lower case. Enter, space, Right and Page Down (a
  /// presenter's remote control) are 'n'; Left, Page Up and Backspace are 'b';
  /// the end of the input is 'q'. Away from a terminal an empty line is Enter
  /// and other white space nothing. Throws interrupted.
  char next();

 private:
  void take_single_keys();
  int read_byte();  // -1: end of the input
  char escape_sequence();

  bool from_terminal_ = false;
  bool in_line_ = false;  // a key of the current line was read already
  termios former_{};
};

}  // namespace sticky
