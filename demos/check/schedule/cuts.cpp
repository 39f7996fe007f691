#include "check/schedule/cuts.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace check {
namespace {

// Of those that the bytes suggest.
constexpr std::size_t most_at_each_end = 12;
// A cut further on is one of a large transfer, as any other there.
constexpr std::size_t most_looked_at = 4096;

std::int64_t whole(const stage::actor& one) {
  const std::int64_t all = one.call.sends() ? one.call.asked : one.available;
  return std::min<std::int64_t>(all, UINT32_MAX);
}

// The bytes that are there to be read, as far as the record has them.
std::string_view readable(const stage::actor& one, const play::record& record) {
  if (one.call.stream == -1) return {};
  const std::string_view bytes =
      record.streams[static_cast<std::size_t>(one.call.stream)].bytes;
  const auto begin = static_cast<std::size_t>(one.call.offset);
  if (begin >= bytes.size()) return {};
  return bytes.substr(
      begin, std::min(static_cast<std::size_t>(one.available), most_looked_at));
}

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0xC0;
}
bool goes_on_in_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

void add_marks(std::string_view bytes, std::set<std::int64_t>& to) {
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    const char before = bytes[i - 1];
    const bool ends_line = before == '\r' || before == '\n' || before == '\0';
    if (ends_line ||
        (begins_character(before) && goes_on_in_character(bytes[i])))
      to.insert(static_cast<std::int64_t>(i));
  }
}

void add_sends(const stage::actor& one, const play::record& record,
               std::set<std::int64_t>& to) {
  if (one.call.stream == -1) return;
  const auto& sends =
      record.streams[static_cast<std::size_t>(one.call.stream)].sends;
  for (const play::piece& send : sends) {
    const std::int64_t end = send.offset + send.size - one.call.offset;
    if (end > 0 && end < one.available) to.insert({end - 1, end, end + 1});
  }
}

void keep_both_ends(std::set<std::int64_t>& all) {
  if (all.size() <= 2 * most_at_each_end) return;
  all.erase(std::next(all.begin(), most_at_each_end),
            std::prev(all.end(), most_at_each_end));
}

}  // namespace

std::set<std::int64_t> outer_cuts_of(const stage::actor& one) {
  const std::int64_t all = whole(one);
  if (all <= 1) return {};
  return {1, all - 1};
}

std::set<std::int64_t> cuts_of(const stage::actor& one,
                               const play::record& record, int each_length) {
  std::set<std::int64_t> cuts = outer_cuts_of(one);
  if (one.call.sends() || cuts.empty()) return cuts;
  const std::int64_t all = whole(one);
  if (all <= each_length) {
    for (std::int64_t size = 1; size < all; ++size) cuts.insert(size);
    return cuts;
  }
  std::set<std::int64_t> suggested;
  add_marks(readable(one, record), suggested);
  add_sends(one, record, suggested);
  keep_both_ends(suggested);
  cuts.insert(suggested.begin(), suggested.end());
  cuts.insert({2, 4, 8});
  std::erase_if(cuts,
                [all](std::int64_t size) { return size < 1 || size >= all; });
  return cuts;
}

}  // namespace check
