#include "sticky/check/progress.hpp"

#include <unistd.h>

#include <string_view>

#include "sticky/check/words.hpp"
#include "sticky/delivery.hpp"
#include "sticky/terminal/screen.hpp"
#include "view/layout/columns.hpp"

namespace sticky {
namespace {

using namespace std::chrono_literals;

/// To the first column, and nothing from there on.
constexpr std::string_view erased = "\r\033[K";

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
      view::line().add(so_far(now, say_)).clipped(screen_columns()).text(false);
  line.pop_back();  // its newline
  // Progress that cannot be shown is no reason to stop.
  if (line == shown_ || !screen_takes_text()) return;
  delivery().write(STDERR_FILENO, std::string(erased) + line);
  shown_ = line;
}

}  // namespace sticky
