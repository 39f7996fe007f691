#include "stage/tracee.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <system_error>

#include "stage/filter.hpp"

namespace stage {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Between fork and exec: only async-signal-safe calls.
[[noreturn]] void become(char* const* argv, char* const* environment,
                         const standard_streams& streams,
                         const own_network* network, bool same_each_time,
                         int go, int* exec_error) {
  const auto give_up = [exec_error]() {
    *exec_error = errno;
    ::_exit(127);
  };
  ::setpgid(0, 0);  // Ctrl-C is for the stage, which ends the programs
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGHUP})
    ::signal(signal, SIG_DFL);

  char byte;
  if (::read(go, &byte, 1) != 1) ::_exit(127);  // the stage seizes us first
  if (network != nullptr && !network->enter()) give_up();
  if (::dup2(streams.in, 0) == -1 || ::dup2(streams.out, 1) == -1 ||
      ::dup2(streams.err, 2) == -1)
    give_up();
  if (same_each_time)
    ::personality(static_cast<unsigned long>(::personality(~0UL)) |
                  ADDR_NO_RANDOMIZE);
  ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  if (!install_filter()) give_up();
  ::execvpe(argv[0], argv, environment);
  give_up();
  ::_exit(127);
}

// LeakSanitizer stops the world by ptrace, which is taken: a program built with
// AddressSanitizer would fail at its end. Python's sets and dictionaries are
// ordered by chance, unless told otherwise.
std::vector<std::string> environment(bool same_each_time) {
  std::vector<std::string> all;
  std::string options = "ASAN_OPTIONS=detect_leaks=0";
  if (same_each_time) all.emplace_back("PYTHONHASHSEED=0");
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (text.starts_with("ASAN_OPTIONS="))
      options = std::string(text) + ":detect_leaks=0";
    else if (!same_each_time || !text.starts_with("PYTHONHASHSEED="))
      all.emplace_back(text);
  }
  all.push_back(std::move(options));
  return all;
}

std::vector<char*> pointers_to(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words)
    pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

started start_program(const std::vector<std::string>& argv,
                      const standard_streams& streams,
                      const own_network* network, bool same_each_time) {
  const auto variables = environment(same_each_time);
  const auto argv_pointers = pointers_to(argv);
  const auto variable_pointers = pointers_to(variables);

  started child;
  void* shared = ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) fail("mmap");
  child.exec_error = static_cast<int*>(shared);

  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) == -1) {
    forget_exec_error(child);
    fail("pipe2");
  }
  const descriptor go_read(pipe_ends[0]);
  const descriptor go_write(pipe_ends[1]);

  child.pid = ::fork();
  if (child.pid == 0)
    become(argv_pointers.data(), variable_pointers.data(), streams, network,
           same_each_time, go_read.get(), child.exec_error);
  if (child.pid == -1) {
    forget_exec_error(child);
    fail("fork");
  }
  ::setpgid(child.pid, child.pid);
  const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD |
                       PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK |
                       PTRACE_O_TRACEVFORK | PTRACE_O_TRACEVFORKDONE |
                       PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
  if (::ptrace(PTRACE_SEIZE, child.pid, nullptr, options) == -1) {
    const int why = errno;
    ::kill(child.pid, SIGKILL);
    wait_for(child.pid, nullptr);
    forget_exec_error(child);
    errno = why;
    fail("ptrace");
  }
  if (::write(go_write.get(), "", 1) != 1) fail("write");
  return child;
}

pid_t wait_for(pid_t pid, int* status, int options) {
  for (;;) {
    const pid_t ended = ::waitpid(pid, status, options | __WALL);
    if (ended != -1 || errno != EINTR) return ended;
  }
}

void forget_exec_error(started& child) noexcept {
  if (child.exec_error != nullptr) ::munmap(child.exec_error, sizeof(int));
  child.exec_error = nullptr;
}

bool resume(pid_t tid, int signal) noexcept {
  return ::ptrace(PTRACE_CONT, tid, nullptr, signal) == 0;
}

bool resume_until_exit(pid_t tid) noexcept {
  return ::ptrace(PTRACE_SYSCALL, tid, nullptr, 0) == 0;
}

std::optional<call_entry> entry_of(pid_t tid) noexcept {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) <= 0 ||
      info.op != PTRACE_SYSCALL_INFO_SECCOMP)
    return {};
  call_entry entry;
  entry.number = info.seccomp.nr;
  for (int i = 0; i < 6; ++i) entry.arguments[i] = info.seccomp.args[i];
  entry.reason = static_cast<std::uint16_t>(info.seccomp.ret_data);
  return entry;
}

std::optional<std::int64_t> result_of(pid_t tid) noexcept {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) <= 0 ||
      info.op != PTRACE_SYSCALL_INFO_EXIT)
    return {};
  return info.exit.rval;
}

std::optional<unsigned long> event_message(pid_t tid) noexcept {
  unsigned long message = 0;
  if (::ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message) == -1) return {};
  return message;
}

std::size_t read_memory(pid_t tid, std::uint64_t from, void* to,
                        std::size_t size) noexcept {
  const iovec local{to, size};
  const iovec remote{reinterpret_cast<void*>(from), size};
  const ssize_t n = ::process_vm_readv(tid, &local, 1, &remote, 1, 0);
  return n < 0 ? 0 : static_cast<std::size_t>(n);
}

bool write_memory(pid_t tid, std::uint64_t to, const void* from,
                  std::size_t size) noexcept {
  const iovec local{const_cast<void*>(from), size};
  const iovec remote{reinterpret_cast<void*>(to), size};
  return ::process_vm_writev(tid, &local, 1, &remote, 1, 0) ==
         static_cast<ssize_t>(size);
}

namespace {

// The first bytes of /proc/TGID/task/TID/NAME, zero-terminated; empty if there
// is no such task.
struct proc_text {
  char text[512] = {};
  proc_text(pid_t tgid, pid_t tid, const char* name) noexcept {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/task/%d/%s", tgid, tid, name);
    const descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
    if (file && ::read(file.get(), text, sizeof text - 1) < 0) text[0] = 0;
  }
};

}  // namespace

char state_of(pid_t tgid, pid_t tid) noexcept {
  const proc_text stat(tgid, tid, "stat");
  // The name in parentheses may hold anything, so look from its end.
  const char* end = std::strrchr(stat.text, ')');
  return end == nullptr || end[1] == 0 ? '\0' : end[2];
}

bool waits_for_time(pid_t tgid, pid_t tid) noexcept {
  const proc_text call(tgid, tid, "syscall");
  long number = -1;
  unsigned long a[4] = {};
  if (std::sscanf(call.text, "%ld %lx %lx %lx %lx", &number, &a[0], &a[1],
                  &a[2], &a[3]) != 5)
    return false;
  return (number == SYS_futex && a[3] != 0) ||
         (number == SYS_rt_sigtimedwait && a[2] != 0);
}

}  // namespace stage
