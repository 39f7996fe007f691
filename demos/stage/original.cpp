#include "stage/original.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <string>

#include "stage/proc.hpp"
#include "stage/tracee.hpp"

namespace stage {
namespace {

// The regular files that it has open for reading, with their positions; nothing
// if it has anything else open besides its standard streams.
std::optional<std::vector<std::pair<descriptor, off_t>>> files_of(pid_t pid) {
  const descriptor_view process(pid, pid);
  std::vector<std::pair<descriptor, off_t>> files;
  for (const int fd : numbers_in_proc(std::to_string(pid) + "/fd")) {
    descriptor copy = process.copy(fd);
    struct stat facts {};
    if (!copy) return {};
    if (::fstat(copy.get(), &facts) == -1) refuse("fstat");
    const bool standard_output = fd == 1 || fd == 2;
    if (standard_output) continue;
    const int flags = ::fcntl(copy.get(), F_GETFL);
    const bool only_read = flags != -1 && (flags & O_ACCMODE) == O_RDONLY;
    if (!S_ISREG(facts.st_mode) || (fd != 0 && !only_read)) return {};
    const off_t at = ::lseek(copy.get(), 0, SEEK_CUR);
    if (at == -1) refuse("lseek");
    files.emplace_back(std::move(copy), at);
  }
  return files;
}

bool shares_memory(pid_t pid) {
  const auto maps = read_proc(std::to_string(pid) + "/maps");
  return !maps || maps->find(" rw-s ") != std::string::npos;
}

}  // namespace

original::original(pid_t pid, std::vector<std::pair<descriptor, off_t>> files)
    : pid_(pid), files_(std::move(files)) {}

original::~original() {
  end_process(pid_);
}

std::unique_ptr<original> original::take(pid_t pid) {
  auto files = files_of(pid);
  if (!files || shares_memory(pid)) return nullptr;
  auto taken = std::unique_ptr<original>(new original(pid, std::move(*files)));
  taken->at_call_ = arch::registers_of(pid);
  // It gives that call up for the calls that we inject.
  arch::skip_call(pid, 0);
  if (!taken->run_to_call()) return nullptr;
  return taken;
}

// The event of its next stop, 0 for the entry or exit of a call; signals meant
// for it are dropped. Nothing: it is gone.
std::optional<int> original::next_stop() {
  int status = 0;
  while (resume_until_exit(pid_) && wait_for(pid_, &status) == pid_ &&
         WIFSTOPPED(status)) {
    const bool at_call = WSTOPSIG(status) == (SIGTRAP | 0x80);
    if (at_call || status >> 16 != 0) return status >> 16;
  }
  return {};
}

bool original::run_to_call() {
  std::optional<int> event;
  do event = next_stop();
  while (event && *event != 0);
  return event.has_value();
}

pid_t original::copy() {
  for (const auto& [file, at] : files_)
    if (::lseek(file.get(), at, SEEK_SET) == -1) refuse("lseek");

  arch::registers inject = at_call_;
  // CLONE_PARENT: a child of ours, so that we alone reap it.
  arch::make_call(inject, SYS_clone, CLONE_PARENT | SIGCHLD);
  arch::set_registers(pid_, inject);
  if (!run_to_call()) return -1;  // its entry
  const auto event = next_stop();
  if (!event) return -1;
  if (*event != PTRACE_EVENT_FORK) {
    const auto error = result_of(pid_).value_or(-EAGAIN);
    throw refused_call(static_cast<int>(-error), "fork");
  }
  const auto child = static_cast<pid_t>(event_message(pid_).value_or(0));
  if (child == 0 || !run_to_call()) return -1;

  int status = 0;
  if (wait_for(child, &status) != child || !WIFSTOPPED(status)) return -1;
  ::setpgid(child, child);
  arch::registers again = at_call_;
  arch::repeat_call(again);
  arch::set_registers(child, again);
  return resume(child) ? child : -1;
}

}  // namespace stage
