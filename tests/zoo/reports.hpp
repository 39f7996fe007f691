// tests/check/reports: of each broken animal the whole report, as an 80-column
// terminal has it, for people to read through.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "view/view.hpp"
#include "zoo.hpp"

namespace zoo {

/// "tests/check/reports/crlf_cut.en.txt", as an absolute path.
std::string report_path(const animal&, view::language);

/// What `sticky check` says of it, called where the animals are: its programs
/// are played once more. Changes the working directory.
std::string report_text(const animal&, const check::report&, view::language);

/// "crlf_cut.cpp:18", for each line of its source that ends in `// to blame`: a
/// report must name one of them.
std::vector<std::string> lines_to_blame(const animal&);

}  // namespace zoo
