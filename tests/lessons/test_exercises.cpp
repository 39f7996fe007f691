// Where a learner starts must be found wrong, and the solution proved right:
// the other way round where the exercise asks for a fault.
#include <gmock/gmock.h>

#include "check/check.hpp"
#include "course/course.hpp"
#include "sanitized.hpp"

namespace {

struct trial {
  course::lesson lesson;
  course::exercise exercise;

  /// The capstone, with a cast of its own: its schedules are too many for all.
  bool is_long() const { return exercise.scene.name == exercise.file; }

  check::report search(const std::string& kind, check::options options) const {
    const auto program =
        course::programs_folder() / lesson.folder_name() / kind / exercise.file;
    options.expected = exercise.expects;
    options.expected_exits = exercise.exits;
    if (exercise.allows == "truncated")
      options.allowed = {check::loss::kind::truncated};
    const auto cast =
        course::cast(lesson, exercise, program, course::port(lesson));
    if (cast.size() > 2) {  // all of three programs' schedules take minutes
      options.preemptions = 2;
      options.shorts = 1;
    }
    if (is_long()) options.schedules = 500;
    return check::search(cast, options);
  }
};

std::string name(const trial& of) {
  return "Lesson" + std::to_string(of.lesson.number) + "_" + of.exercise.file;
}

void PrintTo(const trial& of, std::ostream* out) {
  *out << name(of);
}

// Those of cues are proved by the command: tests/sticky/test_prove.cpp.
std::vector<trial> trials() {
  std::vector<trial> all;
  for (const course::lesson& lesson : course::lessons())
    for (const course::exercise& one : lesson.exercises)
      if (one.asks != course::asks::cues) all.push_back({lesson, one});
  return all;
}

class Exercises : public testing::TestWithParam<trial> {};

void expect_fault(const trial& of, const std::string& kind) {
  check::options first_few;
  first_few.schedules = 100;
  EXPECT_FALSE(of.search(kind, first_few).faults.empty());
}

void expect_cure(const trial& of, const std::string& kind) {
  check::options whole;
  whole.time.reset();
  if (sanitized) whole.schedules = 100;
  const check::report report = of.search(kind, whole);
  EXPECT_TRUE(report.complete || sanitized || of.is_long())
      << report.stopped_by;
  EXPECT_EQ(report.outcomes.size(), 1U);
  for (const check::fault& fault : report.faults)
    ADD_FAILURE() << to_string(fault.kind) << " " << fault.program << ": "
                  << fault.cues;
}

TEST_P(Exercises, StartWithAFault) {
  if (GetParam().exercise.asks == course::asks::fault)
    expect_cure(GetParam(), "exercises");
  else
    expect_fault(GetParam(), "exercises");
}

TEST_P(Exercises, HaveASolutionThatIsRightUnderEverySchedule) {
  if (GetParam().exercise.asks == course::asks::fault)
    expect_fault(GetParam(), "solutions");
  else
    expect_cure(GetParam(), "solutions");
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Exercises);
INSTANTIATE_TEST_SUITE_P(Of, Exercises, testing::ValuesIn(trials()),
                         [](const testing::TestParamInfo<trial>& of) {
                           return name(of.param);
                         });

}  // namespace
