// The command is ended at random moments, by every signal that ends programs:
// it does not hang, and leaves no process and no folder. The random delay is
// the point here; a moment that does harm is one that nobody would think of.
// A seed gives the same delays and signals again, as far as a machine does.
//
// STICKY_ENDS=2000 ends it so often in all; otherwise a hundred times.
// STICKY_ENDS_SEED=7 takes another seed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

long setting(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atol(text);
}

/// A folder for the temporary files of the command, for one test.
struct temporary_place {
  temporary_place() {
    std::string name = (fs::temp_directory_path() / "ends_XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~temporary_place() { fs::remove_all(path); }
  temporary_place(const temporary_place&) = delete;
  temporary_place& operator=(const temporary_place&) = delete;

  std::vector<std::string> content() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path))
      names.push_back(entry.path().filename());
    return names;
  }
  fs::path path;
};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What runs with this in its environment, by its command line.
std::vector<std::string> marked_by(const std::string& mark) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::string environment = '\0' + content(entry.path() / "environ");
    if (environment.find('\0' + mark + '\0') != std::string::npos)
      found.push_back(pid + " " + content(entry.path() / "cmdline"));
  }
  return found;
}

/// The command, running, with a terminal of its own or with /dev/null.
class running_command {
 public:
  running_command(std::vector<std::string> arguments, bool on_terminal,
                  const std::string& mark, const fs::path& folder) {
    arguments.insert(arguments.begin(), STICKY);
    std::vector<std::string> settings{"PATH=/usr/bin:/bin",
                                      "LC_ALL=C.UTF-8",
                                      "TERM=xterm",
                                      "ASAN_OPTIONS=detect_leaks=0",
                                      mark,
                                      "TMPDIR=" + folder.string()};
    std::vector<char*> argv, environment;
    for (std::string& word : arguments) argv.push_back(word.data());
    for (std::string& word : settings) environment.push_back(word.data());
    argv.push_back(nullptr);
    environment.push_back(nullptr);
    if (on_terminal) open_terminal();
    pid_ = ::fork();
    if (pid_ == 0) become(argv.data(), environment.data());
    pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  }
  ~running_command() {
    ::close(pidfd_);
    hang_up();
  }
  running_command(const running_command&) = delete;
  running_command& operator=(const running_command&) = delete;

  void type(const char* key) const {
    [[maybe_unused]] const ssize_t wrote = ::write(terminal_, key, 1);
  }
  /// The terminal is gone: SIGHUP from the kernel.
  void hang_up() {
    if (terminal_ != -1) ::close(terminal_);
    terminal_ = -1;
  }
  void end_by(int signal) const { ::kill(pid_, signal); }
  /// Reads what it draws meanwhile. False: it has not ended by then.
  bool ends_by(clock::time_point deadline) const {
    while (clock::now() < deadline) {
      pollfd items[] = {{pidfd_, POLLIN, 0}, {terminal_, POLLIN, 0}};
      const auto left = deadline - clock::now();
      const auto step = std::chrono::ceil<std::chrono::milliseconds>(left);
      ::poll(items, 2, static_cast<int>(step.count()));
      if (items[0].revents != 0) return true;
      char drawn[4096];
      if ((items[1].revents & POLLIN) != 0 &&
          ::read(terminal_, drawn, sizeof drawn) <= 0)
        return false;
    }
    return false;
  }
  int status() const {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return status;
  }

 private:
  void open_terminal() {
    terminal_ = ::open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    ::unlockpt(terminal_);
    char name[64] = {};
    ::ptsname_r(terminal_, name, sizeof name);
    slave_ = name;
  }
  [[noreturn]] void become(char* const* argv, char* const* environment) const {
    ::setsid();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
      ::signal(signal, SIG_DFL);
    const bool has_terminal = !slave_.empty();
    // Opened without O_NOCTTY by the leader of a session: it is its own.
    const int fd = ::open(has_terminal ? slave_.c_str() : "/dev/null", O_RDWR);
    for (const int standard : {0, 1, 2}) ::dup2(fd, standard);
    if (fd > 2) ::close(fd);
    ::execve(argv[0], argv, environment);
    ::_exit(127);
  }

