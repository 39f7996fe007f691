#include "sticky/compiler.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "stage/descriptor.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"

namespace sticky {
namespace {

constexpr int patience = 1000;  // ms, to remove its temporary files

struct pipe_ends {
  stage::descriptor read, write;
};

pipe_ends make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) == -1) {
    throw play::explained_error({play::because::no_free_descriptor, {"pipe2"}});
  }
  return {stage::descriptor(ends[0]), stage::descriptor(ends[1])};
}

/// Waits until one of the two is readable or has ended. True: the first.
bool first_of(int one, int other, int limit = -1) {
  pollfd both[] = {{one, POLLIN, 0}, {other, POLLIN, 0}};
  while (::poll(both, 2, limit) == -1 && errno == EINTR) {
  }
  return both[0].revents != 0;
}

pid_t wait_for(pid_t pid, int* status) {
  pid_t ended = -1;
  do {
    ended = ::waitpid(pid, status, 0);
  } while (ended == -1 && errno == EINTR);
  return ended;
}

/// The whole group: first in a way that lets it clear up.
void end_group(pid_t group, int ended) {
  ::kill(-group, SIGTERM);
  first_of(ended, -1, patience);
  ::kill(-group, SIGKILL);
}

[[noreturn]] void become(char** argv, int trouble) {
  for (const int signal : {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGPIPE})
    ::signal(signal, SIG_DFL);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  ::execvp(argv[0], argv);
  const int why = errno;
  [[maybe_unused]] const ssize_t wrote = ::write(trouble, &why, sizeof why);
  ::_exit(127);
}

/// Leads the compiler's group, and outlives the command: when `life` ends, the
/// command has gone, and the group goes too. Gives no sign of itself else.
[[noreturn]] void guard(char** argv, pipe_ends life, pipe_ends end,
                        pipe_ends over) {
  life.write = stage::descriptor();
  end.read = stage::descriptor();
  ::setpgid(0, 0);
  // Its group gets these, and it must see that through. A compiler in the
  // background may print all the same (SIGTTOU).
  for (const int signal : {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGTTOU})
    ::signal(signal, SIG_IGN);
  const pid_t compiler = ::fork();
  if (compiler == -1) ::_exit(126);
  if (compiler == 0) {
    over.read = stage::descriptor();
    // Not close-on-exec: it ends with the last process that the compiler has.
    ::fcntl(over.write.get(), F_SETFD, 0);
    become(argv, end.write.get());
  }
  over.write = stage::descriptor();
  if (!first_of(over.read.get(), life.read.get())) {
    end_group(::getpgrp(), over.read.get());
  }
  int status = 0;
  wait_for(compiler, &status);
  ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 126);
}

}  // namespace

int run_compiler(std::vector<std::string> line,
                 const std::filesystem::path& folder, const words& say) {
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  pipe_ends life = make_pipe(), end = make_pipe(), over = make_pipe();
  const pid_t group = ::fork();
  if (group == -1) {
    throw failure(say.format("fork: {}; end some programs",
                             "fork：{}；请结束一些程序", std::strerror(errno)));
  }
  if (group == 0) {
    ::setenv("TMPDIR", folder.c_str(), 1);
    guard(argv.data(), std::move(life), std::move(end), std::move(over));
  }
  ::setpgid(group, group);
  over = pipe_ends();
  end.write = stage::descriptor();
  int trouble = 0, status = 0;
  const bool told = first_of(end.read.get(), signal_descriptor());
  if (!told) end_group(group, end.read.get());
  const bool cannot_run =
      told && ::read(end.read.get(), &trouble, sizeof trouble) ==
                  static_cast<ssize_t>(sizeof trouble);
  wait_for(group, &status);
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  if (cannot_run) {
    throw failure(say.format("{}: {}; install a C++ compiler, then build again",
                             "{}：{}；请安装 C++ 编译器，再重新构建", line[0],
                             std::strerror(trouble)));
  }
  return status;
}

}  // namespace sticky
