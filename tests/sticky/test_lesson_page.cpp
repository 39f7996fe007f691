// A lesson's text in lines, and the lines in screens.
#include "sticky/lesson_page.hpp"

#include <gmock/gmock.h>

namespace {

using sticky::in_screens;
using sticky::page_lines;
using testing::ElementsAre;

std::vector<std::string> of(const std::string& markdown, int width = 60) {
  const auto text = course::parse_text(markdown);
  return page_lines(text.front(), {.width = width});
}

TEST(Page, WrapsParagraphsAndHangsItems) {
  EXPECT_THAT(
      of("A word and another one, a longer one than that, and so on, "
         "to the end.\n\n- one that is much longer than a line of sixty "
         "columns is\n- two\n"),
      ElementsAre("A word and another one, a longer one than that, and "
                  "so on,",
                  "to the end.", "",
                  "- one that is much longer than a line of sixty "
                  "columns is",
                  "- two"));
  EXPECT_THAT(
      of("1. 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九"
         "十一二\n"),
      ElementsAre("1. 一二三四五六七八九十一二三四五六七八九十一二三四五"
                  "六七八",
                  "   九十一二"));
}

TEST(Page, MovesCodeToTheLeftBeforeItCutsIt) {
  const std::string fits(58, 'a'), is_cut(61, 'b');
  EXPECT_THAT(of("```sh\nls\n```\n"), ElementsAre("    ls"));
  EXPECT_THAT(of("```sh\n" + fits + "\n```\n"), ElementsAre("  " + fits));
  EXPECT_THAT(of("```sh\n" + is_cut + "\n```\n"),
              ElementsAre(std::string(59, 'b') + "…"));
  EXPECT_THAT(of("```console\n$ ls\n```\n"), ElementsAre("$ ls"));
}

TEST(Page, PutsATableSideBySideWhereThereIsRoom) {
  const std::string head = "| call | gives |\n|---|---|\n";
  EXPECT_THAT(of(head + "| `recv` | 0 |\n"),
              ElementsAre("  call    gives", "  `recv`  0"));
  EXPECT_THAT(
      of("| call | gives | means |\n|---|---|---|\n| `recv` | 0 | that the "
         "other side will send nothing more from now on |\n"),
      ElementsAre(
          "- `recv`: 0; that the other side will send nothing more from",
          "  now on"));
}

TEST(Page, NamesTheCommandOfAPlayThatIsFoldedAway) {
  EXPECT_THAT(
      of("So:\n\n<details>\n<summary>The whole play</summary>\n\n"
         "```console\n$ ./sticky show 02 spins\nLesson\n```\n\n"
         "</details>\n"),
      ElementsAre("So:", "", "(The whole play: ./sticky show 02 spins)"));
  EXPECT_THAT(of("A\n\n<details>\n<summary>Answers</summary>\n\n1. B\n\n"
                 "</details>\n"),
              ElementsAre("A"));
}

TEST(Screens, EndBetweenParagraphs) {
  EXPECT_THAT(in_screens({"a", "b", "", "c", "d"}, 5),
              ElementsAre(ElementsAre("a", "b", "", "c", "d")));
  EXPECT_THAT(in_screens({"a", "b", "", "c", "d"}, 4),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d")));
  // A paragraph that is larger than a screen is divided all the same.
  EXPECT_THAT(in_screens({"a", "b", "c"}, 2),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c")));
  EXPECT_EQ(in_screens({}, 2).size(), 1U);
}

TEST(Screens, KeepALineWithWhatItLeadsTo) {
  EXPECT_THAT(in_screens({"a", "", "b:", "", "c"}, 4),
              ElementsAre(ElementsAre("a"), ElementsAre("b:", "", "c")));
  // Where both together are too large, each is whole.
  EXPECT_THAT(in_screens({"a", "b:", "", "c", "d"}, 3),
              ElementsAre(ElementsAre("a", "b:"), ElementsAre("c", "d")));
}

}  // namespace
