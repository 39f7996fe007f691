// A ladder on squared paper: rows, and columns of one character. The text draws
// it as it is, the picture at another scale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "view/ladder/rungs.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

namespace view {

struct sheet {
  enum class anchor { start, middle, end };

  struct lifeline {
    int column = 0, name_row = 0;
    std::string name;
    anchor name_at = anchor::start;
  };
  struct writing {
    int row = 0, column = 0;  ///< of its first, middle or last character
    anchor at = anchor::start;
    line text;
    bool on_arrow = false;
  };
  struct arrow {
    int row = 0;
    int from = 0;  ///< the sender's lifeline
    int to = 0;    ///< the receiver's, or the column of its buffer
    bool into_buffer = false;
    bool lost = false;
    int send = -1;  ///< whose payload it is, by its index; -1: none
  };
  struct buffer {
    int column = 0, lifeline = 0;
    int first = 0, last = 0;      ///< rows
    std::vector<int> takes = {};  ///< rows
    bool emptied = false;         ///< in the last row
  };
  struct bar {
    int column = 0, first = 0, last = 0;
  };

  int width = 0, rows = 0;
  std::vector<lifeline> lifelines;
  std::vector<writing> writings;
  std::vector<arrow> arrows;
  std::vector<buffer> buffers;
  std::vector<bar> bars;
};

/// So many lifelines fit.
constexpr std::size_t most_lifelines = 12;

sheet sheet_of(const play::record&, const rungs&, const style&,
               bool all_packets);

}  // namespace view
