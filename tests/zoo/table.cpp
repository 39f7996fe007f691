#include "table.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "course/course.hpp"

namespace zoo {
namespace {

const std::string line_below_head = "|---|---|---|---|\n";

// Where its source is, beside docs/.
std::string source_of(const animal& one) {
  const std::string lesson = "lesson ";
  if (!one.name.starts_with(lesson))
    return "../tests/zoo/animals/" + one.name + ".cpp";
  return "../lessons/" +
         course::find(one.name.substr(lesson.size(), 2)).folder_name() + "/";
}

// What `sticky check` must be asked for to find it; "" if nothing.
std::string asked_for(const check::options& options) {
  if (options.short_writes) return "--short-writes";
  if (options.kills) return "--kills";
  if (options.compare == check::compare::exit) return "--compare exit";
  if (options.errors.empty()) return {};
  return "--errors " + play::error_name(options.errors.front());
}

std::size_t begin_of_rows(const std::string& text) {
  const std::size_t found = text.find(line_below_head);
  if (found == std::string::npos)
    throw std::runtime_error("docs/zoo.md: no table of four columns");
  return found + line_below_head.size();
}

std::size_t end_of_rows(const std::string& text) {
  std::size_t end = begin_of_rows(text);
  while (end < text.size() && text[end] == '|')
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return end;
}

}  // namespace

const check::fault* fault_of(const animal& one, const check::report& report) {
  const auto found =
      std::ranges::find(report.faults, one.kind, &check::fault::kind);
  return found == report.faults.end() ? nullptr : &*found;
}

std::string table_row(const animal& one, const check::fault& fault) {
  const std::string option = asked_for(one.options);
  return "| [" + one.name + "](" + source_of(one) + ") | " + one.wrong + " | " +
         std::string(to_string(fault.kind)) +
         (option.empty() ? "" : ", with `" + option + "`") + " | " +
         (fault.cues.empty() ? "by itself" : "`" + fault.cues + "`") + " |";
}

std::vector<std::string> rows_of(const std::string& text) {
  const std::size_t begin = begin_of_rows(text);
  std::istringstream in(text.substr(begin, end_of_rows(text) - begin));
  std::vector<std::string> rows;
  for (std::string row; std::getline(in, row);) rows.push_back(row);
  return rows;
}

std::string with_rows(const std::string& text,
                      const std::vector<std::string>& rows) {
  std::string table;
  for (const std::string& row : rows) table += row + '\n';
  return text.substr(0, begin_of_rows(text)) + table +
         text.substr(end_of_rows(text));
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace zoo
