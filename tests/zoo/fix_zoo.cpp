// fix_zoo FILE: searches every broken animal and rewrites the table in FILE
// (docs/zoo.md) and the reports in tests/check/reports. Exits 1 if a fault was
// not found: then the table stays.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

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

int main(int, char** argv) try {
  const std::string path = std::filesystem::absolute(argv[1]);
  if (const play::reason& why = stage::no_own_network(); !why.empty())
    throw play::explained_error(why);
  std::vector<std::string> rows;
  for (const zoo::animal& one : zoo::animals()) {
    const check::report report = check::search(one.broken, one.options);
    const check::fault* const fault = zoo::fault_of(one, report);
    if (fault == nullptr) throw std::runtime_error(one.name + ": not found");
    rows.push_back(zoo::table_row(one, *fault));
    for (const auto language :
         {view::language::english, view::language::chinese})
      write(zoo::report_path(one, language),
            zoo::report_text(one, report, language));
  }
  write(path, zoo::with_rows(zoo::read_text(path), rows));
} catch (const std::exception& error) {
  std::fprintf(stderr, "fix_zoo: %s\n", error.what());
  return 1;
}
