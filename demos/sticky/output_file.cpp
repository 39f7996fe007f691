#include "sticky/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough = std::size_t{64} << 10;  // for one write()

bool are_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

std::optional<struct stat> facts_of(const fs::path& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) == -1) return {};
  return facts;
}

/// What we print to: whoever holds it open would not see another file.
bool is_standard_stream(const struct stat& file) {
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat facts {};
    if (::fstat(fd, &facts) == 0 && are_same(facts, file)) return true;
  }
  return false;
}

/// Where the links at the end of the path lead, be there something or not.
fs::path followed(fs::path path) {
  constexpr int most = 40;
  for (int links = 0; links < most; ++links) {
    std::error_code no_link;
    const fs::path to = fs::read_symlink(path, no_link);
    if (no_link) break;
    path = path.parent_path() / to;
  }
  return path;
}

/// A name that nobody else takes at the same time.
fs::path name_in(const fs::path& folder, int n) {
  return folder / fmt::format(".sticky.{}.{}", ::getpid(), n);
}
constexpr int most_names = 100;

}  // namespace

output_file::output_file(std::string path, const words& say,
                         bool folder_was_named)
    : path_(std::move(path)), say_(say), folder_was_named_(folder_was_named) {
  if (is_standard()) {
    fd_ = STDOUT_FILENO;
    return;
  }
  try {
    open_what_is_there();
  } catch (...) {
    drop_what_is_beside();
    throw;
  }
}

output_file::~output_file() {
  drop_what_is_beside();
}

bool output_file::is_standard() const {
  return path_ == "-";
}

bool output_file::is(const output_file& other) const {
  if (old_ && other.old_) return are_same(*old_, *other.old_);
  if (old_ || other.old_ || name_.empty() || name_ != other.name_) return false;
  const auto ours = facts_of(folder_), theirs = facts_of(other.folder_);
  return ours && theirs && are_same(*ours, *theirs);
}

void output_file::open_what_is_there() {
  {
    const wakeful the_wait_for_a_reader_ends;
    do {
      if (caught_signal() != 0) throw interrupted{caught_signal()};
      fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd_ == -1 && errno == EINTR);
  }
  if (fd_ == -1) {
    if (errno != ENOENT) refuse_to_open();
    find_place(followed(path_));
    if (!open_beside()) refuse_to_open();
    return;
  }
  struct stat facts {};
  if (::fstat(fd_, &facts) == -1) refuse_to_open();
  if (!S_ISREG(facts.st_mode)) return;
  old_ = facts;
  const fs::path target = followed(path_);
  // A link of /proc may lead to a file that has no name any more.
  const auto there = facts_of(target);
  if (facts.st_nlink != 1 || is_standard_stream(facts) || !there ||
      !are_same(*there, facts)) {
    return;
  }
  find_place(target);
  const int in_place = fd_;
  if (open_beside() && take_after_old()) {
    ::close(in_place);
    return;
  }
  if (errno != EACCES && errno != EPERM && errno != EROFS) {
    const int why = errno;
    if (fd_ != in_place) ::close(in_place);
    errno = why;
    refuse_to_open();
  }
  drop_what_is_beside();
  fd_ = in_place;
  folder_ = name_ = "";
}

void output_file::find_place(fs::path target) {
  folder_ = target.has_parent_path() ? target.parent_path() : fs::path(".");
  name_ = target.filename();
  if (name_.empty()) {
    errno = EISDIR;
    refuse_to_open();
  }
}

/// A file in the same folder, without a name if that can be had: then nothing
/// is left behind, whatever becomes of us. False: errno says why not.
bool output_file::open_beside() {
  const int flags = O_WRONLY | O_CLOEXEC;
  int fd = -1;
  if (::access("/proc/self/fd", X_OK) == 0) {
    fd = ::open(folder_.c_str(), flags | O_TMPFILE, 0666);
  }
  for (int n = 0; fd == -1 && n < most_names; ++n) {
    const fs::path name = name_in(folder_, n);
    fd = ::open(name.c_str(), flags | O_CREAT | O_EXCL, 0666);
    if (fd != -1) beside_ = name;
    if (fd == -1 && errno != EEXIST) return false;
  }
  if (fd == -1) return false;
  fd_ = fd;
  return true;
}

