// Every codec of the kit, as the laws see it.
#pragma once

#include <vector>

#include "codec_laws.hpp"

namespace laws {

/// How a decoder's frames are asked for.
enum class handing { by_next, by_for_each };

/// In the same order, whatever the handing. Their encoders throw
/// std::logic_error where append_frame changes what it was to append to.
std::vector<codec> kit_codecs(handing);

}  // namespace laws
