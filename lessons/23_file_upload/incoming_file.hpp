// A file on its way: under another name until it is whole and was checked.
#pragma once

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

#include "file_name.hpp"
#include "kit/check.hpp"
#include "kit/unique_fd.hpp"

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
    part_ = ".upload-" + std::to_string(::getpid()) + ".part";
    ::unlinkat(folder_.get(), part_.c_str(), 0);
    // O_EXCL: a new file or none, never through a link that lies there.
    file_.reset(::openat(folder_.get(), part_.c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file_)
      ::flock(file_.get(), LOCK_EX);
    else
      give_up("open");
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
    if (file_ && ::renameat2(folder_.get(), part_.c_str(), folder_.get(),
                             name_.c_str(), RENAME_NOREPLACE) == -1)
      give_up(errno == EEXIST ? "a file of that name" : "rename");
    if (!fault_.empty()) return "refused: " + fault_;
    if (!file_) return "whole, but not kept: there is no folder";
    file_.reset();
    ::fsync(folder_.get());  // the name as well
    return "kept";
  }

 private:
  void give_up(const std::string& what) {
    fault_ = what + ": " + std::strerror(errno);
    remove();
  }
  void remove() {
    if (file_) ::unlinkat(folder_.get(), part_.c_str(), 0);
    file_.reset();
  }

  const upload_folder& folder_;
  std::string name_, part_, fault_;
  kit::unique_fd file_;
};
