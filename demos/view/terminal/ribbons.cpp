#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "view/layout/columns.hpp"
#include "view/layout/payload.hpp"
#include "view/layout/table.hpp"
#include "view/terminal/bands.hpp"
#include "view/terminal/labels.hpp"
#include "view/view.hpp"
#include "view/words/findings.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

enum class edge { none, soft, hard };

class drawing {
 public:
  drawing(const play::stream& stream, const ribbon::boundaries& boundaries,
          const style& how)
      : stream_(stream),
        how_(how),
        word_(words(how.language)),
        says_(stream, how) {
    margin_ = 4 + std::max({columns(word_.send), columns(word_.segment),
                            columns(word_.recv)});
    fit_ = fit(stream, boundaries, says_, how.width - margin_ - 1);
  }

  std::string text() const {
    std::string result;
    for (const band& b : fit_.bands) {
      if (!play::keeps_boundaries(stream_.kind)) result += axis(b);
      const row_of_boxes* above = nullptr;
      for (const row_of_boxes& r : fit_.table.rows) {
        // A row has nothing to show where only an end of stream is left.
        if (!has_boxes_in(b, r)) continue;
        result += rule(b, above, &r) + boxes(b, r);
        above = &r;
      }
      result += rule(b, above, nullptr);
    }
    return result;
  }

 private:
  using row_of_boxes = table::row_of_boxes;

  std::string_view pick(std::string_view utf8, std::string_view ascii) const {
    return how_.utf8 ? utf8 : ascii;
  }

  /// What stands at the left edge of cell `c` in a row; `c` may be one past.
  edge edge_at(const band& in, const row_of_boxes* row, std::size_t c) const {
    if (row == nullptr) return edge::none;
    edge result = edge::none;
    for (const box& b : row->boxes) {
      const bool left = b.first == c && c < in.last;
      const bool right = b.last + 1 == c && c > in.first;
      if ((left && b.begins) || (right && b.ends)) return edge::hard;
      const bool clipped = (c == in.first && b.first < c && b.last >= c) ||
                           (c == in.last && b.first < c && b.last >= c);
      if (left || right || clipped) result = edge::soft;
    }
    return result;
  }

  static bool covered(const row_of_boxes* row, std::size_t c) {
    return row != nullptr && std::ranges::any_of(row->boxes, [c](const box& b) {
             return b.first <= c && c <= b.last;
           });
  }

  static bool has_boxes_in(const band& in, const row_of_boxes& row) {
    return std::ranges::any_of(row.boxes, [&](const box& b) {
      return b.first < in.last && b.last >= in.first;
    });
  }

  /// The line between two rows; null: there is none.
  std::string rule(const band& in, const row_of_boxes* above,
                   const row_of_boxes* below) const {
    constexpr std::string_view joints[] = {" ", "│", "│", "│", "─", "┘",
                                           "┐", "┤", "─", "└", "┌", "├",
                                           "─", "┴", "┬", "┼"};
    line result;
    result.pad_to(margin_);
    for (std::size_t c = in.first; c <= in.last; ++c) {
      const auto lies = [&](std::size_t at) {
        return covered(above, at) || covered(below, at);
      };
      const bool up = edge_at(in, above, c) == edge::hard;
      const bool down = edge_at(in, below, c) == edge::hard;
      const bool left = c > in.first && lies(c - 1);
      const bool right = c < in.last && lies(c);
      const int arms =
          (up ? 1 : 0) + (down ? 2 : 0) + (left ? 4 : 0) + (right ? 8 : 0);
      const bool corner = (up || down) && (left || right);
      result.add(pick(joints[arms], corner          ? "+"
                                    : left || right ? "-"
                                    : up || down    ? "|"
                                                    : " "),
                 ink::faint);
      if (c == in.last) break;
      result.pad_to(result.width() + fit_.widths[c],
                    right ? pick("─", "-") : " ", ink::faint);
    }
    return result.text(how_.colour);
  }

