// What is still to be played: the smallest first, and each schedule's path.
#include <gmock/gmock.h>

#include "check/schedule/frontier.hpp"

namespace check {

bool operator==(const turn& a, const turn& b) {
  return a.by_itself == b.by_itself && a.then == b.then;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

choice client_goes(std::uint32_t value = 0) {
  return {.program = 1, .value = value};
}

// Adds a schedule that the state tells from others.
void add(frontier& all, int size, std::uint64_t state) {
  all.add(frontier::root, 0, client_goes(), state, size);
}

std::vector<std::uint64_t> states_of(const frontier& all,
                                     const frontier::batch& taken) {
  std::vector<std::uint64_t> states;
  for (const frontier::number i : taken.schedules)
    states.push_back(all.state(i));
  return states;
}

TEST(Frontier, HasNothingAtFirst) {
  frontier all;
  EXPECT_EQ(all.waiting(), 0U);
  EXPECT_THAT(all.take(10).schedules, IsEmpty());
}

TEST(Frontier, GivesTheSmallestFirst) {
  frontier all;
  add(all, 2, 102);
  add(all, 0, 100);
  add(all, 1, 101);
  for (const int size : {0, 1, 2}) {
    const frontier::batch taken = all.take(1);
    EXPECT_EQ(taken.size, size);
    EXPECT_THAT(states_of(all, taken),
                ElementsAre(100 + static_cast<std::uint64_t>(size)));
  }
  EXPECT_THAT(all.take(1).schedules, IsEmpty());
}

TEST(Frontier, GivesTheOldestFirstOfOneSize) {
  frontier all;
  for (const std::uint64_t state : {5U, 3U, 4U}) add(all, 1, state);
  EXPECT_THAT(states_of(all, all.take(2)), ElementsAre(5, 3));
  add(all, 1, 2);
  EXPECT_THAT(states_of(all, all.take(9)), ElementsAre(4, 2));
}

TEST(Frontier, GivesOneSizeAtATime) {
  frontier all;
  add(all, 0, 1);
  add(all, 1, 2);
  EXPECT_THAT(states_of(all, all.take(9)), ElementsAre(1));
  EXPECT_THAT(states_of(all, all.take(9)), ElementsAre(2));
}

TEST(Frontier, GivesASmallerOneThatCameLater) {
  frontier all;
  add(all, 3, 1);
  add(all, 3, 2);
  EXPECT_THAT(states_of(all, all.take(1)), ElementsAre(1));
  add(all, 1, 3);
  EXPECT_THAT(states_of(all, all.take(1)), ElementsAre(3));
  EXPECT_THAT(states_of(all, all.take(1)), ElementsAre(2));
}

TEST(Frontier, CountsWhatIsWaiting) {
  frontier all;
  for (int i = 0; i < 5; ++i) add(all, i % 2, 1);
  EXPECT_EQ(all.waiting(), 5U);
  all.take(2);
  EXPECT_EQ(all.waiting(), 3U);
  all.take(9);
  EXPECT_EQ(all.waiting(), 2U);
}

TEST(Frontier, KnowsTheWholePathThroughAllParents) {
  frontier all;
  all.add(frontier::root, 7, client_goes(1), 11, 0);
  const frontier::number child = all.take(1).schedules.front();
  all.add(child, 0, client_goes(2), 12, 0);
  const frontier::number grandchild = all.take(1).schedules.front();
  all.add(grandchild, 3, client_goes(3), 13, 0);
  const frontier::number last = all.take(1).schedules.front();
  EXPECT_THAT(all.path(last),
              ElementsAre(turn{7, client_goes(1)}, turn{0, client_goes(2)},
                          turn{3, client_goes(3)}));
  EXPECT_THAT(all.path(child), ElementsAre(turn{7, client_goes(1)}));
  EXPECT_EQ(all.state(last), 13U);
  EXPECT_EQ(all.state(child), 11U);
}

TEST(Frontier, KnowsNothingOfTheRoot) {
  const frontier all;
  EXPECT_THAT(all.path(frontier::root), IsEmpty());
  EXPECT_EQ(all.state(frontier::root), 0U);
}

TEST(Frontier, StartsAgainOnceItIsCleared) {
  frontier all;
  add(all, 0, 1);
  add(all, 1, 2);
  all.take(1);
  all.clear();
  EXPECT_EQ(all.waiting(), 0U);
  EXPECT_THAT(all.take(9).schedules, IsEmpty());
  add(all, 4, 3);
  EXPECT_THAT(states_of(all, all.take(9)), ElementsAre(3));
}

}  // namespace
}  // namespace check
