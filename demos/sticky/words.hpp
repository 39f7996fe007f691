// The command's own words: both languages stand side by side where they are
// used, so that neither can be forgotten.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "course/course.hpp"
#include "view/view.hpp"

namespace sticky {

/// Picks the words in the user's language: say("late", "晚").
class words {
 public:
  explicit words(view::language language) : language_(language) {}

  view::language language() const { return language_; }

  std::string operator()(std::string_view english,
                         std::string_view chinese) const {
    return std::string(language_ == view::language::chinese ? chinese
                                                            : english);
  }
  std::string operator()(const course::words& text) const {
    return (*this)(text.english, text.chinese);
  }
  /// As fmt::format; both texts must fit the arguments.
  template <typename... Args>
  std::string format(std::string_view english, std::string_view chinese,
                     const Args&... args) const {
    return fmt::format(fmt::runtime((*this)(english, chinese)), args...);
  }

 private:
  view::language language_;
};

}  // namespace sticky
