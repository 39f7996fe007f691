#include "run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "stage/stage.hpp"

namespace {

struct channel {
  channel() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == -1) {
      throw std::runtime_error("pipe2 failed");
    }
    read = ends[0];
    write = ends[1];
  }
  ~channel() {
    close_read();
    close_write();
  }
  channel(const channel&) = delete;
  channel& operator=(const channel&) = delete;
  void close_read() {
    if (read != -1) ::close(read);
    read = -1;
  }
  void close_write() {
    if (write != -1) ::close(write);
    write = -1;
  }
  int read = -1, write = -1;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// Reads what is there; closes the descriptor at the end of the stream.
void drain(channel& from, std::string& to) {
  std::array<char, 4096> some{};
  const ssize_t got = ::read(from.read, some.data(), some.size());
  if (got > 0) {
    to.append(some.data(), static_cast<std::size_t>(got));
  } else {
    from.close_read();
  }
}

Outcome run(std::vector<std::string> words, const Surroundings& around) {
  channel in, out, err;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in.read, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.write, 1);
  ::posix_spawn_file_actions_adddup2(&actions, err.write, 2);
  // As from a shell, whatever runs the tests has done to its signals.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  sigset_t signals;
  ::sigemptyset(&signals);
  ::posix_spawnattr_setsigmask(&attributes, &signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
    ::sigaddset(&signals, signal);
  }
  ::posix_spawnattr_setsigdefault(&attributes, &signals);

  std::vector<std::string> settings =
      settings_over_plain_ones(around.environment);
  pid_t pid = -1;
  if (around.reader_gone) out.close_read();
  const int failed =
      ::posix_spawn(&pid, words[0].c_str(), &actions, &attributes,
                    pointers(words).data(), pointers(settings).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (failed != 0) throw std::runtime_error("cannot start " + words[0]);
  in.close_read();
  out.close_write();
  err.close_write();

  // Scripts of keys are short: they fit into the pipe.
  ::signal(SIGPIPE, SIG_IGN);
  [[maybe_unused]] const ssize_t wrote =
      ::write(in.write, around.input.data(), around.input.size());
  // Whoever waits for a signal must not see the end of the input before it.
  bool signalled = around.signal == 0;
  if (signalled) in.close_write();

  Outcome outcome;
  while (out.read != -1 || err.read != -1) {
    pollfd both[] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}};
    ::poll(both, 2, -1);
    if (both[0].revents != 0) drain(out, outcome.out);
    if (both[1].revents != 0) drain(err, outcome.err);
    if (!signalled &&
        outcome.out.find(around.signal_after) != std::string::npos) {
      ::kill(pid, around.signal);
      signalled = true;
    }
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  outcome.status =
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace

std::vector<std::string> settings_over_plain_ones(
    const std::vector<std::string>& given) {
  // A program built with AddressSanitizer cannot look for leaks while it is
  // traced, and would end with 1.
  std::vector<std::string> all{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
                               "ASAN_OPTIONS=detect_leaks=0"};
  for (const std::string& setting : given) {
    const std::string name = setting.substr(0, setting.find('=') + 1);
    std::erase_if(all,
                  [&](const std::string& s) { return s.starts_with(name); });
    all.push_back(setting);
  }
  return all;
}

Outcome sticky(const std::vector<std::string>& arguments,
               const Surroundings& around) {
  std::vector<std::string> words{STICKY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run(words, around);
}

Outcome bash(std::string line) {
  const std::string launcher = "./sticky";
  if (const auto at = line.find(launcher); at != std::string::npos) {
    line.replace(at, launcher.size(), "'" STICKY "'");
  }
  return run({"/bin/bash", "-c", line}, {});
}

void OwnNetwork::SetUp() {
  if (const play::reason& why = stage::no_own_network(); !why.empty()) {
    GTEST_SKIP() << why;
  }
}

OwnFolder::OwnFolder() {
  std::string name =
      (std::filesystem::temp_directory_path() / "test_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), name);
  folder = name;
}

OwnFolder::~OwnFolder() {
  std::filesystem::remove_all(folder);
}

std::string OwnFolder::path(const std::string& name) const {
  return (folder / name).string();
}

std::string OwnFolder::contents(const std::string& name) const {
  std::ifstream in(folder / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t lines(const std::string& text) {
  const auto ends = std::count(text.begin(), text.end(), '\n');
  return static_cast<std::size_t>(ends) +
         (text.empty() || text.ends_with('\n') ? 0 : 1);
}
