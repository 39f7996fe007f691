// Searches every broken animal and rewrites the tables in docs/zoo.md and
// docs/zoo.zh.md and the reports in tests/check/reports. Exits 1 if a fault was
// not found: then the tables stay.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>

#include "reports.hpp"
#include "table.hpp"

namespace {

void write(const std::string& path, const std::string& text) {
  std::error_code none;
  if (std::filesystem::exists(path, none) && zoo::read_text(path) == text)
    return;
  if (!(std::ofstream(path, std::ios::binary) << text << std::flush))
    throw std::runtime_error(path + ": cannot be written");
  std::printf("%s: rewritten\n", path.c_str());
}

}  // namespace

int main() try {
  if (const play::reason& why = stage::no_own_network(); !why.empty())
    throw play::explained_error(why);
  std::map<view::language, std::vector<std::string>> rows;
  for (const zoo::animal& one : zoo::animals()) {
    const check::report report = check::search(one.broken, one.options);
    const check::fault* const fault = zoo::fault_of(one, report);
    if (fault == nullptr) throw std::runtime_error(one.name + ": not found");
    for (const auto language :
         {view::language::english, view::language::chinese}) {
      rows[language].push_back(zoo::table_row(one, *fault, language));
      write(zoo::report_path(one, language),
            zoo::report_text(one, report, language));
    }
  }
  for (const auto& [language, table] : rows) {
    const std::string path = zoo::table_path(language);
    write(path, zoo::with_rows(zoo::read_text(path), table));
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "fix_zoo: %s\n", error.what());
  return 1;
}
