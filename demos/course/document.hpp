// A JSON file, read so that each mistake in it can be found.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "course/course.hpp"

namespace course {

/// That this is wrong in the file; `place` is where in there, "" all of it.
error wrong_at(const std::filesystem::path& file, const std::string& place,
               const play::reason& what);

/// The whole file. Throws course::error if it cannot be read or is unreasonably
/// long.
std::string read_whole(const std::filesystem::path& file);

/// Throws course::error, one line with the file and the place, for what is no
/// JSON: there are no numbers out of range, no keys twice in one object, and no
/// hundred levels.
nlohmann::json parse_document(const std::filesystem::path& file,
                              const std::string& text);

}  // namespace course
