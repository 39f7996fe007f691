// Runs a command and keeps what it writes: the part of lessons 09 and 10 that
// is no socket. Whoever may name the command may do all that the server's user
// may do.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include "kit/check.hpp"
#include "kit/sockets/unique_fd.hpp"

extern char** environ;

constexpr std::size_t most_output = 4 << 20;  // bytes, both streams together
constexpr int most_silence = 5'000;           // milliseconds without output

struct output {
  std::string out, err;
  std::string cut_off;  // why the command was ended; "": it ended by itself
};

// The commands do not inherit this socket or pipe. One that stays in the
// background would hold the client's connection open.
inline void keep_from_commands(int fd) {
  kit::check(::fcntl(fd, F_SETFD, FD_CLOEXEC), "fcntl");
}

// The shell and what it starts; ended when this goes out of scope. A command
// that leaves the group (setsid) escapes: this is no sandbox.
struct process_group {
  pid_t leader = -1;
  process_group() = default;
  process_group(const process_group&) = delete;
  process_group& operator=(const process_group&) = delete;
  ~process_group() {
    if (leader == -1) return;
    ::kill(-leader, SIGKILL);
    while (::waitpid(leader, nullptr, 0) == -1 && errno == EINTR) continue;
  }
};

struct pipe_ends {
  kit::unique_fd reads, writes;
  pipe_ends() {
    int both[2];
    kit::check(::pipe(both), "pipe");
    reads.reset(both[0]);
    writes.reset(both[1]);
    keep_from_commands(both[0]);
    keep_from_commands(both[1]);
  }
};

// Starts `/bin/sh -c command` with nothing to read and these two to write to.
inline void start(process_group& group, std::string command, int out, int err) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out, 1);
  ::posix_spawn_file_actions_adddup2(&actions, err, 2);
  posix_spawnattr_t own_group;
  ::posix_spawnattr_init(&own_group);
  ::posix_spawnattr_setflags(&own_group, POSIX_SPAWN_SETPGROUP);
  std::string shell = "/bin/sh", flag = "-c";
  char* const argv[] = {shell.data(), flag.data(), command.data(), nullptr};
  const int error = ::posix_spawn(&group.leader, shell.c_str(), &actions,
                                  &own_group, argv, environ);
  ::posix_spawnattr_destroy(&own_group);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    group.leader = -1;
    kit::throw_system_error(error, "posix_spawn of /bin/sh");
  }
}

// Both pipes at once: who reads the one to its end before the other waits for
// ever when the command fills the other (64 KiB on Linux).
inline output run_command(const std::string& command) {
  pipe_ends out, err;
  process_group group;
  start(group, command, out.writes.get(), err.writes.get());
  out.writes.reset();  // only the command has them now: it ends, they end
  err.writes.reset();
  output said;
  while (out.reads || err.reads) {
    pollfd both[] = {{out.reads.get(), POLLIN, 0},  // -1: not looked at
                     {err.reads.get(), POLLIN, 0}};
    const int ready = ::poll(both, 2, most_silence);
    if (ready == -1 && errno == EINTR) continue;
    if (kit::check(ready, "poll") == 0) {
      said.cut_off = "silent for 5 seconds";
      break;
    }
    const bool from_out = both[0].revents != 0;
    std::array<char, 65536> room;
    const std::size_t left = most_output - said.out.size() - said.err.size();
    const ssize_t n =
        kit::check(::read((from_out ? out : err).reads.get(), room.data(),
                          std::min(room.size(), left)),
                   "read from a pipe");
    if (n == 0) (from_out ? out : err).reads.reset();
    (from_out ? said.out : said.err)
        .append(room.data(), static_cast<std::size_t>(n));
    if (static_cast<std::size_t>(n) == left) {
      said.cut_off = "cut off at " + std::to_string(most_output) + " bytes";
      break;
    }
  }
  return said;
}
