#include "sticky/terminal/screen.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace sticky {

bool is_screen() {
  const char* const term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr &&
         std::string_view(term) != "dumb";
}

int screen_columns() {
  winsize size{};
  const bool known =
      ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return (known ? size.ws_col : 80) - 1;
}

bool screen_takes_text() {
  pollfd screen{STDERR_FILENO, POLLOUT, 0};
  return ::poll(&screen, 1, 0) == 1;
}

}  // namespace sticky
