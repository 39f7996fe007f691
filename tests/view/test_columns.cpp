// Text measured in columns.
#include "view/layout/columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

using ::testing::ElementsAre;

TEST(Columns, AChineseCharacterTakesTwoAndACombiningMarkNone) {
  EXPECT_EQ(view::columns("hello"), 5);
  EXPECT_EQ(view::columns("你好"), 4);
  EXPECT_EQ(view::columns("，。（）"), 8);
  EXPECT_EQ(view::columns("│╳…"), 3);
  EXPECT_EQ(view::columns("e\u0301"), 1);
  EXPECT_EQ(view::columns("\U0001F600"), 2);
}

TEST(Columns, CutKeepsHeadAndTailAndFits) {
  EXPECT_EQ(view::cut("hello", 5, "…"), "hello");
  EXPECT_EQ(view::cut("abcdefghij", 7, "…"), "abc…hij");
  EXPECT_EQ(view::cut("你好世界", 5, "…"), "你…界");
  EXPECT_EQ(view::cut("abc", 0, "…"), "");
}

TEST(Columns, CutNeverTearsAnEscape) {
  EXPECT_EQ(view::cut("\\x00\\x00\\x00", 9, "…", true), "\\x00…\\x00");
  EXPECT_EQ(view::cut("\\x00\\x00\\x00", 8, "…", true), "\\x00…");
}

TEST(Wrapped, BreaksAtSpaces) {
  EXPECT_THAT(view::wrapped("one two three", 8),
              ElementsAre("one two ", "three"));
  EXPECT_THAT(view::wrapped("unbreakable", 4),
              ElementsAre("unbr", "eaka", "ble"));
}

TEST(Wrapped, BreaksBetweenChineseCharactersButNotBeforeACommaOrAfterABracket) {
  EXPECT_THAT(view::wrapped("接收缓冲区", 6), ElementsAre("接收缓", "冲区"));
  EXPECT_THAT(view::wrapped("接收缓，冲区", 6),
              ElementsAre("接收", "缓，冲", "区"));
  EXPECT_THAT(view::wrapped("接收（#7", 6), ElementsAre("接收", "（#7"));
  EXPECT_THAT(view::wrapped("怎么办？Python", 6),
              ElementsAre("怎么", "办？", "Python"));
  EXPECT_THAT(view::wrapped("“一行”。", 5), ElementsAre("“一", "行”。"));
}

TEST(Harmless, KeepsTextAndBackslashesAndDefusesTheRest) {
  EXPECT_EQ(view::harmless("recv \"a\\n\"", true), "recv \"a\\n\"");
  EXPECT_EQ(view::harmless("\x1b[31mred", true), "\\x1b[31mred");
  EXPECT_EQ(view::harmless("你", false), "\\xe4\\xbd\\xa0");
}

TEST(Line, ColoursOnlyWhenAskedAndDropsBlanksAtTheEnd) {
  view::line line;
  line.add("a", view::ink::strong).add("b").pad_to(6);
  EXPECT_EQ(line.width(), 6);
  EXPECT_EQ(line.text(false), "ab\n");
  EXPECT_EQ(line.text(true), "\x1b[1ma\x1b[0mb\n");
}
