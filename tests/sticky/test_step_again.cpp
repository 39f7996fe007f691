// step: it follows a scene, plays whom one likes, and says how to play the same
// again.
#include <gmock/gmock.h>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// A folder for a learner's files, and one for what the command makes.
struct StepAgain : OwnFolder {
  StepAgain() { fs::create_directory(folder / "tmp"); }

  Outcome step(std::vector<std::string> arguments,
               const std::string& keys) const {
    arguments.insert(arguments.begin(), "step");
    return sticky(arguments,
                  {.input = keys,
                   .environment = {"TMPDIR=" + (folder / "tmp").string()}});
  }
};

const std::string again = "The same again:\n",
                  so_far =
                      "The same again up to here, and then on by itself:\n";

/// Everything drawn after the last prompt but `back`.
std::string last_drawing(const std::string& out, int back = 1) {
  std::size_t at = out.size();
  for (; back >= 0 && at != std::string::npos; --back)
    at = at == 0 ? std::string::npos : out.rfind(" > ", at - 1);
  return at == std::string::npos ? out : out.substr(at + 3);
}

/// The line behind these words, up to its end.
std::string line_after(const std::string& out, const std::string& words) {
  const std::size_t at = out.rfind(words);
  if (at == std::string::npos) return "no line";
  std::size_t end = at + words.size();
  const std::size_t from = end;
  // A backslash at its end, or a quote that is open, and it goes on.
  for (bool open = false; end < out.size(); ++end) {
    if (out[end] == '\'') open = !open;
    if (out[end] == '\n' && !open && out[end - 1] != '\\') break;
  }
  return out.substr(from, end - from);
}

/// The table of calls, of a drawing or of what trace prints; a longer play has
/// a wider column for the numbers, so that blanks say nothing.
std::string calls_in(const std::string& drawing) {
  const std::size_t from = drawing.find("  #");
  if (from == std::string::npos) return "no calls";
  const std::size_t end = drawing.find("\n\n", from);
  return std::regex_replace(drawing.substr(from, end - from), std::regex(" +"),
                            " ");
}

TEST_F(StepAgain, FollowsTheScenesCuesToItsEnd) {
  const std::vector<std::vector<std::string>> scenes{
      {"11", "late_reader"},      {"11", "prompt_reader"},
      {"11", "small_first_bite"}, {"22", "one_recv_short"},
      {"03", "gives_up"},         {"28", "no_descriptor"},
      {"27", "shared_buffer"}};
  for (const auto& scene : scenes) {
    SCOPED_TRACE(scene[0] + ' ' + scene[1]);
    const Outcome stepped = step(scene, std::string(150, 'n'));
    EXPECT_THAT(stepped.err, IsEmpty());
    const Outcome shown = sticky({"show", scene[0], scene[1]});
    ASSERT_THAT(calls_in(shown.out), StartsWith(" #1"));
    EXPECT_EQ(calls_in(last_drawing(stepped.out)), calls_in(shown.out));
  }
}

TEST_F(StepAgain, MarksWhomNLetsGoAndWhatIsDoneToHisCall) {
  const std::string out =
      step({"22", "one_recv_short"}, std::string(40, 'n')).out;
  EXPECT_THAT(out, AllOf(HasSubstr("▸1 server    listen("),
                         ContainsRegex("▸2 client +recv.* ready; n: takes 1 "
                                       "byte at most\n")));
  EXPECT_THAT(step({"28", "no_descriptor"}, std::string(60, 'n')).out,
              HasSubstr("n: fails with EMFILE"));
  EXPECT_THAT(step({"03", "gives_up"}, std::string(60, 'n')).out,
              HasSubstr("n: is killed here"));
}

