// signal_itself NUMBER: what that signal does to it; prints "still here" if it
// goes on.
#include <csignal>
#include <cstdio>
#include <cstdlib>

int main(int, char** argv) {
  const int number = std::atoi(argv[1]);
  std::puts("before");
  std::fflush(stdout);
  if (number != SIGSTOP) std::signal(number, SIG_DFL);
  std::raise(number);
  std::puts("still here");
}
