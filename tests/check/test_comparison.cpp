// What is compared of a play, and what is a fault.
#include <gmock/gmock.h>

#include "check/verdict/comparison.hpp"

namespace check {
namespace {

using play::ending;
using testing::ElementsAre;
using testing::IsEmpty;

play::program program(const std::string& name, const std::string& out,
                      std::optional<int> exit = 0) {
  play::program one;
  one.name = name;
  one.out = out;
  one.exit = exit;
  return one;
}

play::program ended_by(const std::string& signal, const std::string& name) {
  play::program one = program(name, "", {});
  one.signal = signal;
  return one;
}

outcome outcome_of(std::vector<play::program> programs,
                   ending ended = ending::exited) {
  outcome one;
  one.programs = std::move(programs);
  one.ended = ended;
  return one;
}

options comparing(check::compare how, std::vector<std::string> ignore = {}) {
  options wanted;
  wanted.compare = how;
  wanted.ignore = std::move(ignore);
  return wanted;
}

// "output differs server".
std::vector<std::string> faults(const outcome& usual, const outcome& odd,
                                const options& how = {}) {
  std::vector<std::string> texts;
  for (const fault& one : comparison(how).faults(usual, odd))
    texts.push_back(std::string(to_string(one.kind)) +
                    (one.program.empty() ? "" : " " + one.program));
  return texts;
}

std::uint64_t digest(const play::record& record, const options& how = {},
                     bool disturbed = false) {
  return comparison(how).digest(record, disturbed);
}

const outcome usual =
    outcome_of({program("server", "a\nb\n"), program("client", "ok\n")});

// ---- compared --------------------------------------------------------------

TEST(Compared, IsEverythingByDefault) {
  EXPECT_EQ(compared("b\na\n", false, {}), "b\na\n");
  EXPECT_EQ(compared("b\na\n", true, {}), "b\na\n");
}

TEST(Compared, IsStdoutOnlyWhereAsked) {
  const options how = comparing(compare::stdout_only);
  EXPECT_EQ(compared("b\na\n", false, how), "b\na\n");
  EXPECT_EQ(compared("b\na\n", true, how), "");
}

TEST(Compared, IsTheLinesOfStdoutInAnyOrder) {
  const options how = comparing(compare::stdout_sorted);
  EXPECT_EQ(compared("b\na\nb\n", false, how), "a\nb\nb\n");
  EXPECT_EQ(compared("b\na", false, how), "a\nb\n");
  EXPECT_EQ(compared("b\n", true, how), "");
}

TEST(Compared, IsNoOutputWhereOnlyExitsAre) {
  const options how = comparing(compare::exit);
  EXPECT_EQ(compared("b\n", false, how), "");
  EXPECT_EQ(compared("b\n", true, how), "");
}

TEST(Compared, LeavesOutWhatIsIgnored) {
  const options how = comparing(compare::output, {"pid [0-9]+", "at ..:..: "});
  EXPECT_EQ(compared("at 12:01: pid 7 of 8\n", false, how), " of 8\n");
  EXPECT_EQ(compared("pid 7\npid 8\n", true, how), "\n\n");
}

TEST(Compared, IgnoresBeforeItSorts) {
  const options how = comparing(compare::stdout_sorted, {"[0-9]+: "});
  EXPECT_EQ(compared("1: b\n2: a\n", false, how), "a\nb\n");
}

TEST(Compared, RefusesAMalformedExpression) {
  EXPECT_THROW(comparison(comparing(compare::output, {"[0-9"})),
               std::regex_error);
}

// ---- digest ----------------------------------------------------------------

play::record record_of(std::vector<play::program> programs) {
  play::record record;
  record.programs = std::move(programs);
  return record;
}

TEST(Digest, IsThatOfAnEqualPlay) {
  EXPECT_EQ(digest(record_of(usual.programs)),
            digest(record_of(usual.programs)));
}

TEST(Digest, TellsApartWhatIsCompared) {
  const play::record record = record_of({program("server", "a"), {}});
  const auto differs = [&record](const auto& change) {
    play::record other = record;
    change(other);
    return digest(other) != digest(record);
  };
  EXPECT_TRUE(differs([](auto& r) { r.programs[0].out = "b"; }));
  EXPECT_TRUE(differs([](auto& r) { r.programs[0].err = "b"; }));
  EXPECT_TRUE(differs([](auto& r) { r.programs[0].exit = 1; }));
  EXPECT_TRUE(differs([](auto& r) { r.programs[0].exit.reset(); }));
  EXPECT_TRUE(differs([](auto& r) { r.programs[1].signal = "SIGPIPE"; }));
  EXPECT_TRUE(differs([](auto& r) { r.ended = ending::idle; }));
  EXPECT_TRUE(differs(
      [](auto& r) { std::swap(r.programs[0].out, r.programs[1].out); }));
  EXPECT_FALSE(
      differs([](auto& r) { r.ended_because = {play::because::ctrl_c}; }));
}

TEST(Digest, TellsADisturbedPlayFromAnother) {
  const play::record record = record_of(usual.programs);
  EXPECT_NE(digest(record, {}, true), digest(record, {}, false));
}

TEST(Digest, ForgetsWhatIsNotCompared) {
  const auto same = [](const options& how) {
    play::program one = program("server", "1: a\n2: b\n");
    play::program other = program("server", "2: b\n1: a\n");
    other.err = "late\n";
    return digest(record_of({one}), how) == digest(record_of({other}), how);
  };
  EXPECT_FALSE(same({}));
  EXPECT_FALSE(same(comparing(compare::stdout_only)));
  EXPECT_TRUE(same(comparing(compare::stdout_sorted)));
  EXPECT_TRUE(same(comparing(compare::exit)));
  EXPECT_TRUE(same(comparing(compare::stdout_only, {".: .\n"})));
  EXPECT_FALSE(same(comparing(compare::output, {".: .\n"})));
}

// ---- faults ----------------------------------------------------------------

TEST(Faults, AreNoneWhereAllIsTheSame) {
  EXPECT_THAT(faults(usual, usual), IsEmpty());
}

TEST(Faults, NameWhoPrintedSomethingElse) {
  const outcome odd =
      outcome_of({program("server", "a\n"), program("client", "ok\n")});
  EXPECT_THAT(faults(usual, odd), ElementsAre("output differs server"));
}

TEST(Faults, CountStderrLikeStdout) {
  outcome odd = usual;
  odd.programs[1].err = "late\n";
  EXPECT_THAT(faults(usual, odd), ElementsAre("output differs client"));
  EXPECT_THAT(faults(usual, odd, comparing(compare::stdout_only)), IsEmpty());
}

TEST(Faults, NameWhoExitedOtherwise) {
  outcome odd = usual;
  odd.programs[0].exit = 1;
  EXPECT_THAT(faults(usual, odd), ElementsAre("exit differs server"));
}

TEST(Faults, CountWhoDoesNotExitAsDifferent) {
  outcome odd = usual;
  odd.ended = ending::idle;
  odd.programs[0].exit.reset();
  odd.programs[0].dismissed = true;
  EXPECT_THAT(faults(usual, odd), ElementsAre("exit differs server"));
}

TEST(Faults, CountExitsInEachMode) {
  outcome odd = usual;
  odd.programs[0].exit = 1;
  odd.programs[0].out = "c\n";
  for (const compare how : {compare::output, compare::stdout_only,
                            compare::stdout_sorted, compare::exit}) {
    const auto found = faults(usual, odd, comparing(how));
    ASSERT_THAT(found, testing::Not(IsEmpty()));
    EXPECT_EQ(found.front(), "exit differs server");
  }
}

TEST(Faults, AreNoneWhereTheLinesAreFree) {
  outcome odd = usual;
  odd.programs[0].out = "b\na\n";
  EXPECT_THAT(faults(usual, odd), ElementsAre("output differs server"));
  const options sorted = comparing(compare::stdout_sorted);
  EXPECT_THAT(faults(usual, odd, sorted), IsEmpty());
  odd.programs[0].out = "b\n";
  EXPECT_THAT(faults(usual, odd, sorted), ElementsAre("output differs server"));
  EXPECT_THAT(faults(usual, odd, comparing(compare::exit)), IsEmpty());
}

TEST(Faults, AreNoneWhereTheDifferenceIsIgnored) {
  outcome odd = usual;
  odd.programs[0].out = "a\nb 17\n";
  EXPECT_THAT(faults(usual, odd, comparing(compare::output, {" [0-9]+"})),
              IsEmpty());
}

// Then also what happens by itself may be a fault.
TEST(Faults, AreMeasuredByWhatIsExpectedWhereThatIsSaid) {
  options how;
  how.expected = {{"server", "a\nb\nc\n"}};
  EXPECT_THAT(faults(usual, usual, how), ElementsAre("output differs server"));
  outcome right = usual;
  right.programs[0].out = "a\nb\nc\n";
  EXPECT_THAT(faults(usual, right, how), IsEmpty());
  how.ignore = {"c\n"};
  EXPECT_THAT(faults(usual, usual, how), IsEmpty());
}

TEST(Faults, AreSeveralWhereSeveralDiffer) {
  const outcome odd =
      outcome_of({program("server", "x", 1), program("client", "y")});
  EXPECT_THAT(faults(usual, odd),
              ElementsAre("exit differs server", "output differs server",
                          "output differs client"));
}

TEST(Faults, AreNoOtherWhereEveryoneWaits) {
  const outcome odd =
      outcome_of({program("server", "", {}), program("client", "", {})},
                 ending::everyone_waits);
  EXPECT_THAT(faults(usual, odd), ElementsAre("everyone waits"));
}

TEST(Faults, AreNoOtherWhereAProgramSpins) {
  const outcome odd = outcome_of(
      {program("server", "", {}), program("client", "")}, ending::spinning);
  EXPECT_THAT(faults(usual, odd), ElementsAre("spinning"));
}

TEST(Faults, CountABoundOfTheStageAsSpinning) {
  const outcome odd = outcome_of(
      {program("server", ""), program("client", "", {})}, ending::bound);
  EXPECT_THAT(faults(usual, odd), ElementsAre("spinning"));
}

TEST(Faults, KeepADeathWhereTheOthersWaitForTheDead) {
  const outcome odd =
      outcome_of({ended_by("SIGSEGV", "server"), program("client", "", {})},
                 ending::everyone_waits);
  EXPECT_THAT(faults(usual, odd),
              ElementsAre("everyone waits", "signal server"));
}

TEST(Faults, NameWhomASignalEndedAndNotWhatElseWasMissing) {
  const outcome odd =
      outcome_of({ended_by("SIGSEGV", "server"), program("client", "ok\n")});
  EXPECT_THAT(faults(usual, odd), ElementsAre("signal server"));
}

TEST(Faults, ThatHappenByThemselvesAreFaultsToo) {
  const outcome waits =
      outcome_of({program("server", "", {})}, ending::everyone_waits);
  EXPECT_THAT(faults(waits, waits), ElementsAre("everyone waits"));
  const outcome dies = outcome_of({ended_by("SIGPIPE", "server")});
  EXPECT_THAT(faults(dies, dies), ElementsAre("signal server"));
}

TEST(Faults, AreNotWhatADisturbedProgramPrintsOrExitsWith) {
  outcome odd =
      outcome_of({program("server", "gone\n", 1), program("client", "")});
  odd.disturbed = true;
  EXPECT_THAT(faults(usual, odd), IsEmpty());
}

TEST(Faults, AreNotTheKillsOfTheSchedule) {
  outcome odd =
      outcome_of({ended_by("SIGKILL", "server"), program("client", "")});
  odd.disturbed = true;
  EXPECT_THAT(faults(usual, odd), IsEmpty());
  odd.disturbed = false;
  EXPECT_THAT(faults(usual, odd), testing::Contains("signal server"));
}

TEST(Faults, AreWhatBecomesOfTheOthersWhereOneIsDisturbed) {
  outcome odd = outcome_of(
      {ended_by("SIGKILL", "server"), ended_by("SIGPIPE", "client")});
  odd.disturbed = true;
  EXPECT_THAT(faults(usual, odd), ElementsAre("signal client"));
  odd = outcome_of({ended_by("SIGKILL", "server"), program("client", "", {})},
                   ending::everyone_waits);
  odd.disturbed = true;
  EXPECT_THAT(faults(usual, odd), ElementsAre("everyone waits"));
  odd.ended = ending::spinning;
  EXPECT_THAT(faults(usual, odd), ElementsAre("spinning"));
}

TEST(Faults, HaveTheCuesOfTheOddOne) {
  outcome odd = usual;
  odd.programs[0].out = "b";
  odd.cues = "server:listen client:send";
  const auto found = comparison({}).faults(usual, odd);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, fault_kind::output_differs);
  EXPECT_EQ(found[0].cues, "server:listen client:send");
}

}  // namespace
}  // namespace check
