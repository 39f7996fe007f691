#include "sticky/build_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <vector>

#include "sticky/failure.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = ".kept";
constexpr std::chrono::hours how_long(24);

[[noreturn]] void refuse(const fs::path& folder, const words& say) {
  throw failure(say.format("{}: {}; set TMPDIR to a folder to write to",
                           "{}：{}；请把 TMPDIR 设为可写的目录",
                           folder.string(), std::strerror(errno)));
}

/// Its name can be guessed, and anybody may have made it.
void make_ours(const fs::path& place, const words& say) {
  if (::mkdir(place.c_str(), 0700) == -1 && errno != EEXIST) refuse(place, say);
  struct stat facts {};
  if (::lstat(place.c_str(), &facts) == -1) {
    if (errno == ENOENT) return;  // removed by another command: see below
    refuse(place, say);
  }
  if (S_ISDIR(facts.st_mode) && facts.st_uid == ::geteuid() &&
      (facts.st_mode & 077) == 0) {
    return;
  }
  throw failure(say.format(
      "{}: not a folder that is yours alone (mode 700); remove it, or set "
      "TMPDIR to a folder of your own",
      "{}：不是只属于你的目录（权限 700）；请删除它，或把 TMPDIR "
      "设为你自己的目录",
      place.string()));
}

/// Locks the folder; nothing if somebody else has, or if it has just gone.
stage::descriptor locked(const fs::path& folder) {
  stage::descriptor fd(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd || ::flock(fd.get(), LOCK_EX | LOCK_NB) == -1) return {};
  struct stat held {
  }, named{};
  if (::fstat(fd.get(), &held) == -1 || ::stat(folder.c_str(), &named) == -1 ||
      held.st_ino != named.st_ino) {
    return {};
  }
  return fd;
}

bool is_to_be_kept(const fs::path& folder) {
  std::error_code none;
  const auto since = fs::last_write_time(folder / mark, none);
  return !none && fs::file_time_type::clock::now() - since < how_long;
}

void clear_away(const fs::path& folder) {
  std::error_code none;
  fs::remove_all(folder, none);
}

std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> all;
  std::error_code none;
  for (fs::directory_iterator at(folder, none), end; !none && at != end;
       at.increment(none)) {
    all.push_back(at->path());
  }
  return all;
}

void sweep(const fs::path& place) {
  for (const fs::path& folder : entries(place)) {
    const stage::descriptor lock = locked(folder);
    if (lock && !is_to_be_kept(folder)) clear_away(folder);
  }
}

}  // namespace

fs::path temporary_folder(const words& say) {
  const char* const given = std::getenv("TMPDIR");
  const fs::path folder =
      given == nullptr || *given == '\0' ? "/tmp" : fs::path(given);
  std::error_code none;
  if (!fs::is_directory(folder, none)) {
    throw failure(
        say.format("TMPDIR is {}: no such folder; make it, or set "
                   "TMPDIR to one that is there",
                   "TMPDIR 是 {}：没有这个目录；请建立它，或把 "
                   "TMPDIR 设为已有的目录",
                   folder.string()));
  }
  return fs::absolute(folder);
}

build_folder::build_folder(const std::string& name, const words& say)
    : place_(temporary_folder(say) / fmt::format("sticky-{}", ::geteuid())) {
  // Another command may remove the empty place at any moment.
  constexpr int tries = 100;
  for (int i = 0; i < tries; ++i) {
    make_ours(place_, say);
    sweep(place_);
    if (take_first_free(name)) return;
    if (errno != ENOENT && errno != EEXIST) break;
  }
  refuse(place_, say);
}

/// False: errno says why.
bool build_folder::take_first_free(const std::string& name) {
  constexpr int most = 1000;
  for (int n = 1; n <= most; ++n) {
    path_ = place_ / (n == 1 ? name : fmt::format("{}.{}", name, n));
    if (::mkdir(path_.c_str(), 0700) == -1 && errno != EEXIST) return false;
    lock_ = locked(path_);
    if (!lock_) continue;
    for (const fs::path& old : entries(path_)) clear_away(old);
    return true;
  }
  errno = EEXIST;
  return false;
}

build_folder::~build_folder() {
  if (kept_) return;
  clear_away(path_);
  ::rmdir(place_.c_str());  // unless others are in there
}

void build_folder::keep() {
  kept_ = true;
  std::ofstream(path_ / mark) << "";
}

}  // namespace sticky
