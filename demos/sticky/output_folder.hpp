// A folder that takes a file for each scene of a lesson.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sticky/words.hpp"

namespace sticky {

/// True for a folder that is there, and for what ends with "/".
bool is_folder(const std::string& path);

/// "pictures/11_late_reader.svg"
std::string file_in(const std::string& folder, const std::string& name);

/// Makes those that end with "/" and are not there. In the end it takes away
/// again which of them are still empty.
class new_folders {
 public:
  /// Throws failure.
  new_folders(const std::vector<std::string>& paths, const words&);
  ~new_folders();
  new_folders(const new_folders&) = delete;
  new_folders& operator=(const new_folders&) = delete;

 private:
  std::vector<std::filesystem::path> made_;
};

}  // namespace sticky
