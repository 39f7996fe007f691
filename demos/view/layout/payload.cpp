#include "view/layout/payload.hpp"

#include <algorithm>
#include <utility>

namespace view {
namespace {

/// From how many columns on the end of what is cut is shown, too.
constexpr int room_for_both_ends = 20;

struct inked {
  glyph what;
  view::ink ink;
};

/// Appends bytes [begin, end) of the stream as far as it has them.
void append(const play::stream& stream, std::int64_t begin, std::int64_t end,
            ink colour, bool utf8, std::vector<inked>& list) {
  const auto size = static_cast<std::int64_t>(stream.bytes.size());
  begin = std::clamp<std::int64_t>(begin, 0, size);
  end = std::clamp<std::int64_t>(end, begin, size);
  const std::string_view bytes = stream.bytes;
  const std::string text =
      shown(bytes.substr(static_cast<std::size_t>(begin),
                         static_cast<std::size_t>(end - begin)),
            utf8);
  for (glyph& g : glyphs(text, true)) list.push_back({std::move(g), colour});
}

int width_of(const std::vector<inked>& list) {
  int sum = 0;
  for (const inked& i : list) sum += i.what.columns;
  return sum;
}

}  // namespace

std::vector<run> runs_between(const play::stream& stream, std::int64_t offset,
                              std::int64_t size) {
  std::vector<run> runs;
  const std::int64_t end = offset + size;
  auto send = std::ranges::upper_bound(
      stream.sends, offset, {},
      [](const play::piece& p) { return p.offset + p.size; });
  while (offset < end) {
    const bool ours = send != stream.sends.end() && send->offset <= offset;
    const std::int64_t stop = ours ? send->offset + send->size
                              : send != stream.sends.end() ? send->offset
                                                           : end;
    const int index = ours ? static_cast<int>(send - stream.sends.begin()) : -1;
    const std::int64_t until = std::min(stop, end);
    if (until > offset) runs.push_back({index, offset, until - offset});
    offset = until;
    if (ours) ++send;
  }
  return runs;
}

line payload(const play::stream& stream, const std::vector<run>& runs,
             int width, const style& how) {
  // Only what can be seen is escaped: a stream may hold megabytes. A column
  // shows at most one byte, a wide or escaped character takes several bytes.
  const auto enough = static_cast<std::int64_t>(width) * 4 + 8;
  std::int64_t size = 0;
  for (const run& r : runs) size += r.size;
  const bool long_one = size > 2 * enough;
  std::vector<inked> head, tail;
  std::int64_t at = 0;
  for (const run& r : runs) {
    const ink colour = colour_of_send(r.send);
    if (!long_one) {
      append(stream, r.offset, r.offset + r.size, colour, how.utf8, head);
    } else {
      const std::int64_t first = std::min(r.size, enough - at);
      if (first > 0) {
        append(stream, r.offset, r.offset + first, colour, how.utf8, head);
      }
      const std::int64_t skip = std::max<std::int64_t>(0, size - enough - at);
      if (skip < r.size) {
        append(stream, r.offset + skip, r.offset + r.size, colour, how.utf8,
               tail);
      }
    }
    at += r.size;
  }
  line result;
  if (!long_one && width_of(head) <= width) {
    for (const inked& i : head) result.add(i.what.text, i.ink);
    return result;
  }
  const int room = width - columns(ellipsis(how));
  if (room < 0) return result;
  // A header, a command, a number: what matters is mostly at the beginning.
  const bool both_ends = width >= room_for_both_ends;
  for (const inked& i : head) {
    if (result.width() + i.what.columns > (both_ends ? room * 2 / 3 : room)) {
      break;
    }
    result.add(i.what.text, i.ink);
  }
  result.add(ellipsis(how));
  if (!both_ends) return result;
  if (!long_one) tail = std::move(head);
  int left = width - result.width();
  auto from = tail.end();
  while (from != tail.begin() && (from - 1)->what.columns <= left) {
    --from;
    left -= from->what.columns;
  }
  for (; from != tail.end(); ++from) result.add(from->what.text, from->ink);
  return result;
}

std::string_view ellipsis(const style& how) {
  return how.utf8 ? "…" : "...";
}

}  // namespace view
