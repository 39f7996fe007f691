// Exercises that ask for a schedule: the line of cues in a learner's file leads
// to what is expected, or `check` says what came instead.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "course/course.hpp"
#include "run.hpp"

namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

struct trial {
  course::lesson lesson;
  course::exercise exercise;

  Outcome checked(const std::string& kind) const {
    const auto file = lesson.folder / kind / (exercise.file + ".cues");
    return sticky({"check", std::to_string(lesson.number), file.string()});
  }
};

void PrintTo(const trial& of, std::ostream* out) {
  *out << of.lesson.number << ' ' << of.exercise.file;
}

std::vector<trial> trials() {
  std::vector<trial> all;
  for (const course::lesson& lesson : course::lessons())
    for (const course::exercise& one : lesson.exercises)
      if (one.asks == course::asks::cues) all.push_back({lesson, one});
  return all;
}

class CueExercises : public testing::TestWithParam<trial> {};

TEST_P(CueExercises, BeginWithAnotherOutcome) {
  EXPECT_EQ(GetParam().checked("exercises").status, 1);
}

TEST_P(CueExercises, HaveASolutionThatLeadsThere) {
  const Outcome outcome = GetParam().checked("solutions");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, EndsWith("As asked for: the exercise is solved.\n"));
}

INSTANTIATE_TEST_SUITE_P(Of, CueExercises, testing::ValuesIn(trials()),
                         [](const testing::TestParamInfo<trial>& of) {
                           return "Lesson" +
                                  std::to_string(of.param.lesson.number) + "_" +
                                  of.param.exercise.file;
                         });

struct Prove : testing::Test {
  Prove() {
    std::string name =
        (std::filesystem::temp_directory_path() / "prove_XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~Prove() override { std::filesystem::remove_all(folder); }

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder + '/' + name) << text;
    return folder + '/' + name;
  }

  std::string folder;
};

TEST_F(Prove, SaysWhatCameInstead) {
  const std::string mine =
      file("one_and_eight_mine.cues", "server:listen client:exit\n");
  EXPECT_THAT(sticky({"check", "11", mine}).out,
              EndsWith("server printed `recv 1 -> 9 \"hellofeng\"` where "
                       "`recv 1 -> 1 \"h\"` is expected.\n"));
  EXPECT_THAT(sticky({"check", "11", mine, "--lang", "zh"}).out,
              AllOf(HasSubstr("第 11 课"),
                    EndsWith("应该打印 `recv 1 -> 1 \"h\"`。\n")));
}

TEST_F(Prove, RefusesWhatIsNoSchedule) {
  const std::string mine =
      file("one_and_eight.cues", "server:listen client:sing\n");
  const Outcome outcome = sticky({"check", "11", mine});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr(mine + ": "), HasSubstr("client:sing")));
}

TEST_F(Prove, RefusesTheOptionsOfASearch) {
  const std::string mine = file("one_and_eight.cues", "server:listen\n");
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{"--json", folder + "/a.json"},
        {"--shorts", "1"},
        {"--kills"}}) {
    std::vector<std::string> line{"check", "11", mine};
    line.insert(line.end(), options.begin(), options.end());
    const Outcome outcome = sticky(line);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("leave out the options of a search"));
  }
}

TEST_F(Prove, SaysWhichFilesALessonAsksFor) {
  const std::string other = file("other.cues", "");
  EXPECT_THAT(sticky({"check", "11", other}).err,
              HasSubstr("lesson 11 asks for one_and_eight.cues"));
  EXPECT_THAT(sticky({"check", "12", other}).err,
              HasSubstr("no exercise of lesson 12 asks for cues"));
  EXPECT_THAT(sticky({"check", "11", "/no/such.cues"}).err,
              HasSubstr("/no/such.cues: no such file"));
}

}  // namespace
