// Compiles a learner's program as the lessons' own are compiled.
#pragma once

#include <filesystem>

#include "sticky/words.hpp"

namespace command {

/// A folder of our own among the temporary ones; removed with this object.
class temporary_folder {
 public:
  /// Throws failure if none can be made.
  explicit temporary_folder(const words&);
  ~temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// It stays when this object goes.
  void keep() { kept_ = true; }

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

/// Compiles one file against the kit, into `folder`, with the compiler that
/// built this command; gives the program's path. What the compiler says goes to
/// standard error. Throws failure, interrupted.
std::filesystem::path compile(const std::filesystem::path& source,
                              const std::filesystem::path& folder,
                              const words&);

}  // namespace command
