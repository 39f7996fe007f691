#include "reports.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "stage/stage.hpp"
#include "sticky/check/report.hpp"
#include "table.hpp"

namespace zoo {
namespace {

// "./crlf_cut", as from the animals' folder.
std::vector<stage::program> as_typed(std::vector<stage::program> cast) {
  const std::string here = std::string(ZOO_ANIMALS) + "/";
  for (stage::program& one : cast)
    if (std::string& path = one.argv.front(); path.starts_with(here))
      path.replace(0, here.size(), "./");
  return cast;
}

std::string file_name(const animal& one) {
  std::string name = one.name;
  std::ranges::replace(name, ' ', '_');
  return name;
}

}  // namespace

std::string report_path(const animal& one, view::language language) {
  return std::string(ZOO_REPORTS) + "/" + file_name(one) +
         (language == view::language::chinese ? ".zh.txt" : ".en.txt");
}

std::string report_text(const animal& one, const check::report& report,
                        view::language language) {
  std::filesystem::current_path(ZOO_ANIMALS);
  sticky::checked all;
  all.cast = as_typed(one.broken);
  all.options = one.options;
  all.report = report;
  const view::style style{.language = language};
  explain(all, style);
  return sticky::report_text(all, style);
}

std::vector<std::string> lines_to_blame(const animal& one) {
  const std::string file = one.name + ".cpp";
  const std::string path = std::string(ZOO_SOURCES) + "/" + file;
  if (!std::filesystem::exists(path)) return {};  // a lesson's
  std::vector<std::string> lines;
  std::istringstream text(read_text(path));
  int number = 0;
  for (std::string line; std::getline(text, line);)
    if (++number; line.ends_with("// to blame"))
      lines.push_back(file + ":" + std::to_string(number));
  return lines;
}

}  // namespace zoo
