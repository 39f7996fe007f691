// learn: the way through the course, and the learner's own exercises.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "run.hpp"
#include "terminal.hpp"
#include "view/layout/columns.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string right_cues =
    "server:listen client:send*2 server:recv(1) server:recv client:exit";

/// A learner's folder, which is not there yet.
struct Learn : OwnFolder {
  std::vector<std::string> environment() const {
    return {"STICKY_LEARN=" + mine.string()};
  }
  Outcome learn(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "learn");
    return sticky(arguments, {.environment = environment()});
  }
  /// What stands in the learner's file.
  std::string own(const std::string& name) const {
    return contents("mine/" + name);
  }
  void save(const std::string& name, const std::string& text) const {
    // As an editor does that writes another file and renames it.
    fs::create_directories((mine / name).parent_path());
    std::ofstream(mine / (name + "~")) << text;
    fs::rename(mine / (name + "~"), mine / name);
  }

  fs::path mine = folder / "mine";
  const std::string cues = "11_sticky_packets/one_and_eight.cues";
};

TEST_F(Learn, SaysWhereOneIsAndWhatIsNext) {
  const Outcome outcome = learn({});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("Lesson 00: Before the first call (1 of 29)\n"),
                    HasSubstr("\n0 of 29 lessons read, 0 of "),
                    HasSubstr("Next: ./sticky learn\n")));
  EXPECT_FALSE(fs::exists(mine));  // nothing was asked for yet
}

TEST_F(Learn, GoesToALessonAndStaysThere) {
  EXPECT_THAT(learn({"sticky"}).out,
              AllOf(StartsWith("Lesson 11: Sticky packets (12 of 29)\n"),
                    HasSubstr("server_five_and_four")));
  EXPECT_THAT(learn({}).out, StartsWith("Lesson 11: "));
}

TEST_F(Learn, GivesHintsOneAtATimeAndBeginsAgain) {
  for (const char* number : {"1", "2", "3", "1"}) {
    const Outcome outcome = learn({"11", "one_and_eight", "--hint"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out,
                StartsWith("Hint " + std::string(number) + " of 3: "));
    EXPECT_EQ(outcome.out.find("The last one") != std::string::npos,
              *number == '3');
  }
}

TEST_F(Learn, FindsTheNextExerciseWhereALessonHasNone) {
  EXPECT_THAT(learn({"--hint"}).out, StartsWith("Hint 1 of 3: "));
  EXPECT_THAT(learn({"--reset"}).out, HasSubstr("client_nobody_home.cpp"));
}

TEST_F(Learn, ChecksAnExerciseAndKnowsWhenItIsSolved) {
  const Outcome wrong = learn({"11", "one_and_eight", "--check"});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.out, Not(HasSubstr("Solved")));
  save(cues, right_cues + '\n');
  const Outcome right = learn({"11", "one_and_eight", "--check"});
  EXPECT_EQ(right.status, 0);
  EXPECT_EQ(right.out,
            "Solved: One byte, then eight.\n"
            "Next: Asking for five is not getting five.\n");
  // The place did not move.
  EXPECT_THAT(learn({}).out, AllOf(StartsWith("Lesson 00: "),
                                   HasSubstr("1 of 38 exercises solved")));
  EXPECT_THAT(learn({"11"}).out, HasSubstr("  ✓ one_and_eight  "));
  EXPECT_THAT(sticky({"list"}, {.environment = environment()}).out,
              HasSubstr("exercises: server_five_and_four, ✓ one_and_eight"));
}

