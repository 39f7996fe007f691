// docs/zoo.md and docs/zoo.zh.md: one row for each animal, as the search has
// it.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "view/view.hpp"
#include "zoo.hpp"

namespace zoo {

/// "docs/zoo.zh.md", as an absolute path.
std::string table_path(view::language);

/// The fault that the animal is there for; nullptr: the search did not find it.
const check::fault* fault_of(const animal&, const check::report&);

/// How its row begins: "| [its name](its source)".
std::string row_head(const animal&, view::language);
/// The animal's row: its source, what is wrong, the fault, its schedule.
std::string table_row(const animal&, const check::fault&, view::language);

/// The rows of the table in this text, without its head.
std::vector<std::string> rows_of(const std::string& text);
/// The text with other rows.
std::string with_rows(const std::string& text,
                      const std::vector<std::string>& rows);

/// What is in the file. Throws std::runtime_error naming it if it cannot be
/// read.
std::string read_text(const std::string& path);

}  // namespace zoo
