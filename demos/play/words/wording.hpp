// What a reason says, in both languages. {0} {1} ... are its arguments, {a} {b}
// ... its parts, {*} is all of its parts, one after the other. Both languages
// take the same. A name in Chinese has a space before and after it; where what
// comes there is Chinese as well, the space goes (see reason.cpp).
#pragma once

#include <string_view>

#include "play/reason.hpp"

namespace play {

struct wording {
  because code;
  std::string_view english, chinese;
};

}  // namespace play
