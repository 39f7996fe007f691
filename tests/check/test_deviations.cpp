// What makes a schedule smaller than another.
#include <gmock/gmock.h>

#include "check/schedule/choices.hpp"
#include "check/schedule/deviations.hpp"

namespace check {
namespace {

using way = choice::way;

deviations that(int preemptions, int cuts = 0, int fails = 0, int kills = 0) {
  deviations all;
  all.preemptions = preemptions;
  all.of(way::cut) = cuts;
  all.of(way::fail) = fails;
  all.of(way::kill) = kills;
  return all;
}

TEST(Deviations, AreNoneAtFirst) {
  EXPECT_EQ(deviations().size(), 0);
  EXPECT_EQ(deviations().of(way::none), 0);
}

TEST(Deviations, OfEachKindCountTheSame) {
  for (const deviations& one :
       {that(1), that(0, 1), that(0, 0, 1), that(0, 0, 0, 1)}) {
    EXPECT_EQ(one.size(), 1);
    for (const deviations& other :
         {that(1), that(0, 1), that(0, 0, 1), that(0, 0, 0, 1)}) {
      EXPECT_TRUE((one <=> other) == 0);
      EXPECT_FALSE(one < other);
    }
  }
}

TEST(Deviations, AreFewerWhateverTheirKinds) {
  EXPECT_LT(deviations(), that(0, 0, 0, 1));
  EXPECT_LT(that(0, 0, 1, 1), that(3));
  EXPECT_LT(that(2), that(0, 1, 1, 1));
  EXPECT_GT(that(1, 1, 1), that(0, 2));
}

TEST(Deviations, AreInOneOrder) {
  std::vector<deviations> all;
  for (int i = 0; i < 81; ++i)
    all.push_back(that(i % 3, i / 3 % 3, i / 9 % 3, i / 27));
  for (const deviations& a : all) {
    for (const deviations& b : all) {
      EXPECT_EQ(a<b, b> a);
      EXPECT_EQ((a <=> b) == 0, a.size() == b.size());
      for (const deviations& c : all) {
        if (a < b && b < c) {
          EXPECT_LT(a, c);
        }
      }
    }
  }
}

TEST(Deviations, AddUpKindByKind) {
  deviations all = that(1, 2, 3, 4);
  all += that(10, 20, 30, 40);
  EXPECT_EQ(all.preemptions, 11);
  EXPECT_EQ(all.of(way::cut), 22);
  EXPECT_EQ(all.of(way::fail), 33);
  EXPECT_EQ(all.of(way::kill), 44);
  EXPECT_EQ(all.size(), 110);
}

TEST(Deviations, AreBoundedByTheOptionsAndFaultsToOne) {
  options bounds;
  bounds.shorts = 7;
  EXPECT_EQ(most_of(way::none, bounds), std::nullopt);
  EXPECT_EQ(most_of(way::cut, bounds), 7);
  EXPECT_EQ(most_of(way::fail, bounds), 1);
  EXPECT_EQ(most_of(way::kill, bounds), 1);
  bounds.shorts.reset();
  EXPECT_EQ(most_of(way::cut, bounds), std::nullopt);
}

}  // namespace
}  // namespace check
