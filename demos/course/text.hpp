// A lesson's text, README.md or README.zh.md, in parts that can be shown one
// after the other. Reads as much of Markdown as the texts use.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "course/course.hpp"

namespace course {

/// A piece of a text.
struct block {
  enum class kind { heading, paragraph, item, code, row, fold };
  kind is = kind::paragraph;
  /// Without the marks of links and emphasis, and in one line; code as it
  /// stands there; a fold's summary.
  std::string text;
  /// Of an item "2." or "-"; of code what stands behind its fence: "sh".
  std::string mark;
  int indent = 0;                  ///< columns, of what belongs to an item
  std::vector<std::string> cells;  ///< of a table's row
  std::vector<block> inside;       ///< of a fold: <details>
};

/// What every text has, in this order; what stands before the first heading
/// belongs to the question.
enum class part { question, run, see, why, document, exercises, next };
inline constexpr std::size_t parts = 7;
using text = std::array<std::vector<block>, parts>;

/// Throws error if it cannot be read.
text read_text(const lesson&, play::language);
/// The same, given what stands in the file.
text parse_text(std::string_view markdown);

}  // namespace course
