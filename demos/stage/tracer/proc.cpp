#include "stage/tracer/proc.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sstream>

#include "stage/descriptor.hpp"
#include "stage/refusal.hpp"

namespace stage {
namespace {

// A process or thread that ends has no memory any more, a while before it is a
// zombie. Only what was read says so: a refusal does not.
bool has_ended(const std::string& folder) {
  const std::string path = folder + "statm";
  const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return errno == ENOENT || errno == ESRCH;
  char size[2] = {};
  const ssize_t n = ::read(file.get(), size, sizeof size);
  if (n == -1) return errno == ESRCH;
  return n == sizeof size && size[0] == '0' && size[1] == ' ';
}

// Of "/proc/7/task/9/syscall" "/proc/7/task/9/"; of "/proc/7/maps" "/proc/7/".
std::string folder_of(const char* path) {
  int process = 0, task = 0;
  switch (std::sscanf(path, "/proc/%d/task/%d/", &process, &task)) {
    case 2:
      return "/proc/" + std::to_string(process) + "/task/" +
             std::to_string(task) + "/";
    case 1:
      return "/proc/" + std::to_string(process) + "/";
    default:
      return "";
  }
}

// What errno says of this file. What there is of one that has ended, and that
// nobody has waited for, belongs to root: other users are refused it.
void expect_gone(const char* path) {
  const int error = errno;
  const std::string folder = error == EACCES ? folder_of(path) : "";
  if (!folder.empty() && has_ended(folder)) return;
  errno = error;
  expect_errno({ENOENT, ESRCH}, "open /proc");
}

// Empty: what it is about is gone.
descriptor open_proc(const char* path) {
  descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
  if (!file) expect_gone(path);
  return file;
}

// Bytes read, 0 at the end or if it is gone.
std::size_t read_some(const descriptor& file, char* to, std::size_t size) {
  const ssize_t n = ::read(file.get(), to, size);
  if (n == -1) expect_errno({ESRCH}, "read /proc");
  return n < 0 ? 0 : static_cast<std::size_t>(n);
}

// The first bytes of /proc/TGID/task/TID/NAME, zero-terminated; empty if there
// is no such task.
struct task_text {
  char text[512] = {};
  task_text(pid_t tgid, pid_t tid, const char* name) {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/task/%d/%s", tgid, tid, name);
    if (const descriptor file = open_proc(path))
      text[read_some(file, text, sizeof text - 1)] = 0;
  }
};

}  // namespace

char state_of(pid_t tgid, pid_t tid) {
  const task_text stat(tgid, tid, "stat");
  // The name in parentheses may hold anything, so look from its end.
  const char* end = std::strrchr(stat.text, ')');
  return end == nullptr || end[1] == 0 ? '\0' : end[2];
}

// "SigPnd:\t0000000000010000" and its like, in hexadecimal.
bool child_signal_pending(pid_t tgid, pid_t tid) {
  const std::string text = read_proc(std::to_string(tgid) + "/task/" +
                                     std::to_string(tid) + "/status")
                               .value_or("");
  const auto is_in = [&text](const char* set) {
    const auto at = text.find(set);
    return at != std::string::npos &&
           (std::strtoull(text.c_str() + at + std::strlen(set), nullptr, 16) >>
                (SIGCHLD - 1) &
            1) != 0;
  };
  return (is_in("\nSigPnd:") || is_in("\nShdPnd:")) && !is_in("\nSigBlk:") &&
         is_in("\nSigCgt:");
}

pid_t tracer_of(pid_t pid) {
  std::istringstream lines(
      read_proc(std::to_string(pid) + "/status").value_or(""));
  for (std::string word; lines >> word;)
    if (pid_t tracer = 0; word == "TracerPid:" && lines >> tracer)
      return tracer;
  return 0;
}

std::optional<std::string> read_proc(const std::string& name) {
  const descriptor file = open_proc(("/proc/" + name).c_str());
  if (!file) return {};
  std::string text;
  char piece[4096];
  while (const std::size_t n = read_some(file, piece, sizeof piece))
    text.append(piece, n);
  return text;
}

bool hides(pid_t process) {
  const std::string folder = "/proc/" + std::to_string(process) + "/";
  const descriptor names(
      ::open((folder + "fd").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return !names && errno == EACCES && !has_ended(folder);
}

std::vector<int> numbers_in_proc(const std::string& name) {
  const std::string path = "/proc/" + name;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()),
                                                   ::closedir);
  std::vector<int> numbers;
  if (!folder) {
    expect_gone(path.c_str());
    return numbers;
  }
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get()))
    if (entry->d_name[0] != '.') numbers.push_back(std::atoi(entry->d_name));
  if (errno != 0) expect_errno({ENOENT, ESRCH}, "read /proc");
  return numbers;
}

}  // namespace stage
