#include <gmock/gmock.h>

#include "course/nearest.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EditDistance, CountsInsertedRemovedReplacedAndSwappedLetters) {
  EXPECT_EQ(course::edit_distance("show", "show"), 0U);
  EXPECT_EQ(course::edit_distance("show", "shw"), 1U);
  EXPECT_EQ(course::edit_distance("shw", "show"), 1U);
  EXPECT_EQ(course::edit_distance("show", "shew"), 1U);
  EXPECT_EQ(course::edit_distance("show", "shwo"), 1U);
  EXPECT_EQ(course::edit_distance("ab", "ba"), 1U);
  EXPECT_EQ(course::edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(course::edit_distance("", "abc"), 3U);
}

TEST(Nearest, PutsTheClosestFirst) {
  EXPECT_THAT(course::nearest("trce", {"trade", "trace", "show"}),
              ElementsAre("trace"));
  EXPECT_THAT(course::nearest("struct_hader", {"json_header", "struct_headers",
                                               "struct_header"}),
              ElementsAre("struct_header", "struct_headers"));
}

TEST(Nearest, TakesAPartOfAName) {
  EXPECT_THAT(
      course::nearest("header", {"struct_header", "nagle", "json_header"}),
      ElementsAre("struct_header", "json_header"));
}

TEST(Nearest, GivesThreeAtMost) {
  EXPECT_THAT(course::nearest("ab", {"ab1", "ab2", "ab3", "ab4"}),
              ElementsAre("ab1", "ab2", "ab3"));
}

TEST(Nearest, GivesNothingForWhatIsFarAway) {
  EXPECT_THAT(course::nearest("xyzzy", {"show", "trace"}), IsEmpty());
  EXPECT_THAT(course::nearest("", {"show", "trace"}), IsEmpty());
}

}  // namespace
