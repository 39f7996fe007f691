// What a step shows: what the teacher points at.
#pragma once

#include <string>

#include "play/record.hpp"
#include "stage/stage.hpp"
#include "sticky/step/steering.hpp"
#include "sticky/words.hpp"
#include "view/view.hpp"

namespace sticky {

class blackboard {
 public:
  blackboard(const view::style&, std::string title);

  /// Between two calls.
  void draw(const stage::situation&, const question&) const;
  /// When the play is over, with the line that plays it again. False: the
  /// screen had no room for the line.
  bool draw_end(const play::record&, const std::string& again,
                const std::string& remark, bool enter_leaves) const;

 private:
  std::string line_of(std::size_t index, const stage::situation&,
                      const question&, int call_columns) const;
  std::string title() const;
  std::string wrapped(const std::string& text) const;
  std::string prompt(const std::string& text) const;
  void show(const std::string& text) const;

  view::style style_;
  words say_;
  std::string title_;
};

}  // namespace sticky
