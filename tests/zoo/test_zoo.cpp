// Every animal of the zoo: `sticky check` finds the broken and clears the
// fixed, and what it leaves out makes no difference.
#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <ostream>
#include <set>
#include <string>

#include "reports.hpp"
#include "table.hpp"
#include "zoo.hpp"

namespace zoo {

void PrintTo(const animal& one, std::ostream* out) {
  *out << one.name;
}

namespace {

using testing::IsEmpty;
using testing::SizeIs;
using testing::ValuesIn;

// "lesson_22_client_one_recv".
std::string name_of(const testing::TestParamInfo<animal>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

// All that the programs came to.
std::string text_of(const std::vector<play::program>& programs,
                    play::ending ended) {
  std::string text;
  for (const play::program& one : programs)
    text += one.name + (one.exit ? " exit " + std::to_string(*one.exit) : "") +
            " " + one.signal + "\nstdout: " + play::escaped(one.out) +
            "\nstderr: " + play::escaped(one.err) + "\n";
  return text + std::string(to_string(ended)) + "\n";
}

std::string text_of(const check::outcome& one) {
  return text_of(one.programs, one.ended);
}

std::set<std::string> outcomes_of(const check::report& report) {
  std::set<std::string> texts;
  for (const check::outcome& one : report.outcomes) texts.insert(text_of(one));
  return texts;
}

// Everything that must not depend on who searched which part.
std::string summary_of(const check::report& report) {
  std::string text = report.complete ? "complete\n" : "not complete\n";
  for (const check::outcome& one : report.outcomes)
    text += "[" + one.cues + "]\n" + text_of(one);
  for (const check::fault& one : report.faults)
    text += std::string(to_string(one.kind)) + " " + one.program + " [" +
            one.cues + "]\n";
  return text;
}

constexpr view::language both_languages[] = {view::language::english,
                                             view::language::chinese};

// As it is in docs/zoo.md or docs/zoo.zh.md; "" if it is not.
std::string row_of(const animal& one, view::language language) {
  for (const std::string& row : rows_of(read_text(table_path(language))))
    if (row.starts_with(row_head(one, language))) return row;
  return {};
}

// "crlf_cut.cpp:15", and not ":151"; a line of the report may end there.
bool names_line(const std::string& told, const std::string& line) {
  return told.find(line + ' ') != told.npos ||
         told.find(line + '\n') != told.npos;
}

// Lessons have their programs, and the words about them, elsewhere.
bool is_told_by_its_line(const animal& one) {
  return !one.name.starts_with("lesson ");
}

class Zoo : public testing::TestWithParam<animal> {
 protected:
  void SetUp() override {
    if (const play::reason& why = stage::no_own_network(); !why.empty())
      GTEST_SKIP() << why;
  }
};

// ---- every animal ----------------------------------------------------------

class Broken : public Zoo {};

TEST_P(Broken, IsFoundAsDocumentedAndItsScheduleShowsItAgain) {
  const animal& one = GetParam();
  const check::report report = check::search(one.broken, one.options);
  const check::fault* const fault = fault_of(one, report);
  ASSERT_NE(fault, nullptr) << summary_of(report);
  const std::string seen = text_of(report.outcomes.at(fault->outcome));
  for (int i = 0; i < 10; ++i) {
    stage::cues schedule(fault->cues);
    const play::record play =
        stage::perform(one.broken, schedule, one.options.stage);
    EXPECT_EQ(text_of(play.programs, play.ended), seen) << fault->cues;
  }
  for (const auto language : both_languages)
    EXPECT_EQ(row_of(one, language), table_row(one, *fault, language))
        << "the target fix-texts rewrites the table";
  if (!stage::tells_where()) return;
  for (const auto language : both_languages) {
    const std::string told = report_text(one, report, language);
    EXPECT_EQ(told, read_text(report_path(one, language)))
        << "the target fix-texts rewrites the reports";
    const std::vector<std::string> to_blame = lines_to_blame(one);
    EXPECT_NE(to_blame.empty(), is_told_by_its_line(one))
        << "a marker is missing";
    EXPECT_TRUE(to_blame.empty() ||
                std::ranges::any_of(to_blame,
                                    [&](const std::string& line) {
                                      return names_line(told, line);
                                    }))
        << told << "does not name the line";
  }
}

class Fixed : public Zoo {};

TEST_P(Fixed, ComesToTheSameUnderEveryScheduleOfAll) {
  const animal& one = GetParam();
  const check::report report = check::search(one.fixed, one.options);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.faults, IsEmpty()) << summary_of(report);
  // A killed program cannot come to the same.
  EXPECT_EQ(
      std::ranges::count(report.outcomes, false, &check::outcome::disturbed), 1)
      << summary_of(report);
  EXPECT_THAT(report.notes, IsEmpty());
}

// No animal is left out: without pruning, pairs can be searched with one short
// read, and larger casts with few preemptions.
class Pruning : public Zoo {};

TEST_P(Pruning, LosesNoOutcome) {
  for (const auto& cast : {GetParam().broken, GetParam().fixed}) {
    check::options options = GetParam().options;
    if (cast.size() > 2) options.preemptions = 2;
    options.shorts = 1;
    const check::report pruned = check::search(cast, options);
    options.prune = false;
    const check::report whole = check::search(cast, options);
    EXPECT_TRUE(pruned.complete) << pruned.stopped_by;
    EXPECT_TRUE(whole.complete) << whole.stopped_by;
    EXPECT_EQ(outcomes_of(pruned), outcomes_of(whole));
    EXPECT_LE(pruned.schedules, whole.schedules);
  }
}

INSTANTIATE_TEST_SUITE_P(Animals, Broken, ValuesIn(animals()), name_of);
INSTANTIATE_TEST_SUITE_P(Animals, Fixed, ValuesIn(animals()), name_of);
INSTANTIATE_TEST_SUITE_P(Animals, Pruning, ValuesIn(animals()), name_of);

// ---- some of them ----------------------------------------------------------

const animal& animal_called(const std::string& name) {
  return *std::ranges::find(animals(), name, &animal::name);
}

// With one and two programs that talk at once, threads, kills, a signal.
std::vector<animal> some_animals() {
  std::vector<animal> some;
  for (const char* const name :
       {"over_read", "accept_order", "threads_share_buffer", "eof_inside_frame",
        "lesson 23 client_one_recv"})
    some.push_back(animal_called(name));
  return some;
}

class Searches : public Zoo {};

TEST_P(Searches, ReportTheSameWithOneProcessAsWithSeveral) {
  check::options options = GetParam().options;
  options.jobs = 1;
  const check::report alone = check::search(GetParam().broken, options);
  options.jobs = 3;
  EXPECT_EQ(summary_of(check::search(GetParam().broken, options)),
            summary_of(alone));
}

TEST_P(Searches, InShardsFindWhatOneFinds) {
  check::options options = GetParam().options;
  const check::report whole = check::search(GetParam().broken, options);
  std::set<std::string> found;
  options.shards = 2;
  for (options.shard = 1; options.shard <= options.shards; ++options.shard) {
    const check::report part = check::search(GetParam().broken, options);
    EXPECT_TRUE(part.complete) << part.stopped_by;
    found.merge(outcomes_of(part));
  }
  EXPECT_EQ(found, outcomes_of(whole));
}

INSTANTIATE_TEST_SUITE_P(Animals, Searches, ValuesIn(some_animals()), name_of);

// ---- the zoo itself --------------------------------------------------------

bool is_of_a_lesson(const animal& one) {
  return one.name.starts_with("lesson ");
}

TEST(TheZoo, HasAtLeast25AnimalsBesideTheLessons) {
  EXPECT_GE(std::ranges::count(animals(), false, is_of_a_lesson), 25);
}

TEST(TheZoo, HasEachAnimalOnceAndWithItsTwin) {
  std::set<std::string> names;
  for (const animal& one : animals()) {
    EXPECT_TRUE(names.insert(one.name).second) << one.name;
    EXPECT_THAT(one.fixed, SizeIs(one.broken.size())) << one.name;
  }
}

TEST(TheZoo, HasItsRowsInItsOwnOrderInBothLanguages) {
  for (const auto language : both_languages) {
    const auto rows = rows_of(read_text(table_path(language)));
    ASSERT_THAT(rows, SizeIs(animals().size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
      EXPECT_THAT(rows[i],
                  testing::StartsWith(row_head(animals()[i], language)));
  }
}

TEST(TheZoo, DescribesEachAnimalInItsLanguage) {
  const auto is_ascii = [](unsigned char c) { return c < 0x80; };
  for (const animal& one : animals()) {
    EXPECT_TRUE(std::ranges::all_of(one.wrong.english, is_ascii)) << one.name;
    EXPECT_FALSE(std::ranges::all_of(one.wrong.chinese, is_ascii)) << one.name;
  }
}

}  // namespace
}  // namespace zoo
