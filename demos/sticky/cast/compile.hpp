// Compiles a learner's program as the lessons' own are compiled.
#pragma once

#include <filesystem>

#include "sticky/words.hpp"

namespace sticky {

/// Compiles one file against the kit, into `folder`, with the compiler that
/// built this command; gives the program's path. What the compiler says goes to
/// standard error. Throws failure, interrupted.
std::filesystem::path compile(const std::filesystem::path& source,
                              const std::filesystem::path& folder,
                              const words&);

}  // namespace sticky
