#include "stage/tracer/tracee.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "stage/tracer/filter.hpp"
#include "stage/tracer/limits.hpp"
#include "stage/tracer/ptrace.hpp"

namespace stage {
namespace {

constexpr const char* exec = "exec";

// Why a program did not come to its exec.
struct failure {
  const char* step;  // valid in the stage too, of which the child is a copy
  int error;
};

// Between fork and exec: only async-signal-safe calls.
[[noreturn]] void become(char* const* argv, char* const* environment,
                         const surroundings& around, const pipe_ends& go,
                         int result) {
  const auto need = [result](bool done, const char* step) {
    if (done) return;
    const failure why{step, errno};
    [[maybe_unused]] const ssize_t n = ::write(result, &why, sizeof why);
    ::_exit(127);
  };
  ::setpgid(0, 0);  // Ctrl-C is for the stage, which ends the programs
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGHUP})
    ::signal(signal, SIG_DFL);

  need(await_go(go), "read");  // the stage seizes us first
  need(!around.enter || around.enter(), "setns");
  const standard_streams& streams = around.streams;
  need(::dup2(streams.in, 0) != -1 && ::dup2(streams.out, 1) != -1 &&
           ::dup2(streams.err, 2) != -1,
       "dup2");
  give_back_limit();
  // Where this is refused (in a container) addresses differ between plays.
  if (around.same_each_time)
    ::personality(static_cast<unsigned long>(::personality(~0UL)) |
                  ADDR_NO_RANDOMIZE);
  need(install_filter(around.stops_at), "seccomp");
  ::execvpe(argv[0], argv, environment);
  need(false, exec);
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

// What the stage inherited (a shell's log, say) would give a program's sockets
// other numbers. Whatever the stage opens closes on exec anyway.
void keep_inherited_descriptors() {
  if (::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  namespace fs = std::filesystem;
  std::error_code failed;
  for (fs::directory_iterator all("/proc/self/fd", failed), end;
       !failed && all != end; all.increment(failed)) {
    const int fd = std::atoi(all->path().filename().c_str());
    if (fd > STDERR_FILENO) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
  if (failed) throw refused_call(failed.value(), "close_range");
}

}  // namespace

pipe_ends make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) == -1) refuse("pipe2");
  return {descriptor(ends[0]), descriptor(ends[1])};
}

bool await_go(const pipe_ends& go) noexcept {
  ::close(go.write.get());  // or it would wait for itself
  char byte;
  ssize_t told = -1;
  do told = ::read(go.read.get(), &byte, 1);
  while (told == -1 && errno == EINTR);
  if (told == 0) ::_exit(127);
  return told == 1;
}

void give_go(const pipe_ends& go) {
  if (::write(go.write.get(), "", 1) != 1) refuse("write");
}

void seize(pid_t pid) {
  const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD |
                       PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK |
                       PTRACE_O_TRACEVFORK | PTRACE_O_TRACEVFORKDONE |
                       PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
  if (::ptrace(PTRACE_SEIZE, pid, nullptr, options) == -1) refuse("ptrace");
}

started start_program(const std::vector<std::string>& argv,
                      const surroundings& around) {
  const auto variables = environment(around.same_each_time);
  const auto argv_pointers = pointers_to(argv);
  const auto variable_pointers = pointers_to(variables);

  keep_inherited_descriptors();
  const pipe_ends go = make_pipe();
  auto [result_read, result_write] = make_pipe();
  started child;
  child.pid = ::fork();
  if (child.pid == 0)
    become(argv_pointers.data(), variable_pointers.data(), around, go,
           result_write.get());
  if (child.pid == -1) refuse("fork");
  ::setpgid(child.pid, child.pid);
  try {
    seize(child.pid);
    give_go(go);
  } catch (const refused_call&) {
    end_process(child.pid);
    throw;
  }
  child.before_exec = std::move(result_read);
  return child;
}

