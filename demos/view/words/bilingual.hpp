// Words in the user's language, where both stand side by side.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace view {

/// Picks the words; both texts must fit the arguments.
class speaker {
 public:
  explicit speaker(view::language in) : in_(in) {}
  template <typename... Args>
  std::string operator()(std::string_view english, std::string_view chinese,
                         const Args&... args) const {
    return fmt::format(
        fmt::runtime(in_ == language::english ? english : chinese), args...);
  }
  std::string bytes(std::int64_t n) const {
    return counted(n, words(in_).byte, words(in_).bytes);
  }

 private:
  language in_;
};

}  // namespace view
