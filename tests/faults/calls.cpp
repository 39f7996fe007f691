#include "calls.hpp"

#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace faults {
namespace {

/// What a call's first arguments say of the use that is made of it.
enum class asks {
  nothing,   ///< all uses are alike
  first,     ///< args[0]: ptrace's request, prctl's option
  second,    ///< args[1]: ioctl's request, fcntl's command
  third,     ///< args[2]: wait4's options
  option,    ///< args[1] and args[2]: level and name
  file,      ///< what the descriptor args[0] is
  path,      ///< args[0]
  path_at,   ///< args[1]
  unlikely,  ///< cannot fail, or not so; see errors_of
};

struct entry {
  int number;
  const char* name;
  asks what;
  std::vector<int> errors;
  std::vector<std::string> also = {};
};

#define CALL(name) SYS_##name, #name

using enum asks;
const std::vector<int> interrupts{EINTR, EIO}, memory{ENOMEM},
    descriptors{EMFILE, EACCES, ENFILE, EINTR}, refused{EPERM, ENOSYS, EINVAL},
    waits{EINTR, EINVAL}, sockets{EPERM, EINTR, ENOBUFS};
const std::vector<entry> table{
    {CALL(ptrace), first, {EPERM, EIO}},
    {CALL(wait4), third, {EINTR, ENOSYS}, {"waitpid"}},
    {CALL(process_vm_readv), nothing, refused},
    {CALL(process_vm_writev), nothing, refused},
    {CALL(pidfd_open), third, {EPERM, ENOSYS, EMFILE}},
    {CALL(pidfd_getfd), nothing, {EPERM, ENOSYS, EMFILE}},
    {CALL(socket), first, {EMFILE, EPERM, EAFNOSUPPORT}},
    {CALL(socketpair), first, {EMFILE, EPERM}},
    {CALL(bind), file, {EPERM, EADDRINUSE}},
    {CALL(setsockopt), option, {EPERM, ENOPROTOOPT, ENOMEM}},
    {CALL(getsockopt), option, {EPERM, ENOPROTOOPT}},
    {CALL(getsockname), nothing, {EPERM, ENOBUFS}},
    {CALL(getpeername), nothing, {EPERM, ENOBUFS}},
    {CALL(ioctl), second, refused},
    {CALL(sendto), file, sockets, {"send"}},
    {CALL(recvfrom), file, sockets, {"recv"}},
    {CALL(sendmsg), file, sockets},
    {CALL(recvmsg), file, sockets},
#ifdef SYS_poll
    {CALL(poll), nothing, {EINTR, ENOMEM}},
    {CALL(access), path, {EACCES, ENOSYS}},
    {CALL(readlink), path, {EACCES}},
    {CALL(fork), nothing, {EAGAIN, ENOMEM}},
    {CALL(vfork), nothing, {EAGAIN, ENOMEM}, {"posix_spawn", "fork"}},
    {CALL(dup2), nothing, {EMFILE, EINTR}},
    {CALL(unlink), path, {EPERM, EIO}},
    {CALL(rmdir), path, {EPERM, EIO}},
    {CALL(rename), path, {EPERM, ENOSPC}},
    {CALL(mkdir), path, {EACCES, ENOSPC}, {"mkdtemp"}},
#endif
    {CALL(ppoll), nothing, {EINTR, ENOMEM}, {"poll"}},
    {CALL(clone), first, {EAGAIN, ENOMEM}, {"fork"}},
    {CALL(clone3), nothing, {EAGAIN, ENOMEM}, {"fork", "posix_spawn"}},
    {CALL(execve), path, {EACCES, ENOMEM}},
    {CALL(pipe2), nothing, {EMFILE, ENFILE}},
    {CALL(dup), nothing, {EMFILE}},
    {CALL(dup3), nothing, {EMFILE, EINTR}, {"dup2"}},
    {CALL(openat), path_at, descriptors, {"open"}},
    {CALL(read), file, interrupts},
    {CALL(readv), file, interrupts},
    {CALL(write), file, {EINTR, EIO, ENOSPC}},
    {CALL(writev), file, {EINTR, EIO, ENOSPC}},
    {CALL(pread64), file, interrupts},
    {CALL(pwrite64), file, {EINTR, EIO, ENOSPC}, {"pwrite"}},
    {CALL(newfstatat), path_at, {EACCES, ENOMEM}, {"fstat", "stat"}},
    {CALL(fstat), file, {EACCES, ENOMEM}},
    {CALL(faccessat), path_at, {EACCES, ENOSYS}, {"access"}},
    {CALL(faccessat2), path_at, {EACCES, ENOSYS}, {"access"}},
    {CALL(unlinkat), path_at, {EPERM, EIO}, {"unlink"}},
    {CALL(mkdirat), path_at, {EACCES, ENOSPC}, {"mkdtemp"}},
    {CALL(readlinkat), path_at, {EACCES}},
    {CALL(linkat), path_at, {EPERM}},
    {CALL(renameat), path_at, {EPERM, ENOSPC}},
    {CALL(renameat2), path_at, {EPERM, ENOSPC}},
    {CALL(getdents64), file, {EIO, ENOMEM}},
    {CALL(lseek), file, {EINVAL, ESPIPE}},
    {CALL(ftruncate), file, {EINTR, EIO}},
    {CALL(fsync), file, {EIO}},
    {CALL(fchmod), file, {EPERM}},
    {CALL(fcntl), second, {EPERM, EINVAL}},
    {CALL(mmap), nothing, memory},
    {CALL(munmap), nothing, memory},
    {CALL(mprotect), nothing, memory},
    {CALL(mremap), nothing, memory},
    {CALL(madvise), nothing, memory},
    {CALL(memfd_create), nothing, {EMFILE, EPERM, ENOSYS}},
    {CALL(signalfd4), nothing, {EMFILE, ENOSYS}, {"signalfd"}},
    {CALL(rt_sigaction), first, {EPERM}, {"sigaction"}},
    {CALL(rt_sigprocmask), first, {EPERM}, {"sigprocmask"}},
    {CALL(rt_sigtimedwait), nothing, {EINTR, ENOSYS}},
    {CALL(prctl), first, refused},
    {CALL(seccomp), nothing, refused},
    {CALL(personality), nothing, {EPERM}},
    {CALL(close_range), nothing, {EPERM, ENOSYS}},
    {CALL(sched_getaffinity), nothing, {EPERM, ENOSYS}},
    {CALL(sched_setaffinity), nothing, {EPERM, EINVAL}},
    {CALL(unshare), first, {EPERM, ENOSPC}},
    {CALL(setns), second, {EPERM, EINVAL}},
    {CALL(setpgid), nothing, {EPERM}},
    {CALL(kill), second, {EPERM}},
    {CALL(tgkill), nothing, {EPERM}},
    {CALL(prlimit64), second, {EPERM}, {"setrlimit", "getrlimit"}},
    {CALL(getrandom), nothing, {EINTR, ENOSYS}},
    {CALL(clock_gettime), nothing, {EINVAL}},
    {CALL(clock_nanosleep), nothing, {EINTR}},
    {CALL(waitid), nothing, waits},
    {CALL(process_madvise), nothing, refused},
    {CALL(mount), nothing, refused},
    {CALL(umount2), nothing, refused},
    {CALL(eventfd2), nothing, {EMFILE}},
    {CALL(epoll_create1), nothing, {EMFILE}},
    {CALL(timerfd_create), nothing, {EMFILE}},
    // The kernel gives the descriptor up whatever close() says. The others
    // cannot fail, or the C library ends the program by its own design.
    {CALL(close), unlikely, {}},
    {CALL(brk), unlikely, {}},
    {CALL(futex), unlikely, {}},
    {CALL(exit), unlikely, {}},
    {CALL(exit_group), unlikely, {}},
    {CALL(restart_syscall), unlikely, {}},
    {CALL(rt_sigreturn), unlikely, {}},
    {CALL(getpid), unlikely, {}},
    {CALL(gettid), unlikely, {}},
    {CALL(getppid), unlikely, {}},
    {CALL(getuid), unlikely, {}},
    {CALL(geteuid), unlikely, {}},
    {CALL(getgid), unlikely, {}},
    {CALL(getegid), unlikely, {}},
    {CALL(set_robust_list), unlikely, {}},
    {CALL(set_tid_address), unlikely, {}},
    {CALL(rseq), unlikely, {}},
    {CALL(sched_yield), unlikely, {}},
    {CALL(sigaltstack), unlikely, {}},
};

const entry* find(int number) {
  const auto found = std::ranges::find(table, number, &entry::number);
  return found == table.end() ? nullptr : &*found;
}

std::string hex(std::uint64_t value) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llx",
                static_cast<unsigned long long>(value & 0xffffffffU));
  return text;
}

