// The words of the views, in English and Chinese, as docs/glossary.md pairs
// them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "view/view.hpp"

namespace view {

/// The fixed words of one language.
struct vocabulary {
  std::string_view outside;      ///< an end that is not in the cast
  std::string_view byte, bytes;  ///< "1 byte", "2 bytes"
  std::string_view datagram, datagrams;
  std::string_view message, messages;    ///< of SOCK_SEQPACKET
  std::string_view connection;           ///< "connection 2"
  std::string_view comma;                ///< with its blank
  std::string_view send, segment, recv;  ///< the ribbon's rows
  std::string_view end_of_stream, lost, cut, unread;
  std::string_view not_yet_read;  ///< lost or unread, while the play goes on
  /// With {} for how many: "987 more", "980 lost", "980 unread", "980 not yet
  /// read", "18 more calls of this kind", "990 more lines".
  std::string_view more, more_lost, more_unread, more_not_yet_read, more_calls,
      more_lines;
  std::string_view more_calls_hidden, more_packets;  ///< the same, of a ladder
  std::string_view again, unanswered;                ///< a packet
  std::string_view in_the_buffer, it_waits;          ///< a picture's legend
  std::string_view never_returned;
  std::string_view cut_to, cut_short, failed, skipped,
      time_is_up;  ///< forced calls
};
const vocabulary& words(language);

/// "tcp, 9 bytes", "udp, 3 datagrams, 14 bytes".
std::string amount(const play::stream&, language);
/// "3 datagrams", "3 messages": how many were sent.
std::string messages(const play::stream&, language);
/// "… 987 more, 980 lost …": what a fold says. With `goes_on` what is missing
/// may still be read.
std::string folded(const play::stream&, int pieces, int missing, const style&,
                   bool goes_on = false);

/// How the play ended, who still waited, and for what.
std::vector<std::string> ending_sentences(const play::record&, language);

/// "1 byte", "2 bytes".
std::string counted(std::int64_t n, std::string_view one,
                    std::string_view more);

}  // namespace view
