#include "untraced.hpp"

#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ostream>

#include "plays.hpp"
#include "stage/tracer/terminal.hpp"

namespace {

[[noreturn]] void become(char* const* argv, int in, int out, int err) {
  ::setpgid(0, 0);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int signal = 1; signal < 32; ++signal) ::signal(signal, SIG_DFL);
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  ::execvp(argv[0], argv);
  ::_exit(127);
}

// Reaps what has ended; false once nothing is left.
bool reap(pid_t first, outcome& result, bool& first_has_ended) {
  int status = 0;
  pid_t pid = 0;
  while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0) {
    if (pid != first) continue;
    first_has_ended = true;
    if (WIFEXITED(status)) {
      result.exit = WEXITSTATUS(status);
    } else if (const char* name = ::sigabbrev_np(WTERMSIG(status))) {
      result.signal = std::string("SIG") + name;
    } else {
      result.signal = "signal " + std::to_string(WTERMSIG(status));
    }
  }
  return pid == 0;
}

void end_all() {
  for (const leftover& one : processes_of_this_test()) ::kill(one.pid, SIGKILL);
}

}  // namespace

std::ostream& operator<<(std::ostream& to, const outcome& one) {
  if (one.exit) to << "exit " << *one.exit;
  return to << one.signal << ", " << one.out.size() << " bytes of output:\n"
            << one.out.substr(0, 2000) << "\nand " << one.err.size()
            << " of errors:\n"
            << one.err.substr(0, 2000);
}

outcome run_untraced(const stage::program& program, bool stays) {
  const stage::descriptor input = stage::input_file(program.input);
  stage::output_terminal out, err;
  std::vector<char*> argv;
  for (const std::string& word : program.argv)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);

  // Its children are ours when it has gone, so that we see the last of them.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t first = ::fork();
  if (first == 0)
    become(argv.data(), input.get(), out.program_end(), err.program_end());

  outcome result;
  using clock = std::chrono::steady_clock;
  const auto deadline = clock::now() + std::chrono::seconds(100);
  bool first_has_ended = false, late = false;
  while (reap(first, result, first_has_ended)) {
    result.out += out.drain();
    result.err += err.drain();
    if (!late && clock::now() > deadline) {
      late = true;
      ADD_FAILURE() << program.argv.back() << " does not end untraced";
    }
    if (late || (stays && first_has_ended)) end_all();
    ::poll(nullptr, 0, 1);
  }
  result.out += out.drain();
  result.err += err.drain();
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
  return result;
}
