#include "stage/run/fork_server.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <string>

#include "stage/tracer/proc.hpp"
#include "stage/tracer/tracee.hpp"

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

// Lets a copy run into the call again. False: it is gone.
bool begin(pid_t copy, const arch::registers& at_call) {
  const stop first = wait_for(copy);
  if (first.is_end() || first.what == stop::event::gone) return false;
  ::setpgid(copy, copy);
  arch::registers again = at_call;
  arch::repeat_call(again);
  arch::set_registers(copy, again);
  return resume(copy);
}

}  // namespace

fork_server::fork_server(pid_t pid,
                         std::vector<std::pair<descriptor, off_t>> files)
    : pid_(pid), files_(std::move(files)) {}

fork_server::~fork_server() {
  end_process(pid_);
}

std::unique_ptr<fork_server> fork_server::take(pid_t pid) {
  if (hides(pid)) return nullptr;
  auto files = files_of(pid);
  if (!files || shares_memory(pid)) return nullptr;
  auto taken =
      std::unique_ptr<fork_server>(new fork_server(pid, std::move(*files)));
  taken->at_call_ = arch::registers_of(pid);
  // It gives that call up for the calls that we inject.
  arch::skip_call(pid, 0);
  if (!taken->run_to_call()) return nullptr;
  return taken;
}

// Signals that are meant for it are dropped.
stop fork_server::next_stop() {
  while (resume_until_exit(pid_)) {
    const stop news = wait_for(pid_);
    if (news.what != stop::event::signalled) return news;
  }
  return {stop::event::gone};
}

// To the entry or exit of a call. False: it is gone.
bool fork_server::run_to_call() {
  for (;;) {
    const stop news = next_stop();
    if (news.what == stop::event::call_boundary) return true;
    if (news.is_end() || news.what == stop::event::gone) return false;
  }
}

pid_t fork_server::copy() {
  for (const auto& [file, at] : files_)
    if (::lseek(file.get(), at, SEEK_SET) == -1) refuse("lseek");

  arch::registers inject = at_call_;
  // CLONE_PARENT: a child of ours, so that we alone reap it.
  arch::make_call(inject, SYS_clone, CLONE_PARENT | SIGCHLD);
  arch::set_registers(pid_, inject);
  if (!run_to_call()) return -1;  // its entry
  const stop forked = next_stop();
  if (forked.is_end() || forked.what == stop::event::gone) return -1;
  if (forked.what != stop::event::fork) {
    const auto error = result_of(pid_).value_or(-EAGAIN);
    throw refused_call(static_cast<int>(-error), "fork");
  }
  const auto child = static_cast<pid_t>(event_message(pid_).value_or(0));
  if (child == 0) return -1;
  try {
    if (run_to_call() && begin(child, at_call_)) return child;
  } catch (const refused_call&) {
    end_process(child);
    throw;
  }
  end_process(child);
  return -1;
}

}  // namespace stage
