#include <algorithm>

#include "ribbon/ribbon.hpp"

namespace ribbon {
namespace {

using intervals = std::vector<interval>;

const play::piece& piece(const std::vector<play::piece>& row, int index) {
  return row[static_cast<std::size_t>(index)];
}

void add_once(std::vector<int>& list, int value) {
  if (list.empty() || list.back() != value) list.push_back(value);
}

/// Intervals that hold bytes, grouped by the piece of one row: group[i] are
/// those of piece i.
std::vector<intervals> grouped(const intervals& list, int interval::*row,
                               std::size_t pieces) {
  std::vector<intervals> groups(pieces);
  for (const interval& i : list) {
    if (i.*row == -1 || i.begin == i.end) continue;
    groups[static_cast<std::size_t>(i.*row)].push_back(i);
  }
  return groups;
}

/// How many segments these intervals crossed in; 0 if that is not known.
int segments_of(const intervals& list) {
  std::vector<int> segments;
  for (const interval& i : list) {
    if (i.segment == -1) return 0;
    add_once(segments, i.segment);
  }
  return static_cast<int>(segments.size());
}

meeting meeting_of(const intervals& list) {
  bool sender = false, receiver = false;
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i].send == list[i - 1].send) continue;
    if (list[i].segment == -1 || list[i - 1].segment == -1) {
      return meeting::unknown;
    }
    (list[i].segment == list[i - 1].segment ? sender : receiver) = true;
  }
  return sender && receiver ? meeting::both
         : sender           ? meeting::sender
                            : meeting::receiver;
}

/// True if the reader has sent something between its recvs `index - 1` and
/// `index`: it took what it had then for the whole message.
bool moved_on(const play::stream& stream, std::size_t index,
              const std::vector<play::call>& calls) {
  const int before = stream.recvs[index - 1].call;
  const int now = stream.recvs[index].call;
  return std::ranges::any_of(calls, [&](const play::call& c) {
    return c.n > before && c.n < now && c.program == stream.to && c.sends();
  });
}

void look_at_recvs(const play::stream& stream, const intervals& list,
                   const std::vector<play::call>& calls,
                   std::vector<finding>& found) {
  const auto by_recv = grouped(list, &interval::recv, stream.recvs.size());
  for (std::size_t i = 0; i < by_recv.size(); ++i) {
    const intervals& in = by_recv[i];
    if (in.empty() || in.front().send == -1) continue;
    finding coalesced{.recvs = {stream.recvs[i].call},
                      .bytes = stream.recvs[i].size,
                      .segments = segments_of(in),
                      .met = stream.kind == play::transport::unix_stream
                                 ? meeting::receiver
                                 : meeting_of(in)};
    for (const interval& part : in) {
      if (part.send == -1) continue;
      add_once(coalesced.sends, piece(stream.sends, part.send).call);
    }
    const play::piece& first = piece(stream.sends, in.front().send);
    const bool several = in.back().send != in.front().send;
    if (first.offset < in.front().begin && i > 0 &&
        (several || moved_on(stream, i, calls))) {
      const std::int64_t end =
          std::min(first.offset + first.size, in.back().end);
      found.push_back({.what = fact::left_over,
                       .sends = {first.call},
                       .recvs = coalesced.recvs,
                       .bytes = end - in.front().begin});
    }
    if (several) found.push_back(std::move(coalesced));
  }
}

void look_at_sends(const play::stream& stream, const intervals& list,
                   std::vector<finding>& found) {
  const auto by_send = grouped(list, &interval::send, stream.sends.size());
  for (std::size_t i = 0; i < by_send.size(); ++i) {
    finding split{.what = fact::split,
                  .sends = {stream.sends[i].call},
                  .bytes = stream.sends[i].size,
                  .segments = segments_of(by_send[i])};
    for (const interval& part : by_send[i]) {
      if (part.recv == -1) continue;
      add_once(split.recvs, piece(stream.recvs, part.recv).call);
    }
    if (split.recvs.size() > 1) found.push_back(std::move(split));
  }
}

void look_at_datagrams(const play::stream& stream, const intervals& list,
                       std::vector<finding>& found) {
  // Only a network loses what it was given.
  finding lost{.what = stream.kind == play::transport::udp ? fact::lost
                                                           : fact::unread};
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].recv != -1 || list[i].send == -1) continue;
    const int call = piece(stream.sends, list[i].send).call;
    const std::int64_t bytes = list[i].end - list[i].begin;
    if (i > 0 && list[i - 1].send == list[i].send) {
      found.push_back({.what = fact::truncated,
                       .sends = {call},
                       .recvs = {piece(stream.recvs, list[i - 1].recv).call},
                       .bytes = bytes});
    } else {
      lost.sends.push_back(call);
      lost.bytes += bytes;
    }
  }
  if (!lost.sends.empty()) found.push_back(std::move(lost));
}

void look_for_unread(const play::stream& stream, const intervals& list,
                     std::vector<finding>& found) {
  finding unread{.what = fact::unread};
  for (const interval& i : list) {
    if (i.recv != -1 || i.begin == i.end) continue;
    unread.bytes += i.end - i.begin;
    if (i.send != -1) {
      add_once(unread.sends, piece(stream.sends, i.send).call);
    }
  }
  if (unread.bytes > 0) found.push_back(std::move(unread));
}

/// Only at the end of the row: a 0 that bytes follow was a recv for 0 bytes,
/// and a 0 that belongs to a send is an empty datagram.
void look_for_end(const play::stream& stream, const intervals& list,
                  std::vector<finding>& found) {
  finding end{.what = fact::end_of_stream};
  for (const interval& i : list) {
    if (i.recv == -1) continue;
    if (i.begin == i.end && i.send == -1) {
      end.recvs.push_back(piece(stream.recvs, i.recv).call);
    } else {
      end.recvs.clear();
    }
  }
  if (!end.recvs.empty()) found.push_back(std::move(end));
}

}  // namespace

std::vector<finding> findings_of(const play::stream& stream,
                                 const std::vector<interval>& list,
                                 const std::vector<play::call>& calls) {
  std::vector<finding> found;
  if (play::keeps_boundaries(stream.kind)) {
    look_at_datagrams(stream, list, found);
  } else {
    look_at_recvs(stream, list, calls, found);
    look_at_sends(stream, list, found);
    look_for_unread(stream, list, found);
  }
  look_for_end(stream, list, found);
  return found;
}

}  // namespace ribbon