TEST_F(Learn, SeesThatASolvedExerciseIsNoLongerRight) {
  save(cues, right_cues);
  EXPECT_EQ(learn({"11", "one_and_eight", "--check"}).status, 0);
  save(cues, "server:listen client:exit");
  const Outcome outcome = learn({"11", "one_and_eight", "--check"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, Not(HasSubstr("Solved")));
  Terminal terminal(24, 80, {"learn", "11", "one_and_eight", "--watch"},
                    environment());
  EXPECT_TRUE(terminal.wait_for("Save the file"));  // and goes on watching
  save(cues, right_cues);
  EXPECT_TRUE(terminal.wait_for("Solved: One byte, then eight."));
}

TEST_F(Learn, ChecksAProgramThatDoesNotCompile) {
  save("11_sticky_packets/server_five_and_four.cpp", "int main( {}\n");
  const Outcome outcome = learn({"11", "--check"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("error"),
                                 HasSubstr("does not compile; see above")));
}

TEST_F(Learn, ResetsAnExerciseAndKeepsWhatWasWritten) {
  const Outcome first = learn({"11", "one_and_eight", "--reset"});
  EXPECT_EQ(first.status, 0);
  const std::string start = own(cues);
  EXPECT_THAT(start, HasSubstr("server:recv client:exit"));
  // There is nothing to keep.
  EXPECT_THAT(learn({"11", "one_and_eight", "--reset"}).out,
              Not(HasSubstr("kept")));
  for (const char* kept : {".old", ".old2"}) {
    save(cues, right_cues + kept);
    const Outcome outcome = learn({"11", "one_and_eight", "--reset"});
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("is as it was at the start"),
                                   HasSubstr(cues + kept)));
    EXPECT_EQ(own(cues), start);
    EXPECT_EQ(own(cues + kept), right_cues + kept);
  }
}

TEST_F(Learn, AResetExerciseIsNoLongerSolved) {
  save(cues, right_cues);
  learn({"11", "one_and_eight", "--check"});
  learn({"11", "one_and_eight", "--reset"});
  EXPECT_THAT(learn({}).out, HasSubstr("0 of 38 exercises solved"));
}

TEST_F(Learn, NeverWritesOverAProgressFileThatItCannotRead) {
  for (const char* broken :
       {"{", "[]", "{\"format\":\"sticky.progress\",\"version\":2}",
        "{\"format\":\"sticky.progress\",\"version\":1,\"at\":7}",
        R"({"format":"sticky.progress","version":1,
            "at":{"lesson":"sticky_packets","page":""},"lessons":
            {"sticky_packets":{"read":true,"played":[],"solved":[],
             "hints":{"server_five_and_four":-5}}}})"}) {
    save("progress.json", broken);
    const Outcome outcome = learn({"11", "--hint"});
    EXPECT_EQ(outcome.status, 2) << broken;
    EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
    EXPECT_THAT(outcome.err, AllOf(HasSubstr((mine / "progress.json").string()),
                                   HasSubstr("to begin anew: mv '")));
    EXPECT_EQ(own("progress.json"), broken);
    // The list is there all the same.
    const Outcome list = sticky({"list"}, {.environment = environment()});
    EXPECT_EQ(list.status, 0);
    EXPECT_THAT(list.out, HasSubstr("Sticky packets"));
    EXPECT_THAT(list.err, HasSubstr("progress.json"));
  }
}

TEST_F(Learn, TwoLearnersOnOneMachineHaveTheirOwn) {
  save(cues, right_cues);
  EXPECT_EQ(learn({"11", "one_and_eight", "--check"}).status, 0);
  mine = folder / "yours";
  EXPECT_THAT(learn({"11"}).out, HasSubstr("0 of 38 exercises solved"));
  mine = folder / "mine";
  EXPECT_THAT(learn({}).out, HasSubstr("1 of 38 exercises solved"));
}

TEST_F(Learn, LosesNothingWhereOneLearnerUsesTwoTerminals) {
  const std::string line =
      "export STICKY_LEARN='" + mine.string() +
      "'; for n in 1 2 3 4 5 6 7 8; do ./sticky learn 11 --hint & done; wait";
  EXPECT_EQ(bash(line).status, 0);
  EXPECT_THAT(own("progress.json"), HasSubstr("\"server_five_and_four\": 8"));
}

