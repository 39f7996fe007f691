#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "view/columns.hpp"
#include "view/layout.hpp"
#include "view/payload.hpp"
#include "view/view.hpp"
#include "view/words.hpp"

namespace view {
namespace {

using kind = box::kind;

/// How much room a box wishes for: columns for its bytes, blanks at its edges.
struct wish {
  int bytes, blanks;
};
constexpr wish wishes[] = {{32, 1}, {20, 1}, {12, 1}, {8, 1}, {8, 0}};
constexpr wish modest = {10, 1};  // where more than one band is needed anyway
constexpr std::size_t most_bands = 3, most_folded_bands = 2;
constexpr std::size_t most_cells[] = {60, 24, 18, 12, 9, 6, 4, 3};

/// Cells [first, last) side by side.
struct band {
  std::size_t first, last;
};

enum class edge { none, soft, hard };

class drawing {
 public:
  drawing(const play::stream& stream, const ribbon::boundaries& boundaries,
          const style& how)
      : stream_(stream), how_(how), word_(words(how.language)) {
    margin_ = 4 + std::max({columns(word_.send), columns(word_.segment),
                            columns(word_.recv)});
    for (const std::size_t most : most_cells) {
      table_ = lay_out(stream, boundaries, most);
      measure_bytes();
      for (const wish& w : wishes) {
        measure(w);
        bands_ = cut_into_bands();
        if (bands_.size() <= 1) return;
      }
      measure(modest);
      bands_ = cut_into_bands();
      const bool folds = std::ranges::any_of(table_.cells, &cell::folded);
      if (bands_.size() <= (folds ? most_folded_bands : most_bands)) return;
    }
  }

  std::string text() const {
    std::string result;
    for (const band& b : bands_) {
      if (!play::keeps_boundaries(stream_.kind)) result += axis(b);
      for (std::size_t r = 0; r <= table_.rows.size(); ++r) {
        result += rule(b, r);
        if (r < table_.rows.size()) result += boxes(b, r);
      }
    }
    return result;
  }

 private:
  std::string_view pick(std::string_view utf8, std::string_view ascii) const {
    return how_.utf8 ? utf8 : ascii;
  }

  /// What a box says in any case.
  std::string label(const box& b, row in) const {
    switch (b.what) {
      case kind::piece:
        return in == row::segment || b.call == 0
                   ? fmt::format("{}", b.size)
                   : fmt::format("#{}: {}", b.call, b.size);
      case kind::end:
        return b.count == 1 ? fmt::format("#{}: 0", b.call)
                            : fmt::format("#{}: 0 {}{}", b.call, pick("×", "x"),
                                          b.count);
      case kind::cut:
        return fmt::format("{} {}", word_.cut, b.size);
      case kind::lost:
        return std::string(word_.lost);
      case kind::unread:
        return fmt::format("{} {}", word_.unread, b.size);
      case kind::more:
        break;
    }
    const std::string lost =
        b.lost == 0 ? "" : fmt::format(fmt::runtime(word_.more_lost), b.lost);
    const std::string more =
        b.count == 0 ? "" : fmt::format(fmt::runtime(word_.more), b.count);
    const std::string_view dots = ellipsis(how_);
    return fmt::format("{} {}{}{} {}", dots, more,
                       more.empty() || lost.empty() ? "" : ", ", lost, dots);
  }

  /// What it says if there is room: its bytes, or what 0 means.
  line rest(const box& b, row in, int width) const {
    line result;
    if (b.what == kind::end && columns(word_.end_of_stream) <= width) {
      result.add(word_.end_of_stream);
    } else if (b.what == kind::piece && in != row::segment) {
      if (b.size == 0 && width >= 2) result.add("\"\"");
      result.append(payload(stream_, b.runs, width, how_));
    }
    return result;
  }

  static constexpr bool is_filled(kind what) {
    return what == kind::cut || what == kind::lost || what == kind::unread;
  }

