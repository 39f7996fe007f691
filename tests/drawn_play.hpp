// A test that fails draws the play that it was about.
#pragma once

#include <gtest/gtest.h>

#include <iostream>
#include <optional>
#include <ostream>
#include <utility>

#include "play/record.hpp"
#include "view/view.hpp"

namespace play {

inline void PrintTo(const record& play, std::ostream* out) {
  *out << '\n' << view::text(play, {.width = 80, .utf8 = true});
}

inline void PrintTo(const source& where, std::ostream* out) {
  *out << where.file << ':' << where.line << ' ' << where.function;
}

}  // namespace play

namespace tests {

/// Draws the last play of a test at its first failure after that play.
class drawing_failures : public testing::EmptyTestEventListener {
 public:
  void now_about(play::record play) { play_ = std::move(play); }

  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed() || !play_) return;
    const play::record play = *std::exchange(play_, std::nullopt);
    std::cout << "The play:" << testing::PrintToString(play) << std::flush;
  }
  void OnTestEnd(const testing::TestInfo&) override { play_.reset(); }

 private:
  std::optional<play::record> play_;
};

/// Call it where a test's play ends.
inline void draw_if_it_fails(const play::record& play) {
  // The listeners delete it.
  static drawing_failures* const drawing = [] {
    auto* made = new drawing_failures;
    testing::UnitTest::GetInstance()->listeners().Append(made);
    return made;
  }();
  drawing->now_about(play);
}

}  // namespace tests
