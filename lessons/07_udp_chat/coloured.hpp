// How a name looks: coloured for a person at a terminal; plain when somebody
// else reads or writes (a file, a pipe), and where NO_COLOR is set
// (https://no-color.org).
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <string>

inline std::string coloured(const std::string& name) {
  const char* const no_color = std::getenv("NO_COLOR");
  const bool plain = ::isatty(STDIN_FILENO) == 0 ||
                     ::isatty(STDOUT_FILENO) == 0 ||
                     (no_color != nullptr && *no_color != '\0');
  return plain ? name : "\033[1;44m" + name + "\033[0m";
}