/// Permissions and owner. False: they cannot be kept.
bool output_file::take_after_old() {
  struct stat made {};
  if (::fstat(fd_, &made) == -1) return false;
  if ((made.st_uid != old_->st_uid || made.st_gid != old_->st_gid) &&
      ::fchown(fd_, old_->st_uid, old_->st_gid) == -1) {
    return false;
  }
  return ::fchmod(fd_, old_->st_mode & 0777) == 0;
}

bool output_file::give_name() {
  const std::string self = fmt::format("/proc/self/fd/{}", fd_);
  for (int n = 0; beside_.empty() && n < most_names; ++n) {
    const fs::path name = name_in(folder_, n);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(),
                 AT_SYMLINK_FOLLOW) == 0) {
      beside_ = name;
    } else if (errno != EEXIST) {
      return false;
    }
  }
  return !beside_.empty();
}

void output_file::drop_what_is_beside() {
  const int why = errno;
  if (fd_ != -1 && !is_standard()) ::close(fd_);
  fd_ = -1;
  if (!beside_.empty()) ::unlink(beside_.c_str());
  beside_.clear();
  errno = why;
}

void output_file::write(delivery& way, std::string_view bytes) {
  waiting_ += bytes;
  if (waiting_.size() >= enough) flush(way);
}

void output_file::finish(delivery& way) {
  flush(way);
  if (name_.empty()) return;
  // A folder on another machine may tell only now that it is full.
  if (!give_name() || ::close(std::exchange(fd_, -1)) == -1 ||
      ::rename(beside_.c_str(), (folder_ / name_).c_str()) == -1) {
    refuse_to_write();
  }
  beside_.clear();
}

void output_file::flush(delivery& way) {
  // A pipe or a device cannot be truncated, and needs not be.
  if (!std::exchange(begun_, true) && old_ && name_.empty()) {
    [[maybe_unused]] const int cut = ::ftruncate(fd_, 0);
  }
  const auto outcome = way.write(fd_, waiting_);
  waiting_.clear();
  switch (outcome) {
    case delivery::outcome::whole:
      return;
    case delivery::outcome::interrupted:
      throw interrupted{caught_signal()};
    case delivery::outcome::closed:
      if (is_standard()) throw closed_output{};
      errno = EPIPE;
      break;
    case delivery::outcome::failed:
      break;
  }
  refuse_to_write();
}

std::string output_file::name_another() const {
  return folder_was_named_ ? say_("name another folder", "换一个目录")
                           : say_("name another file", "换一个文件");
}

void output_file::refuse_to_open() const {
  if (errno == EISDIR) {
    throw failure(say_.format(
        "{}: is a folder; {}", "{}：是目录；请{}", path_,
        folder_was_named_ ? name_another()
                          : say_("name a file in it", "写出其中的文件名")));
  }
  throw failure(say_.format("{}: cannot be written: {}; {}",
                            "{}：无法写入：{}；请{}", path_,
                            std::strerror(errno), name_another()));
}

void output_file::refuse_to_write() const {
  const char* const why = std::strerror(errno);
  const std::string old =
      old_ && !name_.empty()
          ? say_("; the old file is as it was", "；原来的文件没有改动")
          : "";
  throw failure(
      say_.format("{}: cannot be written: {}{}; make room, or {}",
                  "{}：无法写入：{}{}；请腾出空间，或{}",
                  is_standard() ? say_("standard output", "标准输出") : path_,
                  why, old, name_another()));
}

}  // namespace sticky
