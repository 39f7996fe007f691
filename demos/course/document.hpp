// A JSON file, read so that each mistake in it can be found.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace course {

/// Throws course::error, one line with the file and the place, for a file that
/// cannot be read or is unreasonably long, and for what is no JSON: there are
/// no numbers out of range, no keys twice in one object, and no hundred levels.
nlohmann::json read_document(const std::filesystem::path& file);

}  // namespace course
