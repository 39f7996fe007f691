#include <fmt/format.h>

#include <algorithm>

#include "view/view.hpp"

namespace view {
namespace {

std::string text_of(const play::source& source) {
  if (source.file.empty()) return source.function;
  return fmt::format("{}:{}{}{}", source.file, source.line,
                     source.function.empty() ? "" : " ", source.function);
}

}  // namespace

std::string source_text(const play::call& call) {
  return source_text(call.where);
}

std::string source_text(const std::vector<play::source>& where) {
  return where.empty() ? "" : text_of(where.front());
}

std::string sites_text(const std::vector<play::source>& where) {
  const auto other = std::ranges::find_if(where, [&](const play::source& one) {
    return one.line > 0 && one.file != where.front().file;
  });
  return source_text(where) +
         (other == where.end() ? "" : " < " + text_of(*other));
}

std::string stack_text(const std::vector<play::source>& where) {
  std::string text = source_text(where);
  for (std::size_t i = 1; i < where.size(); ++i)
    text += " < " + where[i].function;
  return text;
}

}  // namespace view
