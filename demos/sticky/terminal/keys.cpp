#include "sticky/terminal/keys.hpp"

#include <poll.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>

#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"

namespace sticky {
namespace {

constexpr int escape = 0x1b;
constexpr int end_of_text = 0x04;  // Ctrl-D

/// A terminal sends the bytes of one key together.
bool more_waits() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 20) == 1;
}

/// Once what was printed is out; at once if a signal asks us to end meanwhile,
/// for a terminal that is held (Ctrl-S) may never take it.
void set_mode(const termios& mode) {
  const wakeful the_wait_ends;
  while (::tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == -1 && errno == EINTR) {
    if (caught_signal() == 0) continue;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &mode);
    return;
  }
}

}  // namespace

keys::keys() {
  if (::tcgetattr(STDIN_FILENO, &former_) != 0) return;
  from_terminal_ = true;
  take_single_keys();
}

void keys::take_single_keys() {
  termios single = former_;
  single.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  single.c_cc[VMIN] = 1;
  single.c_cc[VTIME] = 0;
  set_mode(single);
}

keys::~keys() {
  if (from_terminal_) set_mode(former_);
}

int keys::read_byte() {
  for (;;) {
    pollfd both[] = {{STDIN_FILENO, POLLIN, 0},
                     {signal_descriptor(), POLLIN, 0}};
    if (::poll(both, 2, -1) == -1) {
      if (errno != EINTR) return -1;
      // After Ctrl-Z and fg the terminal is as the shell likes it.
      if (from_terminal_) take_single_keys();
    }
    if (caught_signal() != 0) throw interrupted{caught_signal()};
    if (both[0].revents == 0) continue;
    unsigned char byte = 0;
    const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
    if (got == 1) return byte;
    if (got == 0 || errno != EINTR) return -1;
  }
}

char keys::escape_sequence() {
  // ESC [ C is Right, D is Left, 5~ is Page Up, 6~ is Page Down.
  if (!more_waits() || read_byte() != '[') return '\0';
  int byte = read_byte();
  const int first = byte;
  while (byte != -1 && (byte < 0x40 || byte > 0x7e)) byte = read_byte();
  if (byte == 'C' || (byte == '~' && first == '6')) return 'n';
  if (byte == 'D' || (byte == '~' && first == '5')) return 'b';
  return '\0';
}

char keys::next() {
  for (;;) {
    const int byte = read_byte();
    if (byte == -1 || byte == end_of_text) return 'q';
    if (byte == '\n' || byte == '\r') {
      const bool empty_line = !in_line_;
      in_line_ = false;
      if (empty_line) return 'n';
      continue;
    }
    if (from_terminal_) {
      if (byte == ' ') return 'n';
      if (byte == 0x7f || byte == '\b') return 'b';
      if (byte == escape) {
        if (const char key = escape_sequence(); key != '\0') return key;
        continue;
      }
    } else if (std::isspace(byte) != 0) {
      continue;
    } else {
      in_line_ = true;
    }
    return static_cast<char>(std::tolower(byte));
  }
}

}  // namespace sticky
