// The command before a user: on a pseudo-terminal, key by key.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

class Terminal {
 public:
  /// Starts the command on a terminal of that size. The environment, as in
  /// Surroundings, is over a plain one with TERM=xterm.
  Terminal(int rows, int columns, const std::vector<std::string>& arguments,
           const std::vector<std::string>& environment = {});
  /// Ends the command if it still runs.
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  int height() const { return height_; }
  int width() const { return width_; }

  /// Presses these keys: "\n" is Enter, "\x03" is Ctrl-C.
  void send(std::string_view keys);

  /// Reads until the command has written this text, after what was waited for
  /// last. False: it ended before, or was silent for half a minute.
  bool wait_for(std::string_view text);
  /// The same, but the text must be the last one written: a prompt.
  bool wait_for_prompt(std::string_view text = " > ");

  /// What has been written since the screen was last cleared, or at all,
  /// without colours: its rows, of which the last one is where the cursor is.
  /// A row that is wider than the terminal is still one.
  std::vector<std::string> rows() const;
  std::string screen() const;  ///< the same in one text
  /// All that was ever written, as it was, but for the "\r" at ends of lines.
  const std::string& written() const { return written_; }

  /// Reads to the end and gives the exit status; 128 + signal when one ended
  /// it; -1: it does not end.
  int status();

 private:
  bool read_some();

  int height_ = 0, width_ = 0;
  int fd_ = -1;
  pid_t pid_ = -1;
  int status_ = -1;
  std::string written_;
  std::size_t seen_ = 0;  // up to the end of what was waited for
};