std::string string_in(pid_t process, std::uint64_t where) {
  char text[256] = {};
  // Not beyond its page: the next one may not be there.
  const std::size_t size =
      std::min<std::size_t>(sizeof text - 1, 4096 - where % 4096);
  const iovec local{text, size};
  const iovec remote{reinterpret_cast<void*>(where), size};
  if (::process_vm_readv(process, &local, 1, &remote, 1, 0) <= 0) return {};
  return text;
}

// The folder of the build and that for temporary files are the machine's.
std::string short_path(const std::string& path) {
  const std::filesystem::path whole(path);
  if (path.starts_with("/proc/") || path.starts_with("/dev/")) return path;
  return whole.filename().empty() ? path : whole.filename().string();
}

std::string file_of(pid_t process, int fd) {
  std::error_code gone;
  const auto target = std::filesystem::read_symlink(
      "/proc/" + std::to_string(process) + "/fd/" + std::to_string(fd), gone);
  return gone ? "?" : short_path(target.string());
}

}  // namespace

std::string name_of(int number) {
  const entry* one = find(number);
  return one == nullptr ? "call " + std::to_string(number) : one->name;
}

int number_of(const std::string& name) {
  const auto found = std::ranges::find(table, name, &entry::name);
  return found == table.end() ? -1 : found->number;
}

