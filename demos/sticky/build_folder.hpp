// Where a learner's program is compiled.
#pragma once

#include <filesystem>
#include <string>

#include "stage/descriptor.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// A folder of ours, empty at first, that no other running command uses:
///
///   $TMPDIR/sticky-UID/       one for each user, whom it must belong to
///       22_struct_header/     locked (flock) while a command uses it
///       22_struct_header.2/   the same for a second one at the same time
///
/// It is removed with this object, unless it is kept: then it stays until the
/// next command of that name, or for a day. What a command that was killed has
/// left is removed by the next one, whatever its name.
class build_folder {
 public:
  /// Throws failure if none can be made.
  build_folder(const std::string& name, const words&);
  ~build_folder();
  build_folder(const build_folder&) = delete;
  build_folder& operator=(const build_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// It stays when this object goes.
  void keep();

 private:
  bool take_first_free(const std::string& name);

  std::filesystem::path place_, path_;
  stage::descriptor lock_;
  bool kept_ = false;
};

/// $TMPDIR, or /tmp if that is not set. Throws failure if it is no folder.
std::filesystem::path temporary_folder(const words&);

}  // namespace sticky
