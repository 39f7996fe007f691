// The bytes of a stream for people: escaped, cut where they are many, and each
// in the colour of the send that it came from.
#pragma once

#include <cstdint>
#include <vector>

#include "play/record.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

namespace view {

/// Bytes that come from one send, an index into the stream's; -1: nobody of
/// the cast sent them.
struct run {
  int send = -1;
  std::int64_t offset = 0, size = 0;
};

/// The bytes [offset, offset + size) of the stream, send by send.
std::vector<run> runs_between(const play::stream&, std::int64_t offset,
                              std::int64_t size);

/// At most `width` columns of these bytes: where they are cut, their beginning
/// stays, and their end too where there is room.
line payload(const play::stream&, const std::vector<run>&, int width,
             const style&);

/// "…", or "..." without UTF-8.
std::string_view ellipsis(const style&);

}  // namespace view