  /// How many columns the bytes of each box would like: once, since every
  /// wish below is tried on the same boxes.
  void measure_bytes() {
    bytes_.clear();
    for (const auto& r : table_.rows) {
      for (const box& b : r.boxes) {
        bytes_.push_back(rest(b, r.what, wishes[0].bytes).width());
      }
    }
  }

  int wished(const box& b, row in, int bytes, const wish& w) const {
    if (b.what != kind::end) bytes = std::min(bytes, w.bytes);
    // Hatching shows on both sides of what is written on it.
    const int blanks = is_filled(b.what) ? 4 : 2 * w.blanks;
    return columns(label(b, in)) + (bytes > 0 ? bytes + 1 : 0) + blanks;
  }

  int inner(std::size_t first, std::size_t last) const {
    return std::accumulate(widths_.begin() + static_cast<long>(first),
                           widths_.begin() + static_cast<long>(last) + 1,
                           static_cast<int>(last - first));
  }

  /// Gives each cell the width that the boxes over it need.
  void measure(const wish& w) {
    widths_.assign(table_.cells.size(), 1);
    struct need {
      const box* what;
      int width;
    };
    std::vector<need> needs;
    const int most = how_.width - margin_ - 2;
    auto bytes = bytes_.begin();
    for (const auto& r : table_.rows) {
      for (const box& b : r.boxes) {
        needs.push_back({&b, std::min(wished(b, r.what, *bytes++, w), most)});
      }
    }
    // The narrow ones first: a box over many cells may find its room there.
    std::ranges::stable_sort(
        needs, {}, [](const need& n) { return n.what->last - n.what->first; });
    for (const auto& [what, width] : needs) {
      for (std::size_t c = what->first; inner(what->first, what->last) < width;
           c = c == what->last ? what->first : c + 1) {
        ++widths_[c];
      }
    }
  }

  /// Is this edge of cell `c` a boundary in every row that has boxes there?
  bool all_end_before(std::size_t c) const {
    return std::ranges::all_of(table_.rows, [c](const auto& r) {
      return std::ranges::none_of(
          r.boxes, [c](const box& b) { return b.first < c && b.last >= c; });
    });
  }

  std::vector<band> cut_into_bands() const {
    std::vector<band> bands;
    const int room = how_.width - margin_ - 1;
    for (std::size_t first = 0; first < widths_.size();) {
      std::size_t last = first;
      for (int used = 0; last < widths_.size(); ++last) {
        used += widths_[last] + 1;
        if (used > room) break;
      }
      if (last < widths_.size()) {
        for (std::size_t c = last; c > first + (last - first) / 2; --c) {
          if (!all_end_before(c)) continue;
          last = c;
          break;
        }
      }
      bands.push_back({first, last});
      first = last;
    }
    return bands;
  }

  /// What stands at the left edge of cell `c` in row `r`; `c` may be one past.
  edge edge_at(const band& in, std::size_t r, std::size_t c) const {
    if (r >= table_.rows.size()) return edge::none;
    edge result = edge::none;
    for (const box& b : table_.rows[r].boxes) {
      const bool left = b.first == c && c < in.last;
      const bool right = b.last + 1 == c && c > in.first;
      if ((left && b.begins) || (right && b.ends)) return edge::hard;
      const bool clipped = (c == in.first && b.first < c && b.last >= c) ||
                           (c == in.last && b.first < c && b.last >= c);
      if (left || right || clipped) result = edge::soft;
    }
    return result;
  }

  bool covered(std::size_t r, std::size_t c) const {
    if (r >= table_.rows.size()) return false;
    return std::ranges::any_of(table_.rows[r].boxes, [c](const box& b) {
      return b.first <= c && c <= b.last;
    });
  }

  /// The line above row `r`. Row -1 is r == 0's upper neighbour: none.
  std::string rule(const band& in, std::size_t r) const {
    constexpr std::string_view joints[] = {" ", "│", "│", "│", "─", "┘",
                                           "┐", "┤", "─", "└", "┌", "├",
                                           "─", "┴", "┬", "┼"};
    line result;
    result.pad_to(margin_);
    const std::size_t above = r - 1;
    for (std::size_t c = in.first; c <= in.last; ++c) {
      const auto lies = [&](std::size_t at) {
        return covered(above, at) || covered(r, at);
      };
      const bool up = edge_at(in, above, c) == edge::hard;
      const bool down = edge_at(in, r, c) == edge::hard;
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
      result.pad_to(result.width() + widths_[c], right ? pick("─", "-") : " ",
                    ink::faint);
    }
    return result.text(how_.colour);
  }

