#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "view/layout/columns.hpp"
#include "view/layout/payload.hpp"
#include "view/layout/table.hpp"
#include "view/svg/paper.hpp"
#include "view/view.hpp"
#include "view/words/findings.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

using kind = box::kind;

constexpr double page = 1120, margin = 36, label_width = 104;
constexpr double gap = 34;           // between two rows: for the bands
constexpr double letter = 9.65;      // a column of the fixed font
constexpr double word_letter = 8.4;  // about that of the other
constexpr double line_height = 26;
constexpr double room = page - 2 * margin - label_width;

/// A segment is told by its size, other pieces have a line for their bytes.
double height_of(row in) {
  return in == row::segment ? 38 : 60;
}

std::string label(const box& b, row in) {
  return in == row::segment || b.call == 0
             ? fmt::format("{}", b.size)
             : fmt::format("#{}: {}", b.call, b.size);
}

class picture {
 public:
  explicit picture(language in) : word_(words(in)), narrator_(in) {
    how_.language = in;
  }

  void add(const play::stream& s, const ribbon::boundaries& boundaries,
           int connection) {
    if (y_ > margin) y_ += 24;
    add_title(s, connection);
    fit(s, boundaries);
    if (!play::keeps_boundaries(s.kind)) add_axis();
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      if (r > 0) join(table_.rows[r - 1], table_.rows[r]);
      const auto& [what, boxes] = table_.rows[r];
      paper_.write(margin, y_ + height_of(what) / 2 + 6,
                   what == row::send      ? word_.send
                   : what == row::segment ? word_.segment
                                          : word_.recv,
                   paper::strong);
      for (const box& b : boxes) add(s, b, what);
      y_ += height_of(what);
    }
    y_ += 14;
    for (const std::string& sentence : narrator_.sentences(s, boundaries)) {
      add_sentence(sentence);
    }
    y_ += 22;
  }

  std::string text(const view::caption& above) const {
    return document(paper_, page, std::max(y_ + 14, 2 * margin), above);
  }

 private:
  /// What is written on a box that has no bytes.
  std::string caption(const play::stream& s, const box& b) const {
    switch (b.what) {
      case kind::end: {
        const std::string times =
            b.count == 1 ? "" : fmt::format(" ×{}", b.count);
        return fmt::format("#{}: 0{} {}", b.call, times, word_.end_of_stream);
      }
      case kind::cut:
        return fmt::format("{} {}", word_.cut, b.size);
      case kind::lost:
        return fmt::format("{} {}", word_.lost, b.size);
      case kind::unread:
        return fmt::format("{} {}", word_.unread, b.size);
      case kind::piece:
      case kind::more:
        break;
    }
    return folded(s, b.count, b.missing, how_);
  }

  double wished(const play::stream& s, const box& b, row in, int bytes) const {
    if (b.what != kind::piece) return columns(caption(s, b)) * letter + 22;
    int wide = columns(label(b, in));
    if (in != row::segment) {
      wide = std::max(wide, payload(s, b.runs, bytes, how_).width());
    }
    return wide * letter + 22;
  }

  /// Makes edges_: the x of each cell's left edge, and of the right end.
  void measure(const play::stream& s, int bytes) {
    std::vector<double> widths;
    for (const cell& c : table_.cells) {
      // Room for some bytes, since a part of a box shows its own; and a hint
      // of the true proportions: a log, since 1 and 5000 may meet.
      const auto size = static_cast<double>(c.end - c.begin);
      widths.push_back(20 + letter * std::min(size, 5.0) +
                       4 * std::log2(1 + size));
    }
    struct need {
      const box* what;
      double width;
    };
    std::vector<need> needs;
    for (const auto& r : table_.rows) {
      for (const box& b : r.boxes) {
        needs.push_back({&b, wished(s, b, r.what, bytes)});
      }
    }
    std::ranges::stable_sort(
        needs, {}, [](const need& n) { return n.what->last - n.what->first; });
    for (const auto& [what, width] : needs) {
      double has = 0;
      for (std::size_t c = what->first; c <= what->last; ++c) has += widths[c];
      const double more = std::max(0.0, width - has) /
                          static_cast<double>(what->last - what->first + 1);
      for (std::size_t c = what->first; c <= what->last; ++c) widths[c] += more;
    }
    edges_ = {margin + label_width};
    for (const double w : widths) edges_.push_back(edges_.back() + w);
  }

  /// Makes the largest table, with the most bytes, that fits the page.
  void fit(const play::stream& s, const ribbon::boundaries& boundaries) {
    for (const std::size_t most : {24u, 18u, 12u, 9u, 7u, 5u, 4u, 3u, 2u}) {
      table_ = lay_out(s, boundaries, most);
      for (const int bytes : {32, 20, 12, 8}) {
        measure(s, bytes);
        if (edges_.back() - edges_.front() <= room) break;
      }
      if (edges_.back() - edges_.front() <= room) break;
    }
    const double wide = edges_.back() - edges_.front();
    const double scale = std::min(2.2, room / wide);
    for (double& x : edges_) x = edges_.front() + (x - edges_.front()) * scale;
  }

  void add_title(const play::stream& s, int connection) {
    const auto name = [&](const std::string& program) {
      return program.empty() ? std::string(word_.outside)
                             : harmless(program, true);
    };
    std::string about = amount(s, how_.language);
    if (connection > 1) {
      about += fmt::format("  ({} {})", word_.connection, connection);
    }
    paper_.write(margin, y_ + 18, name(s.from) + " → " + name(s.to),
                 paper::title);
    paper_.write(page - margin, y_ + 18, about, paper::small, "end");
    y_ += 40;
  }

  /// The offsets at the boundaries, where there is room for them.
  void add_axis() {
    double free = 0;
    std::int64_t before = -1;
    for (std::size_t c = 0; c <= table_.cells.size(); ++c) {
      const std::int64_t offset = c < table_.cells.size()
                                      ? table_.cells[c].begin
                                      : table_.cells.back().end;
      const std::string number = fmt::format("{}", offset);
      const double half = static_cast<double>(number.size()) * 4.5;
      if (offset == before || edges_[c] - half < free) continue;
      paper_.write(edges_[c], y_ + 12, number, paper::small, "middle");
      free = edges_[c] + half + 6;
      before = offset;
    }
    y_ += 20;
  }

  /// The bands between two rows, in the colours of the sends: cell by cell,
  /// so that a band is as narrow as what two boxes have in common.
  void join(const table::row_of_boxes& above,
            const table::row_of_boxes& below) {
    const auto over = [](const table::row_of_boxes& r,
                         std::size_t c) -> const box* {
      const auto found = std::ranges::find_if(
          r.boxes, [c](const box& b) { return b.first <= c && c <= b.last; });
      return found == r.boxes.end() ||
                     (found->what != kind::piece && found->what != kind::more)
                 ? nullptr
                 : &*found;
    };
    for (std::size_t c = 0; c < table_.cells.size();) {
      const box *const from = over(above, c), *const to = over(below, c);
      const int send = send_at(c);
      std::size_t last = c;
      while (last + 1 < table_.cells.size() && over(above, last + 1) == from &&
             over(below, last + 1) == to && send_at(last + 1) == send) {
        ++last;
      }
      if (from != nullptr && to != nullptr) {
        paper_.fill({edges_[c] + 4, y_, edges_[last + 1] - edges_[c] - 8, gap},
                    paint_of(send).tint, 0, "fill-opacity=\"0.5\"");
        paper_.head((edges_[c] + edges_[last + 1]) / 2, y_ + gap - 6,
                    paint_of(send).line);
      }
      c = last + 1;
    }
    y_ += gap;
  }

  /// The send whose bytes a cell holds; -1: none, or several in a fold.
  int send_at(std::size_t c) const {
    const table::row_of_boxes& sends = table_.rows.front();
    if (sends.what != row::send) return -1;
    for (const box& b : sends.boxes) {
      if (b.first <= c && c <= b.last && !b.runs.empty()) {
        return b.runs.front().send;
      }
    }
    return -1;
  }

  void add(const play::stream& s, const box& b, row in) {
    const area place{edges_[b.first] + 2, y_,
                     edges_[b.last + 1] - edges_[b.first] - 4, height_of(in)};
    const double middle = place.x + place.width / 2;
    const double centre = y_ + place.height / 2 + 6;
    if (b.what != kind::piece) {
      const bool gone = b.what == kind::cut || b.what == kind::lost;
      paper_.fill(place, gone ? "url(#gone)" : "#f4f4f4", 6);
      paper_.frame(place, gone ? "#b03a2e" : "#999", !gone);
      paper_.write(middle, centre, caption(s, b), paper::fixed, "middle");
      return;
    }
    paper_.fill(place, paint_of(-1).tint, 6);
    const std::vector<part> parts = parts_of(b, place);
    for (const part& p : parts) {
      paper_.fill({p.left, y_, p.right - p.left, place.height},
                  paint_of(p.send).tint, parts.size() == 1 ? 6 : 0);
    }
    paper_.frame(
        place, b.runs.size() == 1 ? paint_of(b.runs.front().send).line : "#333",
        false);
    if (in == row::segment) {
      paper_.write(middle, centre, "", paper::fixed, "middle", label(b, in));
      return;
    }
    paper_.write(middle, centre - 11, "", paper::fixed, "middle", label(b, in));
    if (parts.size() != b.runs.size()) {  // a fold hides some
      write_bytes(s, b.runs, place.x, place.x + place.width, centre + 12);
      return;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      write_bytes(s, {b.runs[i]}, parts[i].left, parts[i].right, centre + 12);
    }
    if (b.size == 0) {
      paper_.write(middle, centre + 12, "\"\"", paper::fixed, "middle");
    }
  }

  /// What of a box holds bytes of one send.
  struct part {
    int send;
    double left, right;
  };
  std::vector<part> parts_of(const box& b, const area& place) const {
    std::vector<part> parts;
    for (std::size_t c = b.first; c <= b.last; ++c) {
      const int send = send_at(c);
      const double left = c == b.first ? place.x : edges_[c];
      if (parts.empty() || parts.back().send != send) {
        parts.push_back({send, left, 0});
      }
      parts.back().right = c == b.last ? place.x + place.width : edges_[c + 1];
    }
    if (b.runs.empty()) parts.clear();
    return parts;
  }

  void write_bytes(const play::stream& s, const std::vector<run>& runs,
                   double left, double right, double y) {
    const int most = static_cast<int>((right - left - 8) / letter);
    std::string bytes = payload(s, runs, std::max(0, most), how_).text(false);
    bytes.pop_back();  // the end of the line
    paper_.write((left + right) / 2, y, bytes, paper::fixed, "middle");
  }

  void add_sentence(const std::string& sentence) {
    constexpr int width = static_cast<int>((page - 2 * margin) / word_letter);
    std::string_view mark = "•";
    for (const std::string& piece : wrapped(sentence, width - 4)) {
      y_ += line_height;
      paper_.write(margin, y_, mark, paper::body);
      paper_.write(margin + 20, y_, piece, paper::body);
      mark = "";
    }
  }

  const vocabulary& word_;
  narrator narrator_;
  style how_{};
  paper paper_;
  double y_ = margin;
  table table_;                ///< of the stream that is being drawn
  std::vector<double> edges_;  ///< of its cells
};

}  // namespace

std::string svg(const play::record& play, language in, const caption& above) {
  picture drawn(in);
  std::map<std::pair<std::string, std::string>, int> connections;
  for (const play::stream& s : play.streams) {
    drawn.add(s, ribbon::of(s, play.calls), ++connections[{s.from, s.to}]);
  }
  return drawn.text(above);
}

}  // namespace view
