// A ribbon as a table, before anyone knows how wide a column is: cells along
// the axis of offsets, and in each row the boxes that cover them. What the text
// and the picture have in common.
//
//   cells        0        1         2
//            |        |         |          |
//   send     | #5: 5 hello      | #6: 4 feng |     boxes 0..1, 2..2
//   recv     | #9: 2 he | #10: 7 llofeng     |     boxes 0..0, 1..2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "play/record.hpp"
#include "ribbon/ribbon.hpp"
#include "view/layout/payload.hpp"

namespace view {

enum class row { send, segment, recv };

struct box {
  enum class kind {
    piece,   ///< a send, a segment, a recv
    end,     ///< recvs of 0: the end of the stream
    cut,     ///< the rest of a truncated datagram
    lost,    ///< a UDP datagram that nobody received
    unread,  ///< what else nobody received: bytes of a stream, a message
    more     ///< several pieces folded into one box
  } what = kind::piece;
  std::size_t first = 0, last = 0;  ///< cells, both inclusive
  int call = 0;                     ///< of a piece and an end; 0 unknown
  std::int64_t size = 0;            ///< bytes
  int count = 1;               ///< end: how many recvs; more: how many pieces
  int missing = 0;             ///< more: messages without a recv among them
  std::vector<run> runs = {};  ///< of a piece
  /// False where the piece goes on in a fold, so that its edge is none.
  bool begins = true, ends = true;
};

/// A cell of the axis: the bytes [begin, end).
struct cell {
  std::int64_t begin = 0, end = 0;
  bool folded = false;  ///< many intervals, too many to draw
};

struct table {
  std::vector<cell> cells;
  struct row_of_boxes {
    row what = row::send;
    std::vector<box> boxes;  ///< in order, not overlapping, maybe with gaps
  };
  std::vector<row_of_boxes> rows;  ///< those that are to be drawn
};

/// At most about `most` cells; the middle of a longer stream is folded.
table lay_out(const play::stream&, const ribbon::boundaries&, std::size_t most);

}  // namespace view
