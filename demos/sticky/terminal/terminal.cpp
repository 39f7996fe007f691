#include "sticky/terminal/terminal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "sticky/delivery.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "view/layout/columns.hpp"

namespace sticky {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

/// The first of these that is set and not empty, as locales are looked up.
std::string_view first_of(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (!variable(name).empty()) return variable(name);
  }
  return {};
}

bool writes_utf8() {
  if (std::setlocale(LC_CTYPE, "") != nullptr) {
    return std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
  }
  // A locale that is not installed here, as often over ssh: its name tells what
  // the terminal shows.
  const std::string_view name = first_of({"LC_ALL", "LC_CTYPE", "LANG"});
  return name.find("UTF-8") != name.npos || name.find("utf8") != name.npos;
}

winsize window() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
  return size;
}

int width_of_terminal() {
  const std::string_view columns = variable("COLUMNS");
  int width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (width <= 0) width = window().ws_col;
  return width <= 0 ? 80 : std::clamp(width, 60, 1000);
}

}  // namespace

void keep_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // open() takes the lowest free number. Writing to it fails, as it should.
    if (::fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
      ::open("/dev/null", O_RDONLY);
    }
  }
}

view::style style_of_output() {
  view::style style;
  style.utf8 = writes_utf8();
  if (::isatty(STDOUT_FILENO) == 1) {
    style.width = width_of_terminal();
    style.colour = variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  }
  if (style.utf8 &&
      first_of({"LC_ALL", "LC_MESSAGES", "LANG"}).starts_with("zh")) {
    style.language = view::language::chinese;
  }
  return style;
}

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

int terminal_rows() {
  return ::isatty(STDOUT_FILENO) == 1 ? window().ws_row : 0;
}

void print(std::string_view text) {
  switch (delivery().write(STDOUT_FILENO, text)) {
    case delivery::outcome::whole:
      return;
    case delivery::outcome::closed:
      throw closed_output{};
    case delivery::outcome::interrupted:
      throw interrupted{caught_signal()};
    case delivery::outcome::failed:
      throw play::explained_error(
          {play::because::output_not_written, {std::strerror(errno)}});
  }
}

void complain(std::string_view text) {
  // Arguments of all kinds are repeated in errors. If nobody hears it, there is
  // nobody to tell that either.
  delivery().write(STDERR_FILENO,
                   fmt::format("sticky: {}\n", view::harmless(text, true)));
}

std::string in_lines(std::string_view text, int width,
                     std::string_view between) {
  std::vector<std::string> lines = view::wrapped(text, width);
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return fmt::format("{}", fmt::join(lines, between));
}

std::string bold(const view::style& style, std::string_view text) {
  return style.colour ? fmt::format("\033[1m{}\033[0m", text)
                      : std::string(text);
}

}  // namespace sticky
