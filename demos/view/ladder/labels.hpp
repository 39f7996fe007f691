// What is written on a ladder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "view/ladder/crossings.hpp"
#include "view/ladder/rungs.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

namespace view {

struct arrow_label {
  line head;            ///< "5 hello", "SYN-ACK"
  std::string numbers;  ///< "seq 0 ack 1 win 65160"; "" unless asked for
};

/// With its payload in at most `width` columns.
arrow_label label_of(const crossing&, const play::record&, const style&,
                     bool all_packets, int width);

/// The index of the send that the first byte came from; -1: none.
int send_of(const crossing&, const play::record&);

/// The calls of a rung in lines of at most `room` columns.
std::vector<line> calls_of(const rung&, const play::record&, const style&,
                           int room);

/// Said of a ladder that has no packets though there was a network; else "".
std::string_view no_packets_here(const play::record&, language);
/// Of one with more than most_lifelines.
std::string too_many_lifelines(std::size_t, language);

}  // namespace view
