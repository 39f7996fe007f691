// How wide the cells of a ribbon are, and where it is broken into bands that
// fit a terminal.
#pragma once

#include <cstddef>
#include <vector>

#include "play/record.hpp"
#include "ribbon/ribbon.hpp"
#include "view/layout/table.hpp"
#include "view/terminal/labels.hpp"

namespace view {

/// Cells [first, last) side by side.
struct band {
  std::size_t first, last;
};

struct fitted_table {
  view::table table;
  std::vector<int> widths;  ///< of each cell, in columns
  std::vector<band> bands;

  /// The columns of the cells [first, last], with the edges between them.
  int inner(std::size_t first, std::size_t last) const;
};

/// The ribbon in bands of at most `room` columns: one with as many bytes as
/// possible, a few with little, or the same with its middle folded.
fitted_table fit(const play::stream&, const ribbon::boundaries&, const labels&,
                 int room);

}  // namespace view