TEST_F(Learn, RefusesWhatMakesNoSense) {
  const auto complaint = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome = learn(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
    return outcome.err;
  };
  EXPECT_THAT(complaint({"--hint", "--watch"}), HasSubstr("not several"));
  EXPECT_THAT(complaint({"00", "--hint"}), HasSubstr("has no exercises"));
  EXPECT_THAT(complaint({"11", "one_and_nine", "--hint"}),
              HasSubstr("it has one_and_eight"));
  EXPECT_THAT(complaint({"11", "one_and_eight"}), HasSubstr("what about it?"));
  std::ofstream(mine.string() + ".file") << "";
  mine = mine.string() + ".file";
  EXPECT_THAT(complaint({"11", "--hint"}), HasSubstr("STICKY_LEARN=FOLDER"));
}

TEST_F(Learn, WatchesAFileUntilItIsSolved) {
  Terminal terminal(24, 80, {"learn", "04", "--watch"}, environment());
  ASSERT_TRUE(terminal.wait_for("Save the file to have it checked again"));
  save("04_address_in_use/free_at_once.cues", "old:listen nonsense\n");
  ASSERT_TRUE(terminal.wait_for("nonsense"));
  ASSERT_TRUE(terminal.wait_for("Save the file"));
  std::ifstream in(LESSONS "/04_address_in_use/solutions/free_at_once.cues");
  save("04_address_in_use/free_at_once.cues",
       {std::istreambuf_iterator<char>(in), {}});
  EXPECT_TRUE(terminal.wait_for("Solved: "));
  EXPECT_TRUE(terminal.wait_for("All exercises of this lesson are solved"));
  EXPECT_EQ(terminal.status(), 0);
}

TEST_F(Learn, WatchingGoesOnWithTheNextExerciseAndEndsOnCtrlC) {
  save(cues, right_cues);
  Terminal terminal(24, 80, {"learn", "11", "one_and_eight", "--watch"},
                    environment());
  EXPECT_TRUE(terminal.wait_for("Solved: One byte, then eight."));
  EXPECT_TRUE(terminal.wait_for("server_five_and_four.cpp"));
  EXPECT_TRUE(terminal.wait_for("Save the file"));
  terminal.send("\x03");
  EXPECT_EQ(terminal.status(), 130);
}

/// Rows of the terminal that the screen takes.
int height_of(const Terminal& terminal) {
  int rows = 0;
  for (const std::string& row : terminal.rows())
    rows += std::max((view::columns(row) - 1) / terminal.width(), 0) + 1;
  return rows;
}

/// Presses the key and waits for the next prompt; the screen must fit.
void press(Terminal& terminal, const std::string& key) {
  terminal.send(key);
  ASSERT_TRUE(terminal.wait_for_prompt()) << terminal.screen();
  ASSERT_LE(height_of(terminal), terminal.height()) << terminal.screen();
}

/// Presses Enter until the screen holds this.
void go_on_to(Terminal& terminal, const std::string& text) {
  for (int pages = 0; pages < 60; ++pages) {
    if (terminal.screen().find(text) != std::string::npos) return;
    press(terminal, "\n");
    if (testing::Test::HasFatalFailure()) return;
  }
  FAIL() << "never came to: " << text;
}

TEST_F(Learn, LeadsThroughALessonPageByPage) {
  for (const int width : {80, 60}) {
    fs::remove_all(mine);
    Terminal terminal(24, width, {"learn", "11"}, environment());
    ASSERT_TRUE(terminal.wait_for_prompt());
    EXPECT_THAT(terminal.screen(),
                AllOf(HasSubstr("Lesson 11: Sticky packets (12 of 29)"),
                      HasSubstr("Predict first"), Not(HasSubstr("9 and 0"))));
    go_on_to(terminal, "9 and 0");  // the answers
    go_on_to(terminal, "Play it: ");
    EXPECT_THAT(terminal.screen(), HasSubstr("▸ 1 late_reader"));
    press(terminal, "\n");  // a play in the learner's hands
    EXPECT_THAT(terminal.screen(), HasSubstr("socket("));
    press(terminal, "q");  // not to its end
    EXPECT_THAT(terminal.screen(), HasSubstr("▸ 1 late_reader"));
    press(terminal, "2");
    go_on_to(terminal, "The play is over.");
    press(terminal, "\n");
    EXPECT_THAT(terminal.screen(), AllOf(HasSubstr("▸ 1 late_reader"),
                                         HasSubstr("✓ 2 prompt_reader")));
    press(terminal, "s");
    go_on_to(terminal, "coalesced: ");
    go_on_to(terminal, "Document 000, §11");
    go_on_to(terminal, "Exercise: ");
    press(terminal, "h");
    EXPECT_THAT(terminal.screen(), HasSubstr("Hint 1 of 3: "));
    press(terminal, "s");
    press(terminal, "s");
    EXPECT_THAT(terminal.screen(),
                AllOf(HasSubstr("To remember"), HasSubstr("Enter: lesson 12")));
    press(terminal, "\n");
    EXPECT_THAT(terminal.screen(), HasSubstr("Lesson 12: "));
    terminal.send("q");
    EXPECT_EQ(terminal.status(), 0);
    // It goes on where one stopped.
    EXPECT_THAT(learn({}).out, AllOf(StartsWith("Lesson 12: "),
                                     HasSubstr("1 of 29 lessons read")));
  }
}

