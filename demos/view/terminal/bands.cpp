#include "view/terminal/bands.hpp"

#include <algorithm>
#include <numeric>

namespace view {
namespace {

using kind = box::kind;

/// How much room a box wishes for: columns for its bytes, and whether it says
/// in words that its 0 is an end of stream.
struct wish {
  int bytes;
  bool words;
};
constexpr int most_bytes = 32, few_bytes = 16, least_bytes = 5;
constexpr wish modest = {10, true};  // where several bands are needed anyway
constexpr std::size_t most_bands = 3, most_folded_bands = 2;
constexpr std::size_t most_cells[] = {60, 24, 18, 12, 9, 6, 4, 3};

class fitting {
 public:
  fitting(const view::table& what, const labels& says, int room)
      : says_(says), room_(room), fit_{what, {}, {}} {
    measure_bytes();
    if (fits_one_band()) return;
    measure(modest, false);
    fit_.bands = cut_into_bands();
  }

  const fitted_table& result() const { return fit_; }

 private:
  /// How many columns the bytes of each box would like: once, since every
  /// wish below is tried on the same boxes.
  void measure_bytes() {
    bytes_.clear();
    for (const auto& r : fit_.table.rows) {
      for (const box& b : r.boxes) {
        bytes_.push_back(says_.rest(b, r.what, most_bytes).width());
      }
    }
  }

  int wished(const box& b, row in, int bytes, const wish& w) const {
    bytes = b.what != kind::end ? std::min(bytes, w.bytes)
            : w.words           ? bytes
                                : 0;
    // Hatching shows on both sides of what is written on it.
    const int blanks = is_filled(b.what) ? 4 : 2;
    return columns(says_.label(b, in)) + (bytes > 0 ? bytes + 1 : 0) + blanks;
  }

  /// Gives each cell the width that the boxes over it need: spread over a box's
  /// cells, or `tight`, so that all together are as narrow as can be.
  void measure(const wish& w, bool tight) {
    fit_.widths.assign(fit_.table.cells.size(), 1);
    struct need {
      const box* what;
      int width;
    };
    std::vector<need> needs;
    const int most = room_ - 1;
    auto bytes = bytes_.begin();
    for (const auto& r : fit_.table.rows) {
      for (const box& b : r.boxes) {
        needs.push_back({&b, std::min(wished(b, r.what, *bytes++, w), most)});
      }
    }
    // The narrow ones first: a box over many cells may find its room there. Or
    // from left to right: what a box lacks, its last cell shares with the most
    // boxes to come.
    std::ranges::stable_sort(needs, {}, [tight](const need& n) {
      return n.what->last - (tight ? 0 : n.what->first);
    });
    for (const auto& [what, width] : needs) {
      for (std::size_t c = tight ? what->last : what->first;
           fit_.inner(what->first, what->last) < width;
           c = c == what->last ? tight ? c : what->first : c + 1) {
        ++fit_.widths[c];
      }
    }
  }

  /// Tries to do with one band: with as many bytes as possible, and rather with
  /// a bare 0 at the end of the stream than with next to no bytes.
  bool fits_one_band() {
    std::vector<wish> wishes;
    for (int n = most_bytes; n >= 8; --n) wishes.push_back({n, true});
    for (int n = few_bytes; n >= least_bytes; --n) wishes.push_back({n, false});
    for (const wish& w : wishes) {
      for (const bool tight : {false, true}) {
        measure(w, tight);
        fit_.bands = cut_into_bands();
        if (fit_.bands.size() <= 1) return true;
      }
    }
    return false;
  }

  /// Is this edge of cell `c` a boundary in every row that has boxes there?
  bool all_end_before(std::size_t c) const {
    return std::ranges::all_of(fit_.table.rows, [c](const auto& r) {
      return std::ranges::none_of(
          r.boxes, [c](const box& b) { return b.first < c && b.last >= c; });
    });
  }

  std::vector<band> cut_into_bands() const {
    std::vector<band> bands;
    for (std::size_t first = 0; first < fit_.widths.size();) {
      std::size_t last = first;
      for (int used = 0; last < fit_.widths.size(); ++last) {
        used += fit_.widths[last] + 1;
        if (used > room_) break;
      }
      if (last < fit_.widths.size()) {
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

  const labels& says_;
  int room_;
  fitted_table fit_;
  std::vector<int> bytes_;  // of each box, row by row
};

}  // namespace

int fitted_table::inner(std::size_t first, std::size_t last) const {
  return std::accumulate(widths.begin() + static_cast<long>(first),
                         widths.begin() + static_cast<long>(last) + 1,
                         static_cast<int>(last - first));
}

fitted_table fit(const play::stream& stream,
                 const ribbon::boundaries& boundaries, const labels& says,
                 int room) {
  fitted_table result;
  for (const std::size_t most : most_cells) {
    result = fitting(lay_out(stream, boundaries, most), says, room).result();
    const bool folds = std::ranges::any_of(result.table.cells, &cell::folded);
    const std::size_t few = folds ? most_folded_bands : most_bands;
    if (result.bands.size() <= few) break;
  }
  return result;
}

}  // namespace view