  /// In which band a box that is spread over several shows what it says.
  bool speaks_in(const band& in, const box& b) const {
    const auto room = [&](const band& part) {
      if (b.last < part.first || b.first >= part.last) return -1;
      return inner(std::max(b.first, part.first),
                   std::min(b.last, part.last - 1));
    };
    return std::ranges::all_of(bands_, [&](const band& other) {
      return room(other) < room(in) ||
             (room(other) == room(in) && other.first >= in.first);
    });
  }

  line content(const box& b, row in, int width) const {
    const std::string says = cut(label(b, in), width, "");
    line result;
    if (is_filled(b.what)) {
      const bool unread = b.what == kind::unread;
      const std::string_view hatch = unread ? pick("·", ".") : pick("╳", "x");
      const ink colour = unread ? ink::plain : ink::alarm;
      const int around = width - columns(says) - 2;
      if (around < 0) return result.pad_to(width, hatch, colour);
      result.pad_to((around + 1) / 2, hatch, colour);
      result.add(" ").add(says, colour).add(" ");
      return result.pad_to(width, hatch, colour);
    }
    const bool blank = width > columns(says) + 1;
    result.add(blank ? " " : "").add(says, ink::strong);
    const int room = width - result.width() - 1;
    const line more = rest(b, in, room);
    if (room > 0 && more.width() > 0) result.add(" ").append(more);
    return result.pad_to(width);
  }

  std::string boxes(const band& in, std::size_t r) const {
    const auto& [what, list] = table_.rows[r];
    line result;
    result.add("  ").add(what == row::send      ? word_.send
                         : what == row::segment ? word_.segment
                                                : word_.recv);
    result.pad_to(margin_);
    for (std::size_t c = in.first; c <= in.last;) {
      const edge e = edge_at(in, r, c);
      result.add(e == edge::hard   ? pick("│", "|")
                 : e == edge::soft ? pick("┊", ":")
                                   : " ",
                 ink::faint);
      if (c == in.last) break;
      const auto found = std::ranges::find_if(
          list, [c](const box& b) { return b.first <= c && c <= b.last; });
      if (found == list.end()) {
        result.pad_to(result.width() + widths_[c]);
        ++c;
        continue;
      }
      const std::size_t last = std::min(found->last, in.last - 1);
      const int width = inner(c, last);
      if (speaks_in(in, *found)) {
        result.append(content(*found, what, width));
      } else {
        result.pad_to(result.width() + width);
      }
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
          c < in.last ? table_.cells[c].begin : table_.cells[c - 1].end;
      const std::string number = fmt::format("{}", offset);
      const int at = std::min(column, how_.width - columns(number));
      const bool room = result.width() == 0 || at > result.width();
      if (offset != before && room) {
        result.pad_to(at).add(number, ink::faint);
        before = offset;
      }
      if (c < in.last) column += widths_[c] + 1;
    }
    return result.text(how_.colour);
  }

  const play::stream& stream_;
  const style& how_;
  const vocabulary& word_;
  int margin_ = 0;
  table table_;
  std::vector<int> bytes_;   // of each box, row by row
  std::vector<int> widths_;  // of each cell
  std::vector<band> bands_;
};

}  // namespace

std::string ribbons(const play::record& play, const style& how) {
  const vocabulary& word = words(how.language);
  std::map<std::pair<std::string, std::string>, int> connections;
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
    result += header.clipped(how.width).text(how.colour);
    const ribbon::boundaries boundaries = ribbon::of(s, play.calls);
    result += drawing(s, boundaries, how).text();
    for (const std::string& sentence : sentences(s, boundaries, how.language)) {
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
