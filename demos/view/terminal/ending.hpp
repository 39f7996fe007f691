// How a play ended, for a terminal.
#pragma once

#include <string>

#include "play/record.hpp"
#include "view/view.hpp"

namespace view {

/// How it ended, who waits for what, and what the machine could not give.
std::string ending(const play::record&, const style&);

}  // namespace view
