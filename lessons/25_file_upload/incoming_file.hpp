// A file on its way: without a name until it is whole and was checked.
#pragma once

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <utility>

#include "file_name.hpp"
#include "kit/check.hpp"
#include "kit/sockets/unique_fd.hpp"

// Where uploads go. Everything happens relative to this descriptor, so nothing
// happens elsewhere, whatever becomes of the path meanwhile.
class upload_folder {
 public:
  // "-": uploads are checked and thrown away. Throws std::system_error.
  explicit upload_folder(const std::string& path) {
    if (path == "-") return;
    if (::mkdir(path.c_str(), 0777) == -1 && errno != EEXIST)
      kit::throw_system_error(errno, "folder " + path);
    fd_.reset(
        kit::check(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                   "folder " + path));
    remove_left_behind(path);
  }
  int get() const { return fd_.get(); }
  bool keeps() const { return bool(fd_); }

 private:
  // What a server that was killed left behind. Its lock ended with it.
  void remove_left_behind(const std::string& path) const {
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      const std::string name = entry.path().filename();
      if (!name.starts_with(".upload-") || !name.ends_with(".part")) continue;
      const kit::unique_fd file(::openat(
          get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
      if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        ::unlinkat(get(), name.c_str(), 0);
    }
  }
  kit::unique_fd fd_;
};

class incoming_file {
 public:
  incoming_file(const upload_folder& folder, std::string name)
      : folder_(folder), name_(std::move(name)), fault_(fault_of(name_)) {
    if (!fault_.empty() || !folder_.keeps()) return;
    // A file without a name: nothing in the folder leads to it, so nobody can
    // exchange it, and it ends with us.
    file_.reset(
        ::openat(folder_.get(), ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666));
    if (!file_) open_with_a_name();
  }
  ~incoming_file() { remove(); }
  incoming_file(const incoming_file&) = delete;
  incoming_file& operator=(const incoming_file&) = delete;

  // After a fault it takes the bytes and drops them: the sender has to be read
  // to its end, or it would never read the answer.
  void write(std::span<const std::byte> bytes) {
    while (file_ && !bytes.empty()) {
      const ssize_t n = ::write(file_.get(), bytes.data(), bytes.size());
      if (n == -1 && errno == EINTR) continue;
      if (n == -1) return give_up("write");
      bytes = bytes.subspan(std::size_t(n));
    }
  }

  // Gives the file its name, if it is on the disk and the name is free. What
  // became of it, in words: "kept", or "refused: " and why.
  std::string keep() {
    if (file_ && ::fsync(file_.get()) == -1) give_up("fsync");
    if (file_ && !link() && !rename() && fault_.empty())
      give_up(errno == EEXIST ? "a file of that name" : "link");
    if (!fault_.empty()) return "refused: " + fault_;
    if (!file_) return "whole, but not kept: there is no folder";
    remove();
    ::fsync(folder_.get());  // the name as well
    return "kept";
  }

 private:
  // The name goes to the very file that is open and was checked, whatever lies
  // in the folder by now. A link replaces nothing.
  bool link() const {
    const std::string open = "/proc/self/fd/" + std::to_string(file_.get());
    return ::linkat(file_.get(), "", folder_.get(), name_.c_str(),
                    AT_EMPTY_PATH) == 0 ||  // not every user may
           ::linkat(AT_FDCWD, open.c_str(), folder_.get(), name_.c_str(),
                    AT_SYMLINK_FOLLOW) == 0;
  }

  // Where the file system has no files without a name. Who may write into our
  // files (our own user, root) can now change the bytes behind the digest.
  void open_with_a_name() {
    part_ = ".upload-" + std::to_string(std::random_device()()) + ".part";
    // O_EXCL: a new file or none, never through a link that lies there.
    file_.reset(::openat(folder_.get(), part_.c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file_)
      ::flock(file_.get(), LOCK_EX);
    else
      give_up("open");
  }

  // Where it has no links either (FAT). This goes by the name, and anybody who
  // may write into the folder can exchange what it leads to: look before, and
  // take the name back if it happened in between. No more can be done there.
  bool rename() {
    if (part_.empty() || errno == EEXIST) return false;
    if (is_file(part_)) {
      if (::renameat2(folder_.get(), part_.c_str(), folder_.get(),
                      name_.c_str(), RENAME_NOREPLACE) == -1)
        return false;
      if (is_file(name_)) return true;
      ::unlinkat(folder_.get(), name_.c_str(), 0);
    }
    fault_ = "somebody exchanged the file";
    return false;
  }

  // Whether this name of the folder is that of the open file.
  bool is_file(const std::string& name) const {
    struct stat open {};
    struct stat named {};
    return ::fstat(file_.get(), &open) == 0 &&
           ::fstatat(folder_.get(), name.c_str(), &named,
                     AT_SYMLINK_NOFOLLOW) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
  }

  void give_up(const std::string& what) {
    fault_ = what + ": " + std::strerror(errno);
    remove();
  }
  void remove() {
    if (file_ && !part_.empty() && is_file(part_))
      ::unlinkat(folder_.get(), part_.c_str(), 0);
    file_.reset();
  }

  const upload_folder& folder_;
  std::string name_, part_, fault_;  // part_ is "": it has no other name
  kit::unique_fd file_;
};
