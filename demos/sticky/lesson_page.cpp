#include "sticky/lesson_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "sticky/terminal/terminal.hpp"
#include "view/layout/columns.hpp"

namespace sticky {
namespace {

using course::block;
using kind = block::kind;
using lines = std::vector<std::string>;

std::string blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

/// Wrapped, the first line behind `first`, the others as far in.
void add_wrapped(lines& to, const std::string& text, const std::string& first,
                 int width) {
  const int indent = view::columns(first);
  std::string before = first;
  for (std::string line : view::wrapped(text, width - indent)) {
    line.erase(line.find_last_not_of(' ') + 1);
    to.push_back(before + line);
    before = blanks(indent);
  }
}

/// A drawing is as wide as a terminal of 80 columns: in a narrower one, and in
/// a narrow one long lines of code too, the right end is missing.
void add_code(lines& to, const block& code, const view::style& style) {
  std::vector<std::string> all;
  int widest = 0;
  std::istringstream rest(code.text);
  for (std::string line; std::getline(rest, line);) {
    widest = std::max(widest, view::columns(line));
    all.push_back(std::move(line));
  }
  const int usual = code.mark.starts_with("console") ? 0 : 4;
  const int indent =
      std::clamp(code.indent + usual, 0, std::max(style.width - widest, 0));
  for (const std::string& text : all) {
    std::string line = view::line()
                           .add(blanks(indent))
                           .add(text)
                           .clipped(style.width, style.utf8 ? "…" : ">")
                           .text(false);
    line.pop_back();  // its newline
    to.push_back(std::move(line));
  }
}

/// Side by side where there is room; else one entry for each row.
void add_table(lines& to, const std::vector<block>& rows,
               const view::style& style) {
  std::vector<int> widths;
  for (const block& row : rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], view::columns(row.cells[i]));
    }
  int all = 0;
  for (const int width : widths) all += width + 2;
  if (all <= style.width) {
    for (const block& row : rows) {
      std::string line;
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        line += "  " + row.cells[i] +
                blanks(widths[i] - view::columns(row.cells[i]));
      line.erase(line.find_last_not_of(' ') + 1);
      to.push_back(&row == rows.data() ? bold(style, line) : line);
    }
    return;
  }
  const std::string between =
      style.language == view::language::chinese ? "；" : "; ";
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    std::string text = row->cells.front() + ": ";
    for (auto cell = row->cells.begin() + 1; cell != row->cells.end(); ++cell)
      text += (cell == row->cells.begin() + 1 ? "" : between) + *cell;
    add_wrapped(to, text, "- ", style.width);
  }
}

/// Of a fold that holds a play: the command that draws it.
std::string command_in(const block& fold) {
  for (const block& one : fold.inside)
    if (one.is == kind::code && one.text.starts_with("$ "))
      return one.text.substr(2, one.text.find('\n') - 2);
  return "";
}

void add_block(lines& to, const block& one, const view::style& style) {
  switch (one.is) {
    case kind::heading:
      to.push_back(bold(style, one.text));
      break;
    case kind::paragraph:
      add_wrapped(to, one.text, blanks(one.indent), style.width);
      break;
    case kind::item:
      add_wrapped(
          to, one.text,
          blanks(one.indent - view::columns(one.mark) - 1) + one.mark + ' ',
          style.width);
      break;
    case kind::code:
      add_code(to, one, style);
      break;
    case kind::fold:
      add_wrapped(to, '(' + one.text + ": " + command_in(one) + ')', "",
                  style.width);
      break;
    case kind::row:
      break;
  }
}

bool leads_on(const std::string& line) {
  return line.ends_with(":") || line.ends_with("：");
}

/// Where the lines from `i` end that belong together: at an empty one, but not
/// at one behind a line that leads on.
std::size_t end_of_unit(const lines& all, std::size_t i, bool may_lead_on) {
  std::size_t end = i;
  while (end < all.size() && (!all[end].empty() || (may_lead_on && end > i &&
                                                    leads_on(all[end - 1]))))
    ++end;
  return end;
}

}  // namespace

lines page_lines(const std::vector<block>& blocks, const view::style& style) {
  lines all;
  const block* before = nullptr;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const block& one = blocks[i];
    if (one.is == kind::fold && command_in(one).empty()) continue;
    const bool belongs = before != nullptr &&
                         (before->is == kind::heading ||
                          (before->is == kind::item && one.is == kind::item));
    if (before != nullptr && !belongs) all.emplace_back();
    before = &one;
    if (one.is != kind::row) {
      add_block(all, one, style);
      continue;
    }
    std::vector<block> rows;
    for (; i < blocks.size() && blocks[i].is == kind::row; ++i)
      rows.push_back(blocks[i]);
    add_table(all, rows, style);
    --i;
  }
  return all;
}

std::vector<lines> in_screens(const lines& all, std::size_t most) {
  std::vector<lines> screens(1);
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = end_of_unit(all, i, true);
    if (end - i > most) end = end_of_unit(all, i, false);
    const bool fits = screens.back().size() + (end - i) <= most;
    if (!fits && !screens.back().empty() && end - i <= most)
      screens.emplace_back();
    for (; i < end; ++i) {
      if (screens.back().size() == most) screens.emplace_back();
      screens.back().push_back(all[i]);
    }
    for (; i < all.size() && all[i].empty(); ++i)
      if (!screens.back().empty() && screens.back().size() < most)
        screens.back().emplace_back();
  }
  for (lines& screen : screens)
    while (!screen.empty() && screen.back().empty()) screen.pop_back();
  return screens;
}

std::vector<block> folded(const std::vector<block>& blocks) {
  std::vector<block> all;
  for (const block& one : blocks)
    if (one.is == kind::fold)
      all.insert(all.end(), one.inside.begin(), one.inside.end());
  return all;
}

}  // namespace sticky
