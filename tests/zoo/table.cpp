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

const std::string lesson = "lesson ";

// "22 client_one_recv", or nothing if it is no lesson's.
std::string in_lesson(const animal& one) {
  return one.name.starts_with(lesson) ? one.name.substr(lesson.size())
                                      : std::string();
}

// Where its source is, beside docs/.
std::string source_of(const animal& one, view::language language) {
  const std::string inside = in_lesson(one);
  if (inside.empty()) return "../tests/zoo/animals/" + one.name + ".cpp";
  return "../lessons/" + course::find(inside.substr(0, 2)).folder_name() +
         (language == view::language::chinese ? "/README.zh.md" : "/");
}

std::string name_of(const animal& one, view::language language) {
  const std::string inside = in_lesson(one);
  if (language == view::language::english || inside.empty()) return one.name;
  return "第 " + inside.substr(0, 2) + " 课" + inside.substr(2);
}

std::string kind_of(check::fault_kind kind, view::language language) {
  if (language == view::language::english) return std::string(to_string(kind));
  switch (kind) {
    case check::fault_kind::output_differs:
      return "输出不同";
    case check::fault_kind::exit_differs:
      return "结束方式不同";
    case check::fault_kind::always_fails:
      return "在每个调度下都失败";
    case check::fault_kind::truncated:
      return "数据报被截断";
    case check::fault_kind::reset:
      return "数据毁于复位";
    case check::fault_kind::everyone_waits:
      return "全都在等";
    case check::fault_kind::signal:
      return "死于信号";
    case check::fault_kind::spinning:
      return "空转";
  }
  return {};
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
    throw std::runtime_error("docs/zoo: no table of four columns");
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

std::string table_path(view::language language) {
  return std::string(ZOO_DOCS) +
         (language == view::language::chinese ? "/zoo.zh.md" : "/zoo.md");
}

std::string row_head(const animal& one, view::language language) {
  return "| [" + name_of(one, language) + "](" + source_of(one, language) +
         ") |";
}

std::string table_row(const animal& one, const check::fault& fault,
                      view::language language) {
  const bool chinese = language == view::language::chinese;
  const std::string option = asked_for(one.options);
  const std::string with = chinese ? "，要加 `" : ", with `";
  const std::string by_itself = chinese ? "不加干预" : "by itself";
  return row_head(one, language) + " " +
         (chinese ? one.wrong.chinese : one.wrong.english) + " | " +
         kind_of(fault.kind, language) +
         (option.empty() ? "" : with + option + "`") + " | " +
         (fault.cues.empty() ? by_itself : "`" + fault.cues + "`") + " |";
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
