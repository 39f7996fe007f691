// Where a stream ended, as a decoder sees it.
#pragma once

namespace kit {

/// End of stream is a good end only between two frames.
enum class stream_end {
  between_frames,  ///< nothing is missing
  inside_header,   ///< the peer left before the header was whole
  inside_payload,  ///< the header came, some of what it announced did not
};

}  // namespace kit
