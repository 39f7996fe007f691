// Lessons' texts, as they are shown on a terminal.
#include <gmock/gmock.h>

#include "course/text.hpp"

namespace {

using course::part;
using kind = course::block::kind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::vector<course::block> of(const std::string& markdown,
                                    part which = part::question) {
  return course::parse_text(markdown)[static_cast<std::size_t>(which)];
}

TEST(Text, IsDividedAtItsHeadingsInBothLanguages) {
  const std::string text =
      "# Lesson\n\nBefore.\n\n## The question (predict first)\n\nWhat?\n\n"
      "## Why\n\nSo.\n";
  ASSERT_EQ(of(text).size(), 2U);
  EXPECT_EQ(of(text)[0].text, "Before.");
  EXPECT_EQ(of(text, part::why).at(0).text, "So.");
  EXPECT_EQ(of("## 为什么\n\n因为。\n", part::why).at(0).text, "因为。");
}

TEST(Text, ParagraphsAndItemsAreOneLineWithoutMarks) {
  const auto blocks = of(
      "Read *this*, **that** and\n[lesson 22](../22/README.md#a), `a*b*c`.\n\n"
      "1. One\n   goes on.\n2. Two.\n\n   A part of two.\n- Three\n");
  ASSERT_EQ(blocks.size(), 5U);
  EXPECT_EQ(blocks[0].text, "Read this, that and lesson 22, `a*b*c`.");
  EXPECT_EQ(blocks[1].is, kind::item);
  EXPECT_EQ(blocks[1].mark, "1.");
  EXPECT_EQ(blocks[1].text, "One goes on.");
  EXPECT_EQ(blocks[3].is, kind::paragraph);
  EXPECT_EQ(blocks[3].indent, 3);
  EXPECT_EQ(blocks[4].mark, "-");
}

TEST(Text, LinksToPagesAndPicturesSayWhere) {
  const auto blocks = of(
      "[Answers](../../docs/answers.zh.md#11), ![Two\nlayers](layers.svg)\n");
  EXPECT_EQ(blocks.at(0).text,
            "Answers (docs/answers.zh.md), [layers.svg] Two layers");
}

TEST(Text, CodeStaysAsItIs) {
  const auto blocks =
      of("1. So:\n\n   ```sh\n   ./sticky  # *run*\n\n   ```\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[1].is, kind::code);
  EXPECT_EQ(blocks[1].mark, "sh");
  EXPECT_EQ(blocks[1].indent, 3);
  EXPECT_EQ(blocks[1].text, "./sticky  # *run*\n\n");
}

TEST(Text, TablesHaveRowsOfCells) {
  const auto blocks = of("| a | b |\n|---|---|\n| [x](y) | `z` |\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_THAT(blocks[0].cells, ElementsAre("a", "b"));
  EXPECT_THAT(blocks[1].cells, ElementsAre("x", "`z`"));
}

TEST(Text, WhatIsFoldedAwayIsInsideOfItsFold) {
  const auto blocks =
      of("Q\n\n<details>\n<summary>Answers</summary>\n\n1. "
         "A\n\n</details>\n\nR\n");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[1].is, kind::fold);
  EXPECT_EQ(blocks[1].text, "Answers");
  EXPECT_EQ(blocks[1].inside.at(0).text, "A");
}

// What a reader of the terminal would stumble over.
TEST(Text, OfEachLessonHasAllPartsAndNoMarkdownLeft) {
  for (const course::lesson& lesson : course::lessons())
    for (const auto language :
         {play::language::english, play::language::chinese}) {
      const course::text text = course::read_text(lesson, language);
      for (const auto& blocks : text) {
        EXPECT_FALSE(blocks.empty()) << lesson.slug;
        for (const course::block& one : blocks) {
          if (one.is == kind::code) continue;
          EXPECT_THAT(one.text, Not(HasSubstr("]("))) << lesson.slug;
          EXPECT_THAT(one.text, Not(HasSubstr("**"))) << lesson.slug;
          EXPECT_THAT(one.text, Not(HasSubstr("<details"))) << lesson.slug;
        }
      }
    }
}

}  // namespace