  /// In which band a box that is spread over several shows what it says.
  bool speaks_in(const band& in, const box& b) const {
    const auto room = [&](const band& part) {
      if (b.last < part.first || b.first >= part.last) return -1;
      return fit_.inner(std::max(b.first, part.first),
                        std::min(b.last, part.last - 1));
    };
    return std::ranges::all_of(fit_.bands, [&](const band& other) {
      return room(other) < room(in) ||
             (room(other) == room(in) && other.first >= in.first);
    });
  }

  std::string boxes(const band& in, const row_of_boxes& row) const {
    const auto& [what, list] = row;
    line result;
    result.add("  ").add(what == row::send      ? word_.send
                         : what == row::segment ? word_.segment
                                                : word_.recv);
    result.pad_to(margin_);
    for (std::size_t c = in.first; c <= in.last;) {
      const edge e = edge_at(in, &row, c);
      result.add(e == edge::hard   ? pick("│", "|")
                 : e == edge::soft ? pick("┊", ":")
                                   : " ",
                 ink::faint);
      if (c == in.last) break;
      const auto found = std::ranges::find_if(
          list, [c](const box& b) { return b.first <= c && c <= b.last; });
      if (found == list.end()) {
        result.pad_to(result.width() + fit_.widths[c]);
        ++c;
        continue;
      }
      const std::size_t last = std::min(found->last, in.last - 1);
      const int width = fit_.inner(c, last);
      result.append(speaks_in(in, *found) ? says_.content(*found, what, width)
                                          : says_.silent(*found, width));
      c = last + 1;
    }
    return result.text(how_.colour);
  }

  /// The offsets over the boundaries, where there is room for them.
  std::string axis(const band& in) const {
    line result;
    int column = margin_;
    std::int64_t before = -1;
    for (std::size_t c = in.first; c <= in.last; ++c) {
      const std::int64_t offset =
          c < in.last ? fit_.table.cells[c].begin : fit_.table.cells[c - 1].end;
      const std::string number = fmt::format("{}", offset);
      const int at = std::min(column, how_.width - columns(number));
      const bool room = result.width() == 0 || at > result.width();
      if (offset != before && room) {
        result.pad_to(at).add(number, ink::faint);
        before = offset;
      }
      if (c < in.last) column += fit_.widths[c] + 1;
    }
    return result.text(how_.colour);
  }

  const play::stream& stream_;
  const style& how_;
  const vocabulary& word_;
  int margin_ = 0;
  labels says_;
  fitted_table fit_;
};

}  // namespace

std::string ribbons(const play::record& play, const style& how) {
  const vocabulary& word = words(how.language);
  std::map<std::pair<std::string, std::string>, int> connections;
  narrator tells(how.language);
  std::string result;
  for (const play::stream& s : play.streams) {
    const auto name = [&](const std::string& program) {
      return program.empty() ? std::string(word.outside)
                             : harmless(program, how.utf8);
    };
    if (!result.empty()) result += "\n";
    line header;
    header.add(name(s.from), ink::strong);
    header.add(how.utf8 ? " ──▶ " : " --> ").add(name(s.to), ink::strong);
    header.add("   " + amount(s, how.language), ink::faint);
    if (const int n = ++connections[{s.from, s.to}]; n > 1) {
      header.add(fmt::format("  ({} {})", word.connection, n), ink::faint);
    }
    result += header.clipped(how.width, ellipsis(how)).text(how.colour);
    const ribbon::boundaries boundaries = ribbon::of(s, play.calls);
    result += drawing(s, boundaries, how).text();
    for (const std::string& sentence : tells.sentences(s, boundaries)) {
      const char* mark = "  * ";
      for (const std::string& part : wrapped(sentence, how.width - 4)) {
        result += line().add(mark, ink::faint).add(part).text(how.colour);
        mark = "    ";
      }
    }
  }
  return result;
}

}  // namespace view
