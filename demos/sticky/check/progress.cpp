#include "sticky/check/progress.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "sticky/check/words.hpp"
#include "sticky/delivery.hpp"
#include "view/layout/columns.hpp"

namespace sticky {
namespace {

using namespace std::chrono_literals;

/// To the first column, and nothing from there on.
constexpr std::string_view erased = "\r\033[K";

/// A terminal that can erase a line.
bool is_screen() {
  const char* const term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr &&
         std::string_view(term) != "dumb";
}

/// One less than the terminal has: in the last one some begin a new line.
int columns_to_use() {
  winsize size{};
  const bool known =
      ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return (known ? size.ws_col : 80) - 1;
}

/// A terminal that is held (Ctrl-S) takes nothing.
bool takes_text() {
  pollfd screen{STDERR_FILENO, POLLOUT, 0};
  return ::poll(&screen, 1, 0) == 1;
}

}  // namespace

progress_line::progress_line(const words& say)
    : say_(say), on_terminal_(is_screen()) {}

progress_line::~progress_line() {
  if (!shown_.empty()) delivery().write(STDERR_FILENO, erased);
}

void progress_line::show(const check::progress& now) {
  if (!on_terminal_ || clock::now() - last_ < 100ms) return;
  last_ = clock::now();
  std::string line =
      view::line().add(so_far(now, say_)).clipped(columns_to_use()).text(false);
  line.pop_back();  // its newline
  // Progress that cannot be shown is no reason to stop.
  if (line == shown_ || !takes_text()) return;
  delivery().write(STDERR_FILENO, std::string(erased) + line);
  shown_ = line;
}

}  // namespace sticky
