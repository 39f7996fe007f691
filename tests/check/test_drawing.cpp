// Schedules that are drawn at random.
#include <gmock/gmock.h>

#include <set>
#include <vector>

#include "check/schedule/drawing.hpp"

namespace {

using check::choice;
using testing::SizeIs;

// Every task before a call, the first cut as well.
check::choices ready(int tasks) {
  check::choices found;
  for (int i = 0; i < tasks; ++i) {
    check::candidate one;
    one.what.program = static_cast<std::uint8_t>(i);
    found.all.push_back(one);
  }
  check::candidate cut = found.all.front();
  cut.what.how = choice::way::cut;
  cut.what.value = 1;
  found.all.push_back(cut);
  return found;
}

std::vector<std::size_t> drawn(std::uint64_t seed, int tasks, int steps) {
  check::drawing drawing({.seed = seed, .steps = steps});
  std::vector<std::size_t> all;
  for (int i = 0; i < steps; ++i) all.push_back(drawing.next(ready(tasks)));
  return all;
}

TEST(ADrawing, IsTheSameForTheSameSeed) {
  EXPECT_EQ(drawn(7, 3, 20), drawn(7, 3, 20));
}

TEST(ADrawing, IsAnotherForMostOtherSeeds) {
  std::set<std::vector<std::size_t>> all;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    all.insert(drawn(seed, 3, 20));
  EXPECT_GT(all.size(), 50U);
}

// The chance that is stated for depth 2: of 3 tasks and 10 steps a given one is
// the first to go, and falls at a given step, in at least 1 of 30 schedules.
TEST(ADrawing, FindsWhatNeedsTwoOrdersAsOftenAsStated) {
  int found = 0;
  constexpr int tries = 3000;
  for (int seed = 0; seed < tries; ++seed) {
    check::drawing drawing(
        {.seed = static_cast<std::uint64_t>(seed), .steps = 10, .depth = 2});
    check::choices now = ready(3);
    now.all.pop_back();  // no cuts
    bool is_so = true;
    for (int step = 0; step < 10; ++step) {
      const std::size_t goes = drawing.next(now);
      is_so = is_so && (goes == 1) == (step < 4);
    }
    found += is_so;
  }
  EXPECT_GE(found, tries / 30 * 0.7);
  EXPECT_LE(found, tries / 3);
}

TEST(ADrawing, DisturbsAFewCalls) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    int cuts = 0;
    for (const std::size_t i : drawn(seed, 2, 30)) cuts += i == 2;
    EXPECT_GE(cuts, 1) << seed;
    EXPECT_LE(cuts, 2) << seed;
  }
}

TEST(ADrawing, LetsWhoeverIsAloneGo) {
  check::choices only = ready(1);
  only.all.pop_back();
  check::drawing drawing({.seed = 1, .steps = 5});
  for (int i = 0; i < 20; ++i) EXPECT_EQ(drawing.next(only), 0U);
}

}  // namespace
