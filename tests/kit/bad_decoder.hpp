// Decoders that are wrong on purpose, to show that the laws notice.
#pragma once

#include <string>
#include <vector>

#include "codec_laws.hpp"

namespace laws {

/// What is wrong with a decoder of frames of one length byte pair, big-endian.
enum class fault {
  none,
  whole_frame_per_recv,  ///< each commit is taken for exactly one frame
  forgets_leftover,      ///< throws away what follows the first frame
  header_at_once,        ///< drops a header that came in two pieces
  any_end_is_clean,      ///< cannot tell an end inside from one between
  limit_off_by_one,      ///< refuses the longest payload
  no_limit,              ///< accepts any length
  judges_late,           ///< checks the limit when the payload is there
  goes_on,               ///< skips a refused header and reads on behind it
  trusts_the_length,     ///< reserves what the header claims
  never_forgets,         ///< keeps the bytes of messages handed out
};

codec bad_codec(fault);

/// What is wrong with a decoder of frames that end with "\r\n".
enum class line_fault {
  none,
  searches_each_recv,  ///< misses a delimiter that came in two pieces
  takes_cr_for_all,    ///< the first byte of the delimiter is enough for it
  any_end_is_clean,    ///< cannot tell an end inside from one between
  waits_for_the_end,   ///< checks the limit when the delimiter is there
  counts_delimiter,    ///< refuses while a delimiter could still come in time
  goes_on,             ///< drops a line that is too long and reads on behind it
};

codec bad_line_codec(line_fault);

}  // namespace laws
