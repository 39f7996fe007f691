#include "ribbon/ribbon.hpp"

#include <algorithm>
#include <set>

namespace ribbon {
namespace {

using row = std::vector<play::piece>;

/// Walks along a row without gaps; offsets are asked for in ascending order.
class walker {
 public:
  explicit walker(const row& pieces) : pieces_(pieces) {}

  /// The piece that holds the byte at `offset`; -1: none.
  int holding(std::int64_t offset) {
    while (at_ < pieces_.size() &&
           pieces_[at_].offset + pieces_[at_].size <= offset) {
      ++at_;
    }
    const bool holds = at_ < pieces_.size() && pieces_[at_].offset <= offset;
    return holds ? static_cast<int>(at_) : -1;
  }

 private:
  const row& pieces_;
  std::size_t at_ = 0;
};

void add_empty(const row& pieces, int interval::*member,
               std::vector<interval>& list) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].size != 0) continue;
    interval empty{pieces[i].offset, pieces[i].offset};
    empty.*member = static_cast<int>(i);
    list.push_back(empty);
  }
}

std::vector<interval> of_byte_stream(const play::stream& stream) {
  std::set<std::int64_t> cuts;
  for (const row* pieces : {&stream.sends, &stream.segments, &stream.recvs}) {
    for (const play::piece& p : *pieces) {
      cuts.insert({p.offset, p.offset + p.size});
    }
  }
  std::vector<interval> list;
  add_empty(stream.sends, &interval::send, list);
  add_empty(stream.recvs, &interval::recv, list);
  walker send(stream.sends), segment(stream.segments), recv(stream.recvs);
  auto begin = cuts.begin();
  for (auto end = begin; end != cuts.end() && ++end != cuts.end(); ++begin) {
    const interval next{*begin, *end, send.holding(*begin),
                        segment.holding(*begin), recv.holding(*begin)};
    if (next.send != -1 || next.segment != -1 || next.recv != -1) {
      list.push_back(next);
    }
  }
  // Stable: what is empty comes before the bytes that begin there.
  std::ranges::stable_sort(list, {}, &interval::begin);
  return list;
}

/// For each piece of `row` the send whose datagram it is; -1: none of ours.
std::vector<int> matched(const row& pieces, const row& sends) {
  std::vector<bool> taken(sends.size(), false);
  std::vector<int> result;
  for (const play::piece& p : pieces) {
    int found = -1;
    // Datagrams that begin at the same offset are empty but for the last. A
    // piece of 0 bytes is the first of them, any other piece the last.
    const auto first =
        std::ranges::lower_bound(sends, p.offset, {}, &play::piece::offset);
    const auto last =
        std::ranges::upper_bound(sends, p.offset, {}, &play::piece::offset);
    for (auto send = first; send != last; ++send) {
      const auto i = static_cast<std::size_t>(send - sends.begin());
      if (!taken[i] && send->size >= p.size) {
        found = static_cast<int>(i);
        taken[i] = true;
        break;
      }
    }
    result.push_back(found);
  }
  return result;
}

/// Index of the piece matched with each send; -1: none.
std::vector<int> inverse(const std::vector<int>& matches, std::size_t sends) {
  std::vector<int> result(sends, -1);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (matches[i] != -1) {
      result[static_cast<std::size_t>(matches[i])] = static_cast<int>(i);
    }
  }
  return result;
}

std::vector<interval> of_datagrams(const play::stream& stream) {
  const std::vector<int> received = matched(stream.recvs, stream.sends);
  const auto recv_of = inverse(received, stream.sends.size());
  const auto segment_of =
      inverse(matched(stream.segments, stream.sends), stream.sends.size());
  std::vector<interval> list;
  for (std::size_t i = 0; i < stream.sends.size(); ++i) {
    const auto [begin, size, call] = stream.sends[i];
    const int recv = recv_of[i];
    interval whole{begin, begin + size, static_cast<int>(i), segment_of[i], -1};
    if (recv != -1) {
      interval taken = whole;
      taken.recv = recv;
      taken.end = begin + stream.recvs[static_cast<std::size_t>(recv)].size;
      list.push_back(taken);
      if (taken.end == whole.end) continue;
      whole.begin = taken.end;
    }
    list.push_back(whole);
  }
  for (std::size_t i = 0; i < stream.recvs.size(); ++i) {
    if (received[i] != -1) continue;
    const play::piece& p = stream.recvs[i];
    list.push_back({p.offset, p.offset + p.size, -1, -1, static_cast<int>(i)});
  }
  std::ranges::stable_sort(list, {}, &interval::begin);
  return list;
}

}  // namespace

bool boundaries::has(fact what) const {
  return std::ranges::find(findings, what, &finding::what) != findings.end();
}

boundaries of(const play::stream& stream,
              const std::vector<play::call>& calls) {
  boundaries result;
  result.intervals = play::keeps_boundaries(stream.kind)
                         ? of_datagrams(stream)
                         : of_byte_stream(stream);
  result.findings = findings_of(stream, result.intervals, calls);
  return result;
}

}  // namespace ribbon
