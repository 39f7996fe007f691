#include "view/terminal/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "view/layout/payload.hpp"

namespace view {

using kind = box::kind;

std::string labels::label(const box& b, row in) const {
  switch (b.what) {
    case kind::piece:
      return in == row::segment || b.call == 0
                 ? fmt::format("{}", b.size)
                 : fmt::format("#{}: {}", b.call, b.size);
    case kind::end:
      return b.count == 1
                 ? fmt::format("#{}: 0", b.call)
                 : fmt::format("#{}: 0 {}{}", b.call, pick("×", "x"), b.count);
    case kind::cut:
      return fmt::format("{} {}", word_.cut, b.size);
    case kind::lost:
    case kind::unread:
      if (goes_on_) return fmt::format("{} {}", word_.not_yet_read, b.size);
      if (b.what == kind::lost) return std::string(word_.lost);
      return fmt::format("{} {}", word_.unread, b.size);
    case kind::more:
      break;
  }
  return folded(stream_, b.count, b.missing, how_, goes_on_);
}

line labels::rest(const box& b, row in, int width) const {
  line result;
  if (b.what == kind::end && columns(word_.end_of_stream) <= width) {
    result.add(word_.end_of_stream);
  } else if (b.what == kind::piece && in != row::segment) {
    if (b.size == 0 && width >= 2) result.add("\"\"");
    result.append(payload(stream_, b.runs, width, how_));
  }
  return result;
}

line labels::silent(const box& b, int width) const {
  const bool alarm = is_alarming(b.what);
  return line().pad_to(width,
                       !is_filled(b.what) ? " "
                       : alarm            ? pick("╳", "x")
                                          : pick("·", "."),
                       alarm ? ink::alarm : ink::plain);
}

line labels::content(const box& b, row in, int width) const {
  std::string says = label(b, in);
  // A number that is cut would be another number.
  if (columns(says) > width) says = cut(ellipsis(how_), width, "");
  line result;
  if (is_filled(b.what)) {
    const int around = width - columns(says) - 2;
    if (around < 0) return silent(b, width);
    const ink colour = is_alarming(b.what) ? ink::alarm : ink::plain;
    result.append(silent(b, (around + 1) / 2));
    result.add(" ").add(says, colour).add(" ");
    return result.append(silent(b, around / 2));
  }
  const bool blank = width > columns(says) + 1;
  result.add(blank ? " " : "").add(says, ink::strong);
  // A blank before the edge, too.
  const int room = width - result.width() - 2;
  const line more = rest(b, in, std::max(0, room));
  if (room > 0 && more.width() > 0) result.add(" ").append(more);
  return result.pad_to(width);
}

}  // namespace view