  pid_t pid_ = -1;
  int pidfd_ = -1, terminal_ = -1;
  std::string slave_;
};

struct ended {
  const char* name;
  std::vector<std::string> arguments;
  int share;          ///< of a hundred ends
  int longest_delay;  ///< in ms; most plays of it take as long
  bool on_terminal = false;
};

class Ends : public OwnNetwork, public testing::WithParamInterface<ended> {
 protected:
  void end_once(int n);

  std::minstd_rand chance_;
  temporary_place folder_;
};

// Ends it at one moment, in one way, and looks at what is left.
void Ends::end_once(int n) {
  const ended& what = GetParam();
  const std::string mark =
      "STICKY_ENDED=" + std::to_string(::getpid()) + "." + std::to_string(n);
  const int signals[] = {SIGKILL, SIGTERM, SIGINT, SIGHUP};
  const int signal = signals[chance_() % 4];
  const auto delay = std::chrono::microseconds(
      chance_() % static_cast<unsigned>(what.longest_delay * 1000));
  running_command command(what.arguments, what.on_terminal, mark, folder_.path);
  const auto moment = clock::now() + delay;
  bool over = false;
  if (what.on_terminal) {
    // Keys in the meantime, so that its plays get on.
    for (; !over && clock::now() < moment;
         over = command.ends_by(std::min(moment, clock::now() + 5ms)))
      command.type(chance_() % 8 == 0 ? "b" : "n");
  } else {
    over = command.ends_by(moment);
  }
  if (signal == SIGHUP && what.on_terminal)
    command.hang_up();
  else
    command.end_by(signal);
  const auto patience = clock::now() + 20s;
  EXPECT_TRUE(command.ends_by(patience)) << "hangs after " << signal;
  if (testing::Test::HasFailure()) command.end_by(SIGKILL);
  const int status = command.status();
  EXPECT_TRUE(WIFEXITED(status) || WTERMSIG(status) == signal)
      << "crashed by signal " << WTERMSIG(status);
  std::vector<std::string> left;
  while (!(left = marked_by(mark)).empty() && clock::now() < patience)
    ::poll(nullptr, 0, 1);
  EXPECT_THAT(left, testing::IsEmpty());
}

TEST_P(Ends, AtRandomMomentsLeaveNothing) {
  const ended& what = GetParam();
  const long seed = setting("STICKY_ENDS_SEED", 1);
  const long times =
      std::max(1L, setting("STICKY_ENDS", 100) * what.share / 100);
  chance_.seed(static_cast<unsigned>(seed));
  for (int n = 0; n < times && !HasFailure(); ++n) {
    SCOPED_TRACE(std::string(what.name) + ", end " + std::to_string(n) +
                 " of seed " + std::to_string(seed));
    end_once(n);
  }
  // A folder that SIGKILL left is swept by who comes next.
  if (what.arguments.back().ends_with(".cpp")) {
    sticky(what.arguments,
           {.environment = {"TMPDIR=" + folder_.path.string()}});
    EXPECT_THAT(folder_.content(), testing::IsEmpty());
  }
}

const ended commands[] = {
    {"Show", {"show", "11"}, 15, 300},
    {"Threads", {"trace", "--", RESTLESS, "threads"}, 20, 250},
    {"Children", {"trace", "--", RESTLESS, "children"}, 20, 250},
    {"BothInOrder",
     {"trace", "--cues", "server:listen", "--", RESTLESS, "both"},
     20,
     250},
    {"Check", {"check", "22", "--jobs", "2"}, 10, 300},
    {"CheckFile",
     {"check", "--schedules", "1", "22",
      LESSONS "/22_struct_header/client.cpp"},
     3,
     1500},
    {"Step", {"step", "11"}, 12, 300, true},
};
INSTANTIATE_TEST_SUITE_P(Of, Ends, testing::ValuesIn(commands),
                         [](const testing::TestParamInfo<ended>& one) {
                           return one.param.name;
                         });

}  // namespace
