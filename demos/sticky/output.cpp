#include "sticky/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "sticky/failure.hpp"
#include "sticky/interrupt.hpp"
#include "sticky/terminal.hpp"

namespace command {
namespace {

/// One regular file by two names, or by the same one twice.
bool are_one_file(int one, int other) {
  struct stat a {
  }, b{};
  return ::fstat(one, &a) == 0 && ::fstat(other, &b) == 0 &&
         S_ISREG(a.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

output::output(const view::style& style)
    : style_(style), say_(style.language) {}

output::output(const output_files& asked, const view::style& style,
               std::string_view no_packets)
    : output(style) {  // so the destructor runs if one of them cannot be opened
  if (!asked.pcap.empty() && !no_packets.empty()) {
    throw failure(say_.format("--pcap {}: no packets to write: {}",
                              "--pcap {}：没有可写的数据包：{}", asked.pcap,
                              no_packets));
  }
  open(asked.json, [](const play::record& record, view::language) {
    return play::to_json(record);
  });
  open(asked.svg, [](const play::record& record, view::language language) {
    return view::svg(record, language);
  });
  open(asked.pcap, [](const play::record& record, view::language) {
    return view::pcapng(record);
  });
}

void output::open(const std::string& path, drawing draw) {
  if (path.empty()) return;
  if (path == "-") {
    if (!prints_text_) {
      throw failure(
          say_("two outputs to -: standard output takes only one; name a file "
               "for the others",
               "有两个输出都写到 -：标准输出只能接一个；请给其余的写文件名"));
    }
    prints_text_ = false;
    files_.push_back({path, std::move(draw), STDOUT_FILENO, false});
    return;
  }
  // Not truncated yet: the play may fail, and the old file is better than none.
  const int flags = O_WRONLY | O_CLOEXEC;
  int fd = ::open(path.c_str(), flags | O_CREAT | O_EXCL, 0666);
  const bool made_here = fd != -1;
  if (!made_here && errno == EEXIST) fd = ::open(path.c_str(), flags);
  if (fd == -1) {
    // To open a pipe is to wait for its reader.
    if (errno == EINTR && caught_signal() != 0) {
      throw interrupted{caught_signal()};
    }
    throw failure(say_.format("{}: cannot be written: {}; name another file",
                              "{}：无法写入：{}；请换一个文件", path,
                              std::strerror(errno)));
  }
  for (const target& other : files_) {
    if (!are_one_file(fd, other.fd)) continue;
    ::close(fd);
    throw failure(
        say_.format("two outputs to {}: name another file for one of them",
                    "有两个输出都写到 {}：请给其中一个换一个文件", path));
  }
  files_.push_back({path, std::move(draw), fd, made_here});
}

output::~output() {
  for (const target& to : files_) {
    if (to.fd != STDOUT_FILENO) ::close(to.fd);
    if (to.made_here && !to.written) ::unlink(to.path.c_str());
  }
}

void output::write(const play::record& record) {
  for (target& to : files_) {
    const std::string bytes = to.draw(record, style_.language);
    if (to.fd == STDOUT_FILENO) {
      print(bytes);
      continue;
    }
    // A pipe or a device cannot be truncated, and needs not be.
    [[maybe_unused]] const int cut = ::ftruncate(to.fd, 0);
    std::string_view rest = bytes;
    while (!rest.empty()) {
      const ssize_t wrote = ::write(to.fd, rest.data(), rest.size());
      if (wrote == -1 && errno == EINTR) continue;
      if (wrote == -1) {
        throw failure(
            say_.format("{}: {}", "{}:{}", to.path, std::strerror(errno)));
      }
      rest.remove_prefix(static_cast<std::size_t>(wrote));
    }
    to.written = true;
  }
}

}  // namespace command
