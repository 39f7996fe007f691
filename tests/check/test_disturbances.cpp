// Programs that are killed and calls that fail: one of each in a schedule, and
// what a disturbed program then prints is no fault.
#include <algorithm>
#include <cerrno>

#include "searches.hpp"

namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<std::string> hello = {"hear 8080 10", "say 8080 hello"};

std::ptrdiff_t count(const std::string& text, const std::string& part) {
  std::ptrdiff_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;
       ++at)
    ++found;
  return found;
}

class Disturbances : public SearchTest {
 protected:
  Disturbances() { options_.shorts = 0; }
};

TEST_F(Disturbances, AreNoneUnlessAskedFor) {
  const check::report report = explored(hello, options_);
  EXPECT_EQ(report.outcomes.size(), 1U);
  EXPECT_FALSE(report.outcomes.front().disturbed);
}

TEST_F(Disturbances, KillEachProgramAtEachOfItsCalls) {
  options_.kills = true;
  const check::report report = explored(hello, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(
      outcomes(report),
      testing::UnorderedElementsAre(
          // Nobody.
          "exited\nserver: exit 0 \"recv: 5 hello\\n\" \"\"\n"
          "client: exit 0 \"\" \"\"\n",
          // The server before it listens, before and after the send, and
          // before it closes.
          "exited\nserver: SIGKILL \"\" \"\"\n"
          "client: exit 1 \"\" \"connect: Connection refused\\n\"\n",
          "exited\nserver: SIGKILL \"\" \"\"\n"
          "client: exit 1 \"\" \"send: Connection reset by peer\\n\"\n",
          "exited\nserver: SIGKILL \"\" \"\"\nclient: exit 0 \"\" \"\"\n",
          "exited\nserver: SIGKILL \"recv: 5 hello\\n\" \"\"\n"
          "client: exit 0 \"\" \"\"\n",
          // The client before it connects, before the send and after it.
          "idle\nserver: dismissed \"\" \"\"\nclient: SIGKILL \"\" \"\"\n",
          "exited\nserver: exit 0 \"recv: 0 \\n\" \"\"\n"
          "client: SIGKILL \"\" \"\"\n",
          "exited\nserver: exit 0 \"recv: 5 hello\\n\" \"\"\n"
          "client: SIGKILL \"\" \"\"\n"));
}

TEST_F(Disturbances, AreNoFaultsOfPrograms) {
  options_.kills = true;
  options_.errors = {ECONNRESET};
  const check::report report = explored(hello, options_);
  EXPECT_GT(report.outcomes.size(), 1U);
  EXPECT_THAT(report.faults, IsEmpty());
}

TEST_F(Disturbances, AreAtMostOneKillAndOneErrorInASchedule) {
  options_.kills = true;
  options_.errors = {EINTR, ECONNRESET};
  const check::report report =
      explored({"serve 8080", "ask 8080 hello"}, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  int kills = 0, errors = 0, both = 0;
  for (const check::outcome& one : report.outcomes) {
    const bool killed = one.cues.find("kill") != std::string::npos;
    const bool failed = one.cues.find('!') != std::string::npos;
    EXPECT_LE(count(one.cues, "kill"), 1) << one.cues;
    EXPECT_LE(count(one.cues, "!"), 1) << one.cues;
    kills += killed;
    errors += failed;
    both += killed && failed;
  }
  EXPECT_GT(kills, 0);
  EXPECT_GT(errors, 0);
  EXPECT_GT(both, 0);
}

TEST_F(Disturbances, KillAllThreadsAtOnce) {
  options_.kills = true;
  const check::report report =
      explored({"two_readers 8080", "say 8080 hello feng"}, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  for (const check::outcome& one : report.outcomes)
    if (one.cues.find("server:kill") != std::string::npos) {
      EXPECT_EQ(one.programs.at(0).signal, "SIGKILL") << one.cues;
      EXPECT_EQ(one.ended, play::ending::exited) << one.cues;
    }
}

TEST_F(Disturbances, LeaveThoseWhoWaitForTheDeadAFault) {
  options_.kills = true;
  // Nobody tells a client that a datagram will have no answer.
  const check::report report =
      explored({"udp_serve 8080", "udp_ask 8080 hello"}, options_);
  EXPECT_THAT(faults(report), Contains(HasSubstr("everyone waits: ")));
}

TEST_F(Disturbances, InterruptEachCallThatMayWait) {
  options_.errors = {EINTR};
  const check::report report = explored(hello, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  std::vector<std::string> said;
  for (const check::outcome& one : report.outcomes)
    said.push_back(one.programs[0].out + one.programs[0].err +
                   one.programs[1].err);
  EXPECT_THAT(said, testing::UnorderedElementsAre(
                        "recv: 5 hello\n", "connect: Interrupted system call\n",
                        "recv: 0 \nsend: Interrupted system call\n",
                        "recv: Interrupted system call\n",
                        "accept: Interrupted system call\n",
                        "accept: Interrupted system call\n"
                        "send: Connection reset by peer\n"));
}

// A program has to ask again: it is told that nothing has happened.
TEST_F(Disturbances, CountWhatFollowsFromAnInterruptionAsAFault) {
  options_.errors = {EINTR};
  const check::report report = explored(hello, options_);
  EXPECT_THAT(report.outcomes,
              Each(testing::Field(&check::outcome::disturbed, false)));
  EXPECT_THAT(faults(report), Contains(HasSubstr("exit differs client: ")));
}

TEST_F(Disturbances, AreBorneByAProgramThatAsksAgain) {
  options_.errors = {EINTR, EAGAIN};
  const check::report report =
      explored({"hear_patiently 8080 5", "say_patiently 8080 hello"}, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_EQ(report.outcomes.size(), 1U) << text_of(report);
  EXPECT_GT(report.schedules, 10);
}

TEST_F(Disturbances, TellAResetAsTheProgramToldIt) {
  options_.errors = {ECONNRESET};
  const check::report report = explored(hello, options_);
  EXPECT_THAT(outputs(report, "server"),
              Contains("recv: Connection reset by peer\n"));
  int disturbed = 0;
  for (const check::outcome& one : report.outcomes) disturbed += one.disturbed;
  EXPECT_EQ(static_cast<std::size_t>(disturbed) + 1, report.outcomes.size());
}

}  // namespace
