#include "sticky/output_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "sticky/failure.hpp"

namespace sticky {

bool is_folder(const std::string& path) {
  std::error_code none;
  return path.ends_with('/') || std::filesystem::is_directory(path, none);
}

std::string file_in(const std::string& folder, const std::string& name) {
  return folder + (folder.ends_with('/') ? "" : "/") + name;
}

new_folders::new_folders(const std::vector<std::string>& paths,
                         const words& say) {
  made_.reserve(paths.size());
  for (const std::string& path : paths) {
    std::error_code none;
    if (!path.ends_with('/') || std::filesystem::is_directory(path, none))
      continue;
    if (::mkdir(path.c_str(), 0777) == -1) {
      const int why = errno;
      for (const auto& folder : made_) ::rmdir(folder.c_str());
      if (why == EEXIST) {
        throw failure(say.format("{}: is no folder; name another folder",
                                 "{}：不是目录；请换一个目录", path));
      }
      throw failure(say.format("{}: cannot be made: {}; name another folder",
                               "{}：无法创建：{}；请换一个目录", path,
                               std::strerror(why)));
    }
    made_.emplace_back(path);
  }
}

new_folders::~new_folders() {
  // What holds a file stays.
  for (const auto& folder : made_) ::rmdir(folder.c_str());
}

}  // namespace sticky
