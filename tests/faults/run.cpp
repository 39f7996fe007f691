#include "run.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "calls.hpp"
#include "descendants.hpp"

namespace faults {
namespace {

namespace fs = std::filesystem;
using clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(std::string("faults: ") + what + ": " +
                           std::strerror(errno));
}

struct descriptor {
  int fd = -1;
  explicit descriptor(int from = -1) : fd(from) {}
  descriptor(descriptor&& other) noexcept : fd(std::exchange(other.fd, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(fd, other.fd);
    return *this;
  }
  ~descriptor() {
    if (fd != -1) ::close(fd);
  }
};

std::string contents(const descriptor& file) {
  std::string text;
  char some[4096];
  off_t at = 0;
  for (ssize_t n = 0; (n = ::pread(file.fd, some, sizeof some, at)) > 0;
       at += n)
    text.append(some, static_cast<std::size_t>(n));
  return text;
}

int listener_from(int channel) {
  char byte = 0;
  iovec bytes{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  int listener = -1;
  if (::recvmsg(channel, &message, MSG_CMSG_CLOEXEC) <= 0) return -1;
  if (const cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr)
    std::memcpy(&listener, CMSG_DATA(header), sizeof listener);
  return listener;
}

// A folder of its own for each run: what is left there was left by the command.
class temporary {
 public:
  temporary() {
    std::string name = (fs::temp_directory_path() / "faults.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) fail("mkdtemp");
    path = name;
  }
  ~temporary() {
    std::error_code none;
    fs::remove_all(path, none);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(path))
      all.push_back(entry.path().filename().string());
    return all;
  }
  fs::path path;
};

// One run of the command.
class run_of {
 public:
  run_of(const command& what, const std::optional<fault>& wanted,
         bool watch_all)
      : wanted_(wanted), watch_all_(watch_all), patience_(what.patience) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    out_ = descriptor(::memfd_create("out", MFD_CLOEXEC));
    err_ = descriptor(::memfd_create("err", MFD_CLOEXEC));
    start(what);
  }

  outcome end() {
    const auto deadline = clock::now() + patience_;
    while (!over_ && clock::now() < deadline) look(100);
    if (!over_) {
      came_.hung = true;
      came_.stuck = where_is(pid_);
    }
    // Who still lives may wait for an answer.
    came_.orphans = end_descendants(pid_, over_, [this] { look(1); });
    came_.out = contents(out_);
    came_.err = contents(err_);
    came_.left = folder_.names();
    return std::move(came_);
  }

 private:
  void start(const command& what) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
      fail("socketpair");
    descriptor mine(ends[0]), theirs(ends[1]);
    constexpr int channel = 200;  // no number that the command may use
    std::string calls = std::to_string(channel);
    if (watch_all_)
      calls += " all";
    else
      calls += " " + std::to_string(wanted_ ? wanted_->call.number : -1);
    std::vector<std::string> words = what.words;
    std::vector<std::string> settings{
        "PATH=/usr/bin:/bin",
        "LC_ALL=C.UTF-8",
        "LD_PRELOAD=" FAULTS_HOOK,
        "ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0",
        "TMPDIR=" + folder_.path.string(),
        "STICKY_FAULTS=" + calls};
    const auto pointers = [](std::vector<std::string>& texts) {
      std::vector<char*> all;
      for (std::string& text : texts) all.push_back(text.data());
      all.push_back(nullptr);
      return all;
    };
    const auto argv = pointers(words), environment = pointers(settings);
    pid_ = ::fork();
    if (pid_ == -1) fail("fork");
    if (pid_ == 0) {
      const int nothing = ::open("/dev/null", O_RDONLY);
      ::dup2(nothing, 0);
      ::dup2(out_.fd, 1);
      ::dup2(err_.fd, 2);
      ::dup2(theirs.fd, channel);
      ::close_range(3, channel - 1, 0);
      if (what.inherits) ::dup2(0, 3);
      ::execve(argv[0], argv.data(), environment.data());
      ::_exit(126);
    }
    theirs = descriptor();
    listener_ = descriptor(listener_from(mine.fd));
    if (listener_.fd == -1) {
      ::waitpid(pid_, nullptr, 0);
      throw std::runtime_error("faults: cannot watch " + what.words[0] + ": " +
                               contents(err_));
    }
    process_ = descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  }

  void look(int longest) {
    // Once it is over, only its descendants may still ask.
    pollfd both[] = {{listener_.fd, POLLIN, 0},
                     {over_ ? -1 : process_.fd, POLLIN, 0}};
    ::poll(both, 2, longest);
    if ((both[0].revents & POLLIN) != 0) answer();
    // Nobody is left who could ask.
    if (over_ && (both[0].revents & POLLHUP) != 0) ::poll(nullptr, 0, 1);
    if ((both[1].revents & POLLIN) == 0) return;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return;
    came_.status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    over_ = true;
  }

  void answer() {
    seccomp_notif notice{};
    if (::ioctl(listener_.fd, SECCOMP_IOCTL_NOTIF_RECV, &notice) == -1) return;
    seccomp_notif_resp reply{};
    reply.id = notice.id;
    reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    if (notice.data.nr == SYS_exit_group && notice.pid == unsigned(pid_))
      came_.open = open_in(pid_);
    if (fails(notice)) {
      ++came_.injected;
      reply.flags = 0;
      reply.error = -wanted_->error;
    }
    // Fails if it was killed meanwhile, which is as well.
    ::ioctl(listener_.fd, SECCOMP_IOCTL_NOTIF_SEND, &reply);
  }

  bool fails(const seccomp_notif& notice) {
    if (watch_all_) ++came_.uses[use_of(notice)];
    if (!wanted_ || notice.data.nr != wanted_->call.number) return false;
    if (!wanted_->any_use && use_of(notice) != wanted_->call) return false;
    ++used_;
    return wanted_->from_then_on ? used_ >= wanted_->nth
                                 : used_ == wanted_->nth;
  }

  std::optional<fault> wanted_;
  bool watch_all_ = false, over_ = false;
  std::chrono::seconds patience_;
  int used_ = 0;
  pid_t pid_ = -1;
  temporary folder_;
  descriptor out_, err_, listener_, process_;
  outcome came_;
};

}  // namespace

outcome run(const command& what, bool watch_all) {
  return run_of(what, {}, watch_all).end();
}

outcome run(const command& what, const fault& wanted) {
  return run_of(what, wanted, false).end();
}

std::string why_not() {
#if defined(__SANITIZE_THREAD__)
  return "ThreadSanitizer starts a program at the address it wants";
#else
  std::ifstream in("/proc/sys/kernel/randomize_va_space");
  int random = 0;
  if (in >> random && random == 0)
    return "addresses are not random here (kernel.randomize_va_space): the "
           "programs on the stage could not be told from the stage";
  try {
    const outcome nothing = run({{"/bin/true"}}, true);
    return nothing.status == 0 ? "" : "/bin/true fails while it is watched";
  } catch (const std::exception& error) {
    return error.what();
  }
#endif
}

}  // namespace faults
