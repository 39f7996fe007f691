// A program of several processes, as a compiler is, that is not left behind.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sticky/words.hpp"

namespace sticky {

/// Runs it, its output on standard error, its temporary files in `folder`;
/// gives its status as waitpid() does. It and all that it starts end with this
/// command, also where that is killed. Throws failure if it cannot be run,
/// interrupted.
int run_compiler(std::vector<std::string> line,
                 const std::filesystem::path& folder, const words&);

}  // namespace sticky
