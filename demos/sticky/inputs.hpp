// The programs' standard input, as --stdin gives it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "stage/stage.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// Reads each NAME=FILE into the program of that name; FILE "-" is the
/// command's own standard input. Throws failure, interrupted.
void give_inputs(std::vector<stage::program>& cast,
                 const std::vector<std::string>& inputs, const words&);

/// The same of what each program must print (--expect).
std::map<std::string, std::string> expected_outputs(
    const std::vector<stage::program>& cast,
    const std::vector<std::string>& list, const words&);

}  // namespace sticky
