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
          const style& how, bool goes_on)
      : stream_(stream),
        how_(how),
        word_(words(how.language)),
        says_(stream, how, goes_on) {
    margin_ = 4 + std::max({columns(word_.send), columns(word_.segment),
                            columns(word_.recv)});
    fit_ = fit(stream, boundaries, says_, how.width - margin_ - 1);
  }

  /// One for each band.
  std::vector<part> parts() const {
    std::vector<part> result;
    for (const band& b : fit_.bands) {
      part& now = result.emplace_back();
      if (!play::keeps_boundaries(stream_.kind)) now.text += axis(b);
      const row_of_boxes* above = nullptr;
      for (const row_of_boxes& r : fit_.table.rows) {
        // A row has nothing to show where only an end of stream is left.
        if (!has_boxes_in(b, r)) continue;
        now.text += rule(b, above, &r) + boxes(b, r);
        above = &r;
        for (const box& one : r.boxes)
          if (is_in(b, one)) now.last = std::max(now.last, one.call);
      }
      now.text += rule(b, above, nullptr);
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

  static bool is_in(const band& in, const box& b) {
    return b.first < in.last && b.last >= in.first;
  }
  static bool has_boxes_in(const band& in, const row_of_boxes& row) {
    return std::ranges::any_of(row.boxes,
                               [&](const box& b) { return is_in(in, b); });
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

std::vector<parts_of_ribbon> ribbons_in_parts(const play::record& play,
                                              const style& how) {
  const vocabulary& word = words(how.language);
  std::map<std::pair<std::string, std::string>, int> connections;
  narrator tells(how.language);
  std::vector<parts_of_ribbon> all;
  for (const play::stream& s : play.streams) {
    parts_of_ribbon& now = all.emplace_back();
    const auto name = [&](const std::string& program) {
      return program.empty() ? std::string(word.outside)
                             : harmless(program, how.utf8);
    };
    line header;
    header.add(name(s.from), ink::strong);
    header.add(how.utf8 ? " ──▶ " : " --> ").add(name(s.to), ink::strong);
    header.add("   " + amount(s, how.language), ink::faint);
    if (const int n = ++connections[{s.from, s.to}]; n > 1) {
      header.add(fmt::format("  ({} {})", word.connection, n), ink::faint);
    }
    now.header = header.clipped(how.width, ellipsis(how)).text(how.colour);
    const bool goes_on = play.goes_on_for(s.to);
    const ribbon::boundaries boundaries = ribbon::of(s, play.calls);
    now.bands = drawing(s, boundaries, how, goes_on).parts();
    for (const auto* row : {&s.sends, &s.recvs})
      for (const play::piece& p : *row) now.last = std::max(now.last, p.call);
    // Where the last call is in a fold, or one of many ends of the stream.
    if (!now.bands.empty() && std::ranges::none_of(now.bands, [&](part& band) {
          return band.last == now.last;
        })) {
      now.bands.back().last = now.last;
    }
    for (const sentence& one : tells.tell(s, boundaries, goes_on)) {
      part& said = now.sentences.emplace_back();
      said.last = one.last;
      const char* mark = "  * ";
      for (const std::string& piece : wrapped(one.text, how.width - 4)) {
        said.text += line().add(mark, ink::faint).add(piece).text(how.colour);
        mark = "    ";
      }
    }
  }
  return all;
}

std::string ribbons(const play::record& play, const style& how) {
  std::string result;
  for (const parts_of_ribbon& one : ribbons_in_parts(play, how)) {
    result += (result.empty() ? "" : "\n") + one.header;
    for (const part& band : one.bands) result += band.text;
    for (const part& sentence : one.sentences) result += sentence.text;
  }
  return result;
}

}  // namespace view