TEST_F(StepAgain, ComesBackToTheScript) {
  // After its listen the scene has the client go on, not the server.
  EXPECT_THAT(last_drawing(step({"11"}, "sssccb").out),
              HasSubstr("▸2 client    connect("));
  const std::string off = step({"11"}, "sssccs").out;
  EXPECT_THAT(last_drawing(off), HasSubstr("Off the script"));
  const std::string back = step({"11"}, "sssccsb").out;
  EXPECT_THAT(last_drawing(back), AllOf(HasSubstr("▸2 client    send("),
                                        Not(HasSubstr("Off the script"))));
}

TEST_F(StepAgain, PrintsTheLineThatPlaysTheSame) {
  // The last: whatever, and on to the end.
  for (const std::string& keys :
       {std::string(40, 'n'), "sssccsch2cs" + std::string(40, 'n'),
        "cnscnscscnscc1221" + std::string(40, 'n')}) {
    SCOPED_TRACE(keys);
    const std::string out = step({"11"}, keys).out;
    const std::string line = line_after(out, again);
    EXPECT_THAT(line, StartsWith("./sticky trace --cues '"));
    const Outcome played = bash(line);
    EXPECT_EQ(played.err, "") << line;
    EXPECT_EQ(calls_in(played.out), calls_in(last_drawing(out))) << line;
  }
}

TEST_F(StepAgain, PrintsTheLineForAPlayThatIsNotOver) {
  const std::string out = step({"22", "one_recv_short"}, "nnnccscccq").out;
  const std::string calls = calls_in(last_drawing(out, 1));
  const Outcome played = bash(line_after(out, so_far));
  EXPECT_EQ(played.err, "");
  EXPECT_THAT(played.out, HasSubstr("The end: "));
  EXPECT_THAT(calls_in(played.out), StartsWith(calls)) << out;
  // Nothing was done, so there is nothing to play again.
  EXPECT_THAT(step({"11"}, "q").out, Not(HasSubstr("trace")));
  EXPECT_THAT(step({"11"}, "nbq").out, Not(HasSubstr("trace")));
}

TEST_F(StepAgain, TakesALearnersProgram) {
  const fs::path file = folder / "my_client.cpp";
  fs::copy_file(fs::path(LESSONS) / "22_struct_header/client.cpp", file);
  const Outcome outcome = step({"22", file.string()}, std::string(60, 'n'));
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out, AllOf(StartsWith("Lesson 22: A header of four"),
                                 HasSubstr("What was compiled is kept")));
  const std::string line = line_after(outcome.out, again);
  EXPECT_THAT(line, HasSubstr("my_client"));
  EXPECT_EQ(calls_in(bash(line).out), calls_in(last_drawing(outcome.out)));
  EXPECT_THAT(step({"22", "client.cpp"}, "q").err, HasSubstr("no such file"));
}

TEST_F(StepAgain, TakesAnotherProgramOfTheLesson) {
  const Outcome outcome = step({"22", "client_one_recv"}, std::string(60, 'n'));
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(line_after(outcome.out, again), HasSubstr("22/client_one_recv"));
}

TEST_F(StepAgain, TakesAnyPrograms) {
  const Outcome outcome =
      step({"--names", "desk,caller", "--", "11/server", "127.0.0.1", "8085",
            ":::", "11/client", "127.0.0.1", "8085"},
           "dddcc" + std::string(40, 'n'));
  EXPECT_THAT(outcome.err, IsEmpty());
  const std::string line = line_after(outcome.out, again);
  EXPECT_THAT(line, HasSubstr("--names desk,caller"));
  EXPECT_EQ(calls_in(bash(line).out), calls_in(last_drawing(outcome.out)));
}

TEST_F(StepAgain, RefusesWhatItCannotPlay) {
  EXPECT_THAT(step({}, "").err, HasSubstr("step: name a lesson, or programs"));
  EXPECT_THAT(step({"11", "--", "11/server"}, "").err, HasSubstr("not both"));
  EXPECT_THAT(
      step({"--stdin", "server=-", "--", "/bin/cat"}, "").err,
      HasSubstr("--stdin server=-: the keys come from there; write the"));
}

}  // namespace
