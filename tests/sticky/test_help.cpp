// What a user meets first: help, names, wrong use.
#include <gmock/gmock.h>

#include "run.hpp"

namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

/// Refused: status 2, one line on standard error, nothing on the other.
void expect_refused(const std::vector<std::string>& arguments,
                    const std::string& because) {
  const Outcome outcome = sticky(arguments);
  EXPECT_EQ(outcome.status, 2) << because;
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, AllOf(StartsWith("sticky: "), HasSubstr(because)));
  EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
}

TEST(Sticky, AloneNamesThreeCommandsToTryFirst) {
  const Outcome outcome = sticky({});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("./sticky tour"), HasSubstr("./sticky show 11"),
                    HasSubstr("./sticky trace --")));
}

TEST(Sticky, TellsItsVersion) {
  EXPECT_THAT(sticky({"--version"}).out,
              MatchesRegex("sticky [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Sticky, HelpsWithEveryCommandInBothLanguages) {
  for (const char* name : {"list", "show", "tour", "step", "trace", "check"}) {
    const Outcome english = sticky({name, "--help"});
    EXPECT_EQ(english.status, 0) << name;
    EXPECT_THAT(english.out, HasSubstr("Usage: sticky " + std::string(name)));
    const Outcome chinese = sticky({name, "--help", "--lang", "zh"});
    EXPECT_THAT(chinese.out,
                AllOf(HasSubstr("用法：sticky " + std::string(name)),
                      HasSubstr("选项"), Not(HasSubstr("Options"))));
  }
  EXPECT_THAT(sticky({"--help"}).out,
              AllOf(HasSubstr("trace"), HasSubstr("step"), HasSubstr("check")));
}

TEST(Sticky, HelpsWithinEightyColumns) {
  for (const char* name : {"--help", "show", "step", "trace", "check"}) {
    EXPECT_THAT(sticky({name, "--help"}).out, Not(ContainsRegex("[^\n]{81}")))
        << name;
  }
}

TEST(Sticky, TakesItsLanguageFromTheLocale) {
  EXPECT_THAT(sticky({}, {.environment = {"LC_ALL=zh_CN.UTF-8"}}).out,
              HasSubstr("先试试"));
  EXPECT_THAT(sticky({}, {.environment = {"LC_ALL=de_DE.UTF-8"}}).out,
              HasSubstr("Try first"));
  // No Chinese where it cannot be shown, unless it is asked for.
  EXPECT_THAT(sticky({}, {.environment = {"LC_ALL=zh_CN.GBK"}}).out,
              HasSubstr("Try first"));
  EXPECT_THAT(sticky({"list", "--lang=zh"}, {.environment = {"LC_ALL=C"}}).out,
              HasSubstr("粘包"));
}

TEST(Sticky, OffersTheNearestNames) {
  expect_refused({"shwo", "11"}, "no command \"shwo\"; did you mean show?");
  expect_refused({"xyzzy"}, "sticky --help");
  expect_refused({"show", "stiky_packets"}, "did you mean sticky_packets?");
  expect_refused({"show", "99"}, "sticky list");
  expect_refused({"show", "11", "late_raeder"}, "did you mean late_reader?");
  expect_refused({"step", "11", "xyzzy"}, "no scene and no program \"xyzzy\"");
}

TEST(Sticky, SaysWhatIsWrongInTheUsersLanguage) {
  const Outcome outcome = sticky({"shwo", "--lang", "zh"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("没有“shwo”这个命令；你要找的是 show 吗？"));
  EXPECT_THAT(sticky({"list", "--bogus", "--lang", "zh"}).err,
              HasSubstr("多余的参数：--bogus"));
  EXPECT_THAT(sticky({"show", "--lang", "zh"}).err, HasSubstr("缺少 LESSON"));
}

TEST(Sticky, RefusesWrongUse) {
  expect_refused({"show"}, "LESSON is required; see `sticky show --help`");
  expect_refused({"list", "--bogus"}, "not expected: --bogus; see");
  expect_refused({"--bogus"}, "see `sticky --help`");
  expect_refused({"list", "--lang", "fr"}, "must be en or zh");
  expect_refused({"list", "a\nb"}, "a\\nb");
  expect_refused({"show", "11", "--", "./server"}, "only `sticky trace`");
  expect_refused({"show", "--", "11"}, "only `sticky trace`");
  expect_refused({"show", "11", "--svg"}, "--svg: takes one value");
  expect_refused({"show", "11", "--svg", "a", "--svg", "b"}, "only once");
  expect_refused({"show", "11", "late_reader", "--svg", ""},
                 "--svg: must name a file");
  expect_refused({"show", "11", "--json", "scenes.json"}, "name one of them");
  expect_refused({"show", "11", "late_reader", "--json", "-", "--svg", "-"},
                 "standard output takes only one");
}

TEST(Sticky, ListsLessonsWithTheirScenes) {
  const Outcome outcome = sticky({"list"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("00  before_the_first_call"),
                    HasSubstr("      pictures and a text, no programs\n"),
                    HasSubstr("01  phone_call"),
                    HasSubstr("11  sticky_packets"), HasSubstr("late_reader")));
  EXPECT_THAT(outcome.out, Not(ContainsRegex("[^\n]{81}")));
}

TEST(Sticky, ManagesWithoutStandardStreams) {
  EXPECT_EQ(bash("./sticky step 11 <&-").status, 0);
  const Outcome outcome = bash("./sticky list >&-");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "sticky: standard output: Bad file descriptor\n");
}

TEST(Sticky, EndsQuietlyWhenItsReaderHasGone) {
  for (const char* name : {"list", "tour", "--help"}) {
    const Outcome outcome = sticky({name}, {.reader_gone = true});
    EXPECT_EQ(outcome.status, 0) << name;
    EXPECT_THAT(outcome.err, IsEmpty()) << name;
  }
}

}  // namespace
