// One file that a command writes to.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "sticky/delivery.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// A file that is there afterwards as a whole, or is as it was before: it is
/// written beside its place, and put there by finish(). Its permissions and its
/// owner stay; where its name is a symbolic link, that stays, too.
///
/// Written in place are pipes and devices; a file that has another name as well
/// or another owner, or whose folder takes no new file: those a full disk may
/// cut short.
class output_file {
 public:
  /// Looks whether it can be written; to open a pipe is to wait for its reader.
  /// "-" is standard output. Where it goes wrong, what the user named was this
  /// file, or its folder. Throws failure, interrupted.
  output_file(std::string path, const words&, bool folder_was_named = false);
  ~output_file();
  output_file(const output_file&) = delete;
  output_file& operator=(const output_file&) = delete;

  const std::string& path() const { return path_; }
  /// One regular file by two names, or by the same one twice.
  bool is(const output_file& other) const;

  /// The next bytes. Throws failure, interrupted, closed_output.
  void write(delivery&, std::string_view bytes);
  /// The same; that was all.
  void finish(delivery&);

 private:
  bool is_standard() const;
  void open_what_is_there();
  void find_place(std::filesystem::path target);
  bool open_beside();
  bool take_after_old();
  bool give_name();
  void drop_what_is_beside();
  void flush(delivery&);
  std::string name_another() const;
  [[noreturn]] void refuse_to_open() const;
  [[noreturn]] void refuse_to_write() const;

  std::string path_;
  words say_;
  bool folder_was_named_;
  int fd_ = -1;
  std::optional<struct stat> old_;       // the regular file that is there
  std::filesystem::path folder_, name_;  // of its place; "": in place
  std::filesystem::path beside_;  // its name until it is whole; "": it has none
  bool begun_ = false;
  std::string waiting_;  // for the next write()
};

}  // namespace sticky
