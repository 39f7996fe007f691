// fix_zoo_table FILE: searches every broken animal and rewrites the table in
// FILE (docs/zoo.md). Exits 1 if a fault was not found: then the file stays.
#include <cstdio>
#include <exception>
#include <fstream>

#include "table.hpp"

int main(int, char** argv) try {
  const std::string path = argv[1];
  if (const play::reason& why = stage::no_own_network(); !why.empty())
    throw play::explained_error(why);
  std::vector<std::string> rows;
  for (const zoo::animal& one : zoo::animals()) {
    const check::report report = check::search(one.broken, one.options);
    const check::fault* const fault = zoo::fault_of(one, report);
    if (fault == nullptr) throw std::runtime_error(one.name + ": not found");
    rows.push_back(zoo::table_row(one, *fault));
  }
  const std::string text = zoo::read_text(path);
  const std::string wanted = zoo::with_rows(text, rows);
  if (wanted == text) return 0;
  if (!(std::ofstream(path, std::ios::binary) << wanted << std::flush))
    throw std::runtime_error(path + ": cannot be written");
  std::printf("%s: rewritten\n", path.c_str());
} catch (const std::exception& error) {
  std::fprintf(stderr, "fix_zoo_table: %s\n", error.what());
  return 1;
}
