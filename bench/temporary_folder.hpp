// A place for the files of a benchmark, which nobody has to clear away.
#pragma once

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

#include "kit/check.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace bench {

/// A folder that is gone when this program is, however that ends: a process of
/// its own waits for that, and then removes it. Below $TMPDIR if that is set,
/// else below /dev/shm, which is memory, if that has the room, else below /tmp.
class temporary_folder {
 public:
  explicit temporary_folder(std::uintmax_t room) {
    std::error_code none;
    std::filesystem::path above = "/dev/shm";
    if (::getenv("TMPDIR") ||
        std::filesystem::space(above, none).available < room || none)
      above = std::filesystem::temp_directory_path(none);
    if (above.empty())
      throw std::runtime_error("TMPDIR is no folder: set it to one");
    if (std::filesystem::space(above).available < room)
      throw std::runtime_error(above.string() + " has not " +
                               std::to_string(room >> 20) +
                               " MiB of room: set TMPDIR to a folder that has");
    std::string path = above / "bench-upload-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
      kit::throw_system_error(errno, "mkdtemp " + path);
    path_ = path;
    int ends[2];
    kit::check(::pipe(ends), "pipe");
    const kit::unique_fd end(ends[0]);
    alive_.reset(ends[1]);  // our children hold it too, and write nothing
    remover_ = kit::check(::fork(), "fork");
    if (remover_ != 0) return;
    ::setpgid(0, 0);  // Ctrl-C is not for it
    alive_.reset();
    char none_comes = 0;
    while (::read(end.get(), &none_comes, 1) == -1 && errno == EINTR) continue;
    std::filesystem::remove_all(path_, none);
    ::_exit(0);
  }
  ~temporary_folder() {
    alive_.reset();
    ::waitpid(remover_, nullptr, 0);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  kit::unique_fd alive_;
  pid_t remover_ = -1;
};

}  // namespace bench