std::vector<std::string> names_of(int number) {
  const entry* one = find(number);
  std::vector<std::string> names{name_of(number)};
  if (one != nullptr)
    names.insert(names.end(), one->also.begin(), one->also.end());
  return names;
}

use use_of(const seccomp_notif& notice) {
  use it{notice.data.nr, ""};
  const auto pid = static_cast<pid_t>(notice.pid);
  const auto& args = notice.data.args;
  const entry* one = find(it.number);
  switch (one == nullptr ? asks::nothing : one->what) {
    case asks::first:
      it.what = hex(args[0]);
      break;
    case asks::second:
      it.what = hex(args[1]);
      break;
    case asks::third:
      it.what = hex(args[2]);
      break;
    case asks::option:
      it.what = hex(args[1]) + ":" + hex(args[2]);
      break;
    case asks::file:
      it.what = without_numbers(file_of(pid, static_cast<int>(args[0])));
      break;
    case asks::path:
      it.what = without_numbers(short_path(string_in(pid, args[0])));
      break;
    case asks::path_at:
      it.what = without_numbers(short_path(string_in(pid, args[1])));
      break;
    case asks::nothing:
    case asks::unlikely:
      break;
  }
  return it;
}

std::vector<int> errors_of(int number) {
  const entry* one = find(number);
  return one == nullptr ? std::vector<int>{EPERM} : one->errors;
}

std::string error_name(int error) {
  const char* name = ::strerrorname_np(error);
  return name == nullptr ? std::to_string(error) : name;
}

int error_called(const std::string& name) {
  for (int error = 1; error < 134; ++error)
    if (error_name(error) == name) return error;
  return 0;
}

std::string without_numbers(const std::string& text) {
  std::string all;
  for (const char c : text) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!digit)
      all += c;
    else if (all.empty() || all.back() != 'N')
      all += 'N';
  }
  return all;
}

std::string to_string(const fault& f) {
  std::string text = name_of(f.call.number);
  if (!f.call.what.empty()) text += " " + f.call.what;
  text += ", use " + std::to_string(f.nth);
  if (f.from_then_on) text += " and later";
  return text + ": " + error_name(f.error);
}

}  // namespace faults
