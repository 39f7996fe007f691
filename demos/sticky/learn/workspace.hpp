// A learner's own folder: the exercises in work, and what is done.
#pragma once

#include <filesystem>
#include <string>

#include "course/course.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// $STICKY_LEARN, or ~/sticky-learn:
///
///   11_sticky_packets/server_five_and_four.cpp       the learner's copy
///   11_sticky_packets/server_five_and_four.cpp.old   before the last reset
///   progress.json
class workspace {
 public:
  /// Throws failure where neither HOME nor STICKY_LEARN says where it is.
  explicit workspace(const words&);

  /// True if there is one: of a learner who has begun.
  static bool exists();
  std::filesystem::path progress() const { return folder_ / "progress.json"; }

  /// Makes the folder. Throws failure.
  void make() const;

  std::filesystem::path file_of(const course::lesson&,
                                const course::exercise&) const;
  /// The same; a copy of where the exercise starts, if it is not there yet.
  /// Throws failure.
  std::filesystem::path start(const course::lesson&,
                              const course::exercise&) const;
  /// As it was at the start; gives where the learner's file is kept, "" if
  /// there was nothing of the learner's. Throws failure, course::error.
  std::filesystem::path reset(const course::lesson&,
                              const course::exercise&) const;

 private:
  void make(const std::filesystem::path&) const;

  words say_;
  std::filesystem::path folder_;
};

/// As a learner writes it: ~/sticky-learn/..., and for a shell.
std::string short_path(const std::filesystem::path&);

/// "server_five_and_four.cpp", or its .cues.
std::string file_name(const course::exercise&);

}  // namespace sticky
