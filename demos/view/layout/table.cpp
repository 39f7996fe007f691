#include "view/layout/table.hpp"

#include <algorithm>

namespace view {
namespace {

using ribbon::interval;

/// Intervals [first, last) are one cell.
struct group {
  std::size_t first = 0, last = 0;
  bool folded = false;
};

bool is_end(const interval& i) {
  return i.begin == i.end && i.send == -1 && i.recv != -1;
}

/// One group for each interval, but one for all ends of stream in a row.
std::vector<group> singles(const std::vector<interval>& list) {
  std::vector<group> groups;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0 && is_end(list[i]) && is_end(list[i - 1])) {
      ++groups.back().last;
    } else {
      groups.push_back({i, i + 1});
    }
  }
  return groups;
}

/// The middle becomes one group: the first two thirds and the last third of
/// `most` stay. The cuts are moved to where a send begins, if one is near.
std::vector<group> folded(std::vector<group> groups,
                          const std::vector<interval>& list, std::size_t most) {
  if (groups.size() <= most + 1) return groups;
  const auto send_begins = [&](std::size_t g) {
    const std::size_t i = groups[g].first;
    return i == 0 || list[i].send != list[i - 1].send;
  };
  std::size_t head = std::max<std::size_t>(1, most * 2 / 3);
  std::size_t tail = groups.size() - std::max<std::size_t>(1, most / 3);
  for (std::size_t near = head; near > head / 2; --near) {
    if (!send_begins(near)) continue;
    head = near;
    break;
  }
  for (std::size_t near = tail; near < groups.size(); ++near) {
    if (!send_begins(near)) continue;
    tail = near;
    break;
  }
  if (tail <= head + 1) return groups;
  const group middle{groups[head].first, groups[tail].first, true};
  groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(head),
               groups.begin() + static_cast<std::ptrdiff_t>(tail));
  groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(head), middle);
  return groups;
}

class builder {
 public:
  builder(const play::stream& stream, const std::vector<interval>& list,
          const std::vector<group>& groups)
      : stream_(stream),
        list_(list),
        groups_(groups),
        datagrams_(play::keeps_boundaries(stream.kind)) {}

  table::row_of_boxes row_of(row what, int interval::*member,
                             const std::vector<play::piece>& pieces) const {
    table::row_of_boxes result{what, {}};
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const interval& first = list_[groups_[g].first];
      const interval& last = list_[groups_[g].last - 1];
      const bool one =
          first.*member == last.*member &&
          (first.*member != -1 || !datagrams_ || first.send == last.send);
      if (groups_[g].folded && !one) {
        result.boxes.push_back(more(g, member));
      } else if (first.*member != -1) {
        const int index = first.*member;
        const play::piece& piece = pieces[static_cast<std::size_t>(index)];
        if (goes_on(result, g, member)) {
          result.boxes.back().last = g;
          continue;
        }
        box next{.first = g, .last = g, .call = piece.call, .size = piece.size};
        if (what == row::recv && is_end(first)) {
          next.what = box::kind::end;
          next.count = static_cast<int>(groups_[g].last - groups_[g].first);
        }
        next.begins = begins(g, member);
        next.runs = runs_between(stream_, piece.offset, piece.size);
        result.boxes.push_back(std::move(next));
      } else if (what == row::recv && first.send != -1) {
        missing(g, result);
      }
    }
    for (box& b : result.boxes) b.ends = ends(b.last, member);
    return result;
  }

 private:
  /// Is there a boundary of this row at the left edge of group `g`?
  bool begins(std::size_t g, int interval::*member) const {
    const std::size_t i = groups_[g].first;
    if (i == 0) return true;
    return list_[i].*member != list_[i - 1].*member || list_[i].*member == -1;
  }
  bool ends(std::size_t g, int interval::*member) const {
    return g + 1 == groups_.size() || begins(g + 1, member);
  }

  bool goes_on(const table::row_of_boxes& row, std::size_t g,
               int interval::*member) const {
    return !row.boxes.empty() && row.boxes.back().what == box::kind::piece &&
           row.boxes.back().last + 1 == g && !begins(g, member);
  }

  /// A recv's box for bytes that no recv took.
  void missing(std::size_t g, table::row_of_boxes& row) const {
    const interval& first = list_[groups_[g].first];
    const interval& last = list_[groups_[g].last - 1];
    const std::int64_t size = last.end - first.begin;
    if (!datagrams_) {
      if (first.begin == last.end) return;
      if (!row.boxes.empty() && row.boxes.back().what == box::kind::unread) {
        row.boxes.back().last = g;
        return;
      }
      // Unread is all from the last recv on, folded or not.
      const std::int64_t read =
          stream_.recvs.empty()
              ? 0
              : stream_.recvs.back().offset + stream_.recvs.back().size;
      row.boxes.push_back({.what = box::kind::unread,
                           .first = g,
                           .last = g,
                           .size = list_.back().end - read});
      return;
    }
    const std::size_t i = groups_[g].first;
    const bool rest = i > 0 && list_[i - 1].send == first.send;
    const bool lost = stream_.kind == play::transport::udp;
    row.boxes.push_back({.what = rest   ? box::kind::cut
                                 : lost ? box::kind::lost
                                        : box::kind::unread,
                         .first = g,
                         .last = g,
                         .size = size});
  }

  /// What is folded in group `g`: the pieces that begin there.
  box more(std::size_t g, int interval::*member) const {
    box result{.what = box::kind::more, .first = g, .last = g, .count = 0};
    for (std::size_t i = groups_[g].first; i < groups_[g].last; ++i) {
      const interval& now = list_[i];
      const interval* const before = i > 0 ? &list_[i - 1] : nullptr;
      const bool fresh = before == nullptr || now.*member != before->*member;
      if (now.*member != -1) {
        result.count += fresh ? 1 : 0;
      } else if (datagrams_ && member == &interval::recv &&
                 (before == nullptr || now.send != before->send)) {
        ++result.missing;
      }
    }
    result.begins = begins(g, member);
    return result;
  }

  const play::stream& stream_;
  const std::vector<interval>& list_;
  const std::vector<group>& groups_;
  bool datagrams_;
};

}  // namespace

table lay_out(const play::stream& stream, const ribbon::boundaries& boundaries,
              std::size_t most) {
  const std::vector<interval>& list = boundaries.intervals;
  const std::vector<group> groups = folded(singles(list), list, most);
  table result;
  for (const group& g : groups) {
    result.cells.push_back(
        {list[g.first].begin, list[g.last - 1].end, g.folded});
  }
  const builder build(stream, list, groups);
  result.rows.push_back(build.row_of(row::send, &interval::send, stream.sends));
  // A datagram is its packet: a row for it would say the same twice.
  if (!stream.segments.empty() && !play::keeps_boundaries(stream.kind)) {
    result.rows.push_back(
        build.row_of(row::segment, &interval::segment, stream.segments));
  }
  result.rows.push_back(build.row_of(row::recv, &interval::recv, stream.recvs));
  // Nobody sent: then there is an end of stream, or the sender is outside.
  std::erase_if(result.rows, [](const auto& r) { return r.boxes.empty(); });
  return result;
}

}  // namespace view