int exec_error(const started& child) {
  failure why{};
  if (!child.before_exec || ::read(child.before_exec.get(), &why, sizeof why) !=
                                static_cast<ssize_t>(sizeof why))
    return 0;
  if (why.step != exec) throw refused_call(why.error, why.step);
  return why.error;
}

namespace {

// waitpid(), also of tracees that are no children, and when a signal's handler
// ran meanwhile. Its id is that of waitpid(), with errno.
someone wait(pid_t pid, int options) noexcept {
  int status = 0;
  pid_t news = -1;
  do news = ::waitpid(pid, &status, options | __WALL);
  while (news == -1 && errno == EINTR);
  return {news, decode(status)};
}

}  // namespace

stop wait_for(pid_t pid) {
  const auto [id, news] = wait(pid, 0);
  if (id != -1) return news;
  expect_errno({ECHILD}, "waitpid");
  return {stop::event::gone};
}

std::optional<stop> news_of(pid_t pid) {
  const auto [id, news] = wait(pid, WNOHANG);
  if (id > 0) return news;
  if (id == 0) return {};
  expect_errno({ECHILD}, "waitpid");
  return stop{stop::event::gone};
}

someone news_of_anybody() noexcept {
  return wait(-1, WNOHANG);
}

void end_process(pid_t pid) noexcept {
  if (::kill(pid, SIGKILL) == -1) return;
  for (;;) {
    const auto [id, news] = wait(pid, 0);
    if (id == -1 || news.is_end()) return;
  }
}

bool resume(pid_t tid, int signal) {
  return trace(PTRACE_CONT, tid, nullptr, signal).has_value();
}

bool resume_until_exit(pid_t tid) {
  return trace(PTRACE_SYSCALL, tid, nullptr, 0).has_value();
}

std::optional<call_entry> entry_of(pid_t tid) {
  __ptrace_syscall_info info{};
  if (!trace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) ||
      info.op != PTRACE_SYSCALL_INFO_SECCOMP)
    return {};
  call_entry entry;
  entry.number = info.seccomp.nr;
  for (int i = 0; i < 6; ++i) entry.arguments[i] = info.seccomp.args[i];
  entry.reason = static_cast<std::uint16_t>(info.seccomp.ret_data);
  return entry;
}

std::optional<std::int64_t> result_of(pid_t tid) {
  __ptrace_syscall_info info{};
  if (!trace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) ||
      info.op != PTRACE_SYSCALL_INFO_EXIT)
    return {};
  return info.exit.rval;
}

bool is_interruption(std::int64_t result) noexcept {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

std::optional<unsigned long> event_message(pid_t tid) {
  unsigned long message = 0;
  if (!trace(PTRACE_GETEVENTMSG, tid, nullptr, &message)) return {};
  return message;
}

std::size_t read_memory(pid_t tid, std::uint64_t from, void* to,
                        std::size_t size) {
  if (size == 0) return 0;
  const iovec local{to, size};
  const iovec remote{reinterpret_cast<void*>(from), size};
  const ssize_t n = ::process_vm_readv(tid, &local, 1, &remote, 1, 0);
  if (n == -1) expect_errno({EFAULT, ESRCH}, "process_vm_readv");
  return n < 0 ? 0 : static_cast<std::size_t>(n);
}

bool write_memory(pid_t tid, std::uint64_t to, const void* from,
                  std::size_t size) {
  const iovec local{const_cast<void*>(from), size};
  const iovec remote{reinterpret_cast<void*>(to), size};
  const ssize_t n = ::process_vm_writev(tid, &local, 1, &remote, 1, 0);
  if (n == static_cast<ssize_t>(size)) return true;
  if (n == -1) expect_errno({EFAULT, ESRCH}, "process_vm_writev");
  for (std::size_t at = 0; at < size; at += sizeof(long)) {
    long word = 0;
    std::memcpy(&word, static_cast<const char*>(from) + at, sizeof word);
    if (::ptrace(PTRACE_POKEDATA, tid, to + at, word) == -1) {
      expect_errno({EFAULT, EIO, ESRCH}, "ptrace");
      return false;
    }
  }
  return true;
}

}  // namespace stage
