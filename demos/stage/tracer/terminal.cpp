#include "stage/tracer/terminal.hpp"

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include "stage/refusal.hpp"
#include "stage/tracer/arch.hpp"

namespace stage {

output_terminal::output_terminal() {
  master_ = descriptor(
      ::open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  char name[64];
  if (master_ && ::unlockpt(master_.get()) == 0 &&
      ::ptsname_r(master_.get(), name, sizeof name) == 0)
    slave_ = descriptor(::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (slave_) {
    termios mode{};
    if (::tcgetattr(slave_.get(), &mode) == -1) refuse("tcgetattr");
    ::cfmakeraw(&mode);
    if (::tcsetattr(slave_.get(), TCSANOW, &mode) == -1) refuse("tcsetattr");
  } else {
    master_ = descriptor();
    slave_ = descriptor(::memfd_create("output", MFD_CLOEXEC));
  }
  struct stat facts {};
  if (!slave_ || ::fstat(slave_.get(), &facts) == -1) refuse("pseudo-terminal");
  device_ = facts.st_dev;
  inode_ = facts.st_ino;
}

bool output_terminal::is(const descriptor& fd) const {
  struct stat facts {};
  if (!fd) return false;
  if (::fstat(fd.get(), &facts) == -1) refuse("fstat");
  return facts.st_dev == device_ && facts.st_ino == inode_;
}

std::string output_terminal::drain() {
  std::string text;
  char buffer[4096];
  while (master_) {
    const ssize_t n = ::read(master_.get(), buffer, sizeof buffer);
    if (n == -1) expect_errno({EAGAIN, EIO}, "read");
    if (n <= 0) break;
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text;
}

descriptor input_file(const std::string& input) {
  descriptor file(::memfd_create("input", MFD_CLOEXEC));
  if (!file || ::pwrite(file.get(), input.data(), input.size(), 0) !=
                   static_cast<ssize_t>(input.size()))
    refuse("memfd_create");
  return file;
}

namespace {

using play::because;

// The file that execvp would run, or "" if there is none.
std::string look_up(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::string file = (folder.empty() ? "." : folder) + "/" + name;
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  return {};
}

}  // namespace

play::reason why_not_runnable(const std::string& name) {
  if (name.empty()) return {because::no_program_name};
  const std::string file = look_up(name);
  struct stat facts {};
  if (file.empty()) return {because::not_in_path, {name}};
  if (::stat(file.c_str(), &facts) == -1)
    return {because::no_such_file, {name, std::strerror(errno)}};
  if (S_ISDIR(facts.st_mode)) return {because::is_a_folder, {name}};
  if (::access(file.c_str(), X_OK) == -1) {
    expect_errno({EACCES}, "access");
    return {because::not_executable, {name}};
  }
  if ((facts.st_mode & (S_ISUID | S_ISGID)) != 0)
    return {because::sets_user_id, {name}};

  const descriptor content(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  Elf64_Ehdr header{};
  if (content && ::read(content.get(), &header, sizeof header) >= 20 &&
      std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
      (header.e_ident[EI_CLASS] != ELFCLASS64 ||
       header.e_machine != arch::elf_machine))
    return {because::of_another_processor, {name}};
  return {};
}

}  // namespace stage
