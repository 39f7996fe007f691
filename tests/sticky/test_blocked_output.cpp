// Whoever does not read our output cannot keep us from ending.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;

/// A pipe that takes nothing more.
struct full_pipe {
  full_pipe() {
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    const std::string some(65536, 'x');
    while (::write(ends[1], some.data(), some.size()) > 0) {
    }
    ::fcntl(ends[1], F_SETFL, 0);
  }
  ~full_pipe() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  full_pipe(const full_pipe&) = delete;
  full_pipe& operator=(const full_pipe&) = delete;
  int ends[2];
};

/// The command with these standard streams; killed with this object.
class running {
 public:
  running(std::vector<std::string> arguments, int out, int err) {
    arguments.insert(arguments.begin(), STICKY);
    std::vector<char*> argv;
    for (std::string& one : arguments) argv.push_back(one.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      ::signal(signal, SIG_DFL);
    }
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    ::dup2(::open("/dev/null", O_RDONLY), 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ~running() {
    if (ended_) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  running(const running&) = delete;
  running& operator=(const running&) = delete;

  /// False: it has not come to that in a minute.
  bool waits_in(long call, const std::string& first_argument = "") {
    const std::string wanted = std::to_string(call) + ' ' + first_argument;
    const int self = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    bool found = false;
    for (int i = 0; i < 60'000 && !found; ++i) {
      pollfd end{self, POLLIN, 0};
      if (::poll(&end, 1, 1) == 1) break;
      std::string now;
      std::ifstream file("/proc/" + std::to_string(pid_) + "/syscall");
      std::getline(file, now);
      found = now.starts_with(wanted);
    }
    ::close(self);
    return found;
  }

  /// Its exit status; 128 + signal if that ended it; -1 if it goes on.
  int ended_by(int signal) {
    ::kill(pid_, signal);
    pollfd end{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)), POLLIN, 0};
    const bool ended = ::poll(&end, 1, 60'000) == 1;
    ::close(end.fd);
    if (!ended) return -1;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }

 private:
  pid_t pid_;
  bool ended_ = false;
};

struct BlockedOutput : OwnNetwork {
  BlockedOutput() {
    std::string name = (fs::temp_directory_path() / "out_XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~BlockedOutput() override { fs::remove_all(folder); }

  std::string path(const char* name) const { return (folder / name).string(); }

  fs::path folder;
  full_pipe full;
  int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
};

const std::vector<std::vector<std::string>> commands{
    {"--help"},
    {"list"},
    {"show", "11"},
    {"tour"},
    {"step", "11"},
    {"trace", "--", "/bin/echo", "x"},
    {"trace", "--json", "-", "--", "/bin/echo", "x"},
    {"check", "11", "--shorts", "0"}};

TEST_F(BlockedOutput, EndsWithASignalInEachCommand) {
  for (const auto& command : commands) {
    running it(command, full.ends[1], nothing);
    ASSERT_TRUE(it.waits_in(SYS_write, "0x1 ")) << command[0];
    EXPECT_EQ(it.ended_by(SIGTERM), 128 + SIGTERM) << command[0];
  }
}

TEST_F(BlockedOutput, EndsWithEachSignal) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    running it({"list"}, full.ends[1], nothing);
    ASSERT_TRUE(it.waits_in(SYS_write, "0x1 "));
    EXPECT_EQ(it.ended_by(signal), 128 + signal);
  }
}

TEST_F(BlockedOutput, EndsThoughNobodyReadsTheError) {
  running it({"no_such_command"}, nothing, full.ends[1]);
  ASSERT_TRUE(it.waits_in(SYS_write, "0x2 "));
  EXPECT_EQ(it.ended_by(SIGTERM), 128 + SIGTERM);
}

// The record of a play that was ended is written all the same, if it is taken.
TEST_F(BlockedOutput, NeedsNoSecondSignalWhereTheFirstEndedThePlay) {
  std::ofstream(path("server")) << "kill -TERM $PPID; exec sleep 1000\n";
  running it({"trace", "--json", "-", "--", "/bin/sh", path("server")},
             full.ends[1], nothing);
  EXPECT_EQ(it.ended_by(0), 128 + SIGTERM);
}

TEST_F(BlockedOutput, EndsThoughNobodyReadsAPipeWithAName) {
  const std::string pipe = path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  running it({"trace", "--json", pipe, "--", "/bin/echo", "x"}, nothing,
             nothing);
  ASSERT_TRUE(it.waits_in(SYS_openat));
  EXPECT_EQ(it.ended_by(SIGTERM), 128 + SIGTERM);
}

TEST_F(BlockedOutput, EndsThoughNobodyWritesToAnInput) {
  const std::string pipe = path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  running opens({"trace", "--stdin", "server=" + pipe, "--", "/bin/cat"},
                nothing, nothing);
  ASSERT_TRUE(opens.waits_in(SYS_openat));
  EXPECT_EQ(opens.ended_by(SIGTERM), 128 + SIGTERM);
  const int both = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
  running reads({"trace", "--stdin", "server=" + pipe, "--", "/bin/cat"},
                nothing, nothing);
  ASSERT_TRUE(reads.waits_in(SYS_read));
  EXPECT_EQ(reads.ended_by(SIGTERM), 128 + SIGTERM);
  ::close(both);
}

}  // namespace
