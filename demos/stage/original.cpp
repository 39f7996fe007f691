#include "stage/original.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "stage/tracee.hpp"

namespace stage {
namespace {

// The regular files that it has open for reading, with their positions; nothing
// if it has anything else open besides its standard streams.
std::optional<std::vector<std::pair<descriptor, off_t>>> files_of(pid_t pid) {
  const descriptor_view process(pid, pid);
  std::vector<std::pair<descriptor, off_t>> files;
  std::error_code gone;
  const std::string folder = "/proc/" + std::to_string(pid) + "/fd";
  for (const auto& entry : std::filesystem::directory_iterator(folder, gone)) {
    const int fd = std::atoi(entry.path().filename().c_str());
    descriptor copy = process.copy(fd);
    struct stat facts {};
    if (!copy || ::fstat(copy.get(), &facts) == -1) return {};
    const bool standard_output = fd == 1 || fd == 2;
    if (standard_output) continue;
    const int flags = ::fcntl(copy.get(), F_GETFL);
    const bool only_read = flags != -1 && (flags & O_ACCMODE) == O_RDONLY;
    if (!S_ISREG(facts.st_mode) || (fd != 0 && !only_read)) return {};
    const off_t at = ::lseek(copy.get(), 0, SEEK_CUR);
    files.emplace_back(std::move(copy), at);
  }
  if (gone) return {};
  return files;
}

bool shares_memory(pid_t pid) {
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  for (std::string line; std::getline(maps, line);)
    if (line.find(" rw-s ") != std::string::npos) return true;
  return false;
}

}  // namespace

original::original(pid_t pid, std::vector<std::pair<descriptor, off_t>> files)
    : pid_(pid), files_(std::move(files)) {}

original::~original() {
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (wait_for(pid_, &status) == pid_ && WIFSTOPPED(status)) {
  }
}

std::unique_ptr<original> original::take(pid_t pid) {
  auto files = files_of(pid);
  if (!files || shares_memory(pid)) return nullptr;
  auto taken = std::unique_ptr<original>(new original(pid, std::move(*files)));
  taken->at_call_ = arch::registers_of(pid);
  // It gives that call up for the calls that we inject.
  arch::skip_call(pid, 0);
  if (!resume_until_exit(pid) || !taken->wait_for_stop(0)) return nullptr;
  return taken;
}

// Waits until it stops for that event; signals meant for it are dropped.
bool original::wait_for_stop(int event) {
  int status = 0;
  while (wait_for(pid_, &status) == pid_ && WIFSTOPPED(status)) {
    const bool at_call = WSTOPSIG(status) == (SIGTRAP | 0x80);
    if (event == 0 ? at_call : status >> 16 == event) return true;
    if (event == 0 ? !resume_until_exit(pid_) : !resume(pid_)) return false;
  }
  return false;
}

pid_t original::copy() {
  for (const auto& [file, at] : files_) ::lseek(file.get(), at, SEEK_SET);

  arch::registers inject = at_call_;
  // CLONE_PARENT: a child of ours, so that we alone reap it.
  arch::make_call(inject, SYS_clone, CLONE_PARENT | SIGCHLD);
  arch::set_registers(pid_, inject);
  if (!resume(pid_) || !wait_for_stop(PTRACE_EVENT_FORK)) return -1;
  const auto child = static_cast<pid_t>(event_message(pid_).value_or(0));
  if (child == 0 || !resume_until_exit(pid_) || !wait_for_stop(0)) return -1;

  int status = 0;
  if (wait_for(child, &status) != child || !WIFSTOPPED(status)) return -1;
  ::setpgid(child, child);
  arch::registers again = at_call_;
  arch::repeat_call(again);
  arch::set_registers(child, again);
  return resume(child) ? child : -1;
}

}  // namespace stage
