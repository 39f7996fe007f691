#include "terminal.hpp"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "run.hpp"

namespace {

constexpr int patience = 30'000;  // ms

/// Without what sets colours, and the like: "\033[1m".
std::string without_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\033[") {
      plain += text[i];
      continue;
    }
    for (i += 2; i < text.size() && (text[i] < 0x40 || text[i] > 0x7e);) ++i;
  }
  return plain;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

Terminal::Terminal(int rows, int columns,
                   const std::vector<std::string>& arguments,
                   const std::vector<std::string>& environment)
    : height_(rows), width_(columns) {
  std::vector<std::string> words{STICKY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> given{"TERM=xterm"};
  given.insert(given.end(), environment.begin(), environment.end());
  std::vector<std::string> settings = settings_over_plain_ones(given);
  const std::vector<char*> argv = pointers(words), envp = pointers(settings);

  winsize size{};
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  pid_ = ::forkpty(&fd_, nullptr, nullptr, &size);
  if (pid_ == -1) throw std::runtime_error("forkpty failed");
  if (pid_ == 0) {
    // As from a shell, whatever runs the tests has done to its signals.
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGTTOU}) {
      ::signal(signal, SIG_DFL);
    }
    ::execve(STICKY, argv.data(), envp.data());
    ::_exit(127);
  }
}

Terminal::~Terminal() {
  if (status_ == -1 && pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (fd_ != -1) ::close(fd_);
}

void Terminal::send(std::string_view keys) {
  // A key press is far shorter than what a terminal holds.
  [[maybe_unused]] const ssize_t wrote = ::write(fd_, keys.data(), keys.size());
}

bool Terminal::read_some() {
  pollfd one{fd_, POLLIN, 0};
  if (::poll(&one, 1, patience) != 1) return false;
  std::array<char, 4096> some{};
  const ssize_t got = ::read(fd_, some.data(), some.size());
  if (got <= 0) return false;  // EIO: nobody has the other end any more
  const std::string_view text(some.data(), static_cast<std::size_t>(got));
  std::ranges::copy_if(text, std::back_inserter(written_),
                       [](char c) { return c != '\r'; });
  return true;
}

bool Terminal::wait_for(std::string_view text) {
  for (;;) {
    const std::size_t at = written_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!read_some()) return false;
  }
}

bool Terminal::wait_for_prompt(std::string_view text) {
  while (written_.size() < seen_ + text.size() || !written_.ends_with(text)) {
    if (!read_some()) return false;
  }
  seen_ = written_.size();
  return true;
}

std::string Terminal::screen() const {
  constexpr std::string_view clear = "\033[2J";
  const std::size_t at = written_.rfind(clear);
  return without_escapes(
      at == std::string::npos
          ? written_
          : std::string_view(written_).substr(at + clear.size()));
}

std::vector<std::string> Terminal::rows() const {
  std::vector<std::string> all(1);
  for (const char c : screen()) {
    if (c == '\n') {
      all.emplace_back();
    } else {
      all.back() += c;
    }
  }
  return all;
}

int Terminal::status() {
  if (status_ != -1) return status_;
  while (read_some()) {
  }
  pollfd one{fd_, POLLIN, 0};
  if (::poll(&one, 1, 0) == 0) return -1;  // silent, but not gone
  int status = 0;
  ::waitpid(pid_, &status, 0);
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return status_;
}
