// From a stream to its boundaries: which bytes of which send() ended in which
// recv(), through which segments, and what there is to say about it. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "play/record.hpp"

namespace ribbon {

/// A stretch of a stream in which no send, segment or recv begins or ends.
/// Empty (begin == end) for an empty datagram, an end of stream, and a call
/// that moved 0 bytes.
///
///   send     |    hello    |   feng   |      sends  [5, 4]
///   recv     |  he  |     llofeng     |      recvs  [2, 7]
///   interval   [0,2)  [2,5)   [5,9)
struct interval {
  std::int64_t begin = 0, end = 0;
  /// Indexes into the stream's rows; -1: none. A datagram's bytes without a
  /// recv are truncated or lost; a byte stream's were never read.
  int send = -1, segment = -1, recv = -1;
};

enum class fact {
  coalesced,  ///< one recv holds bytes of several sends
  split,      ///< one send came out of several recvs
  left_over,  ///< bytes of an earlier send stand at the head of this recv
  truncated,  ///< a recv took less than its datagram, the rest is gone
  lost,       ///< UDP datagrams that nobody received
  unread,     ///< what else nobody received: bytes of a byte stream, messages
  end_of_stream  ///< recv returned 0 because nothing will follow
};

/// Where the bytes of the sends in a coalesced recv came together.
enum class meeting {
  unknown,   ///< no segments were captured
  sender,    ///< they crossed in one segment
  receiver,  ///< they crossed in different ones, or (UNIX sockets) in none:
             ///< in the receive buffer
  both       ///< some so, some so
};

struct finding {
  fact what = fact::coalesced;
  std::vector<int> sends = {};  ///< numbers of the calls concerned
  std::vector<int> recvs = {};  ///< numbers of the calls concerned
  /// coalesced, split: of the recv, the send; left_over: at the head of the
  /// recv; truncated, lost, unread: how many are missing.
  std::int64_t bytes = 0;
  int segments = 0;  ///< coalesced, split: how many they crossed in; 0 unknown
  meeting met = meeting::unknown;  ///< coalesced
};

struct boundaries {
  std::vector<interval> intervals;  ///< in the order of their offsets
  /// Recv by recv; then what was split, then what is missing, then the end.
  std::vector<finding> findings;

  bool has(fact) const;
};

/// `calls` of the record tell a leftover from a reader that is collecting the
/// rest of a message: who has sent something since its last recv has moved on.
/// Without them, only a recv that also holds a later send begins with one.
boundaries of(const play::stream&, const std::vector<play::call>& calls = {});

/// The findings alone; `intervals` are those of the stream.
std::vector<finding> findings_of(const play::stream&,
                                 const std::vector<interval>& intervals,
                                 const std::vector<play::call>& calls);

}  // namespace ribbon