TEST_F(Learn, SolvesAnExerciseOnItsPage) {
  Terminal terminal(24, 80, {"learn", "04"}, environment());
  ASSERT_TRUE(terminal.wait_for_prompt());
  go_on_to(terminal, "Play it: ");
  press(terminal, "s");
  go_on_to(terminal, "Exercise: ");
  EXPECT_THAT(terminal.screen(), HasSubstr("free_at_once.cues"));
  press(terminal, "c");
  EXPECT_THAT(terminal.screen(), HasSubstr("... all of it: ./sticky check 04"));
  std::ifstream in(LESSONS "/04_address_in_use/solutions/free_at_once.cues");
  save("04_address_in_use/free_at_once.cues",
       {std::istreambuf_iterator<char>(in), {}});
  press(terminal, "c");
  EXPECT_THAT(terminal.screen(), HasSubstr("Solved: "));
  press(terminal, "\n");
  EXPECT_THAT(terminal.screen(), HasSubstr("To remember"));
  press(terminal, "b");
  terminal.send("q");
  EXPECT_EQ(terminal.status(), 0);
}

TEST_F(Learn, ShowsWhatTheCompilerSaidOnThePageToo) {
  save("12_half_packets/server_all_of_it.cpp", "int main( {}\n");
  Terminal terminal(24, 80, {"learn", "12"}, environment());
  ASSERT_TRUE(terminal.wait_for_prompt());
  go_on_to(terminal, "Play it: ");
  press(terminal, "s");
  go_on_to(terminal, "Exercise: ");
  terminal.send("c");
  ASSERT_TRUE(terminal.wait_for("does not compile"));
  ASSERT_TRUE(terminal.wait_for_prompt());
  EXPECT_THAT(terminal.screen(), HasSubstr("error"));
  terminal.send("q");  // back to the exercise
  ASSERT_TRUE(terminal.wait_for_prompt());
  terminal.send("\x03");
  EXPECT_EQ(terminal.status(), 130);
}

TEST_F(Learn, EveryPageOfEveryLessonFitsTheTerminal) {
  const std::vector<std::pair<const char*, const char*>> ends{
      {"en", "That was the course."}, {"zh", "课程到此结束。"}};
  for (const auto& [language, end] : ends) {
    fs::remove_all(mine);
    Terminal terminal(24, 80, {"learn", "--lang", language}, environment());
    ASSERT_TRUE(terminal.wait_for_prompt());
    for (int pages = 0; pages < 2000; ++pages) {
      if (terminal.screen().find(end) != std::string::npos) break;
      const std::string keys = terminal.rows().back();
      const bool skips = keys.find("s: ") != std::string::npos ||
                         keys.find("s：") != std::string::npos;
      press(terminal, skips ? "s" : "\n");
      if (HasFatalFailure()) return;
    }
    EXPECT_THAT(terminal.screen(), HasSubstr(end));
    terminal.send("q");
    EXPECT_EQ(terminal.status(), 0);
    EXPECT_THAT(learn({}).out, HasSubstr("29 of 29 lessons read, 0 of 38"));
  }
}

}  // namespace
