// The different ways to end: each once, with its smallest schedule.
#include <gmock/gmock.h>

#include "check/verdict/outcomes.hpp"

namespace check {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

play::program printed(const std::string& out) {
  play::program one;
  one.name = "server";
  one.out = out;
  one.exit = 0;
  return one;
}

// An end of its own state; its digest is what the server printed.
result ended(const std::string& cues, const std::string& out, int size = 0) {
  static std::uint64_t states = 0;
  result end;
  end.digest = std::hash<std::string>()(out);
  end.state = ++states;
  end.cues = cues;
  end.deviations.preemptions = size;
  end.programs = {printed(out)};
  return end;
}

void add(outcomes& all, const result& end) {
  all.remember(end);
  all.add(end);
}

// "a 2 server:recv": printed, schedules, cues.
std::vector<std::string> told(const outcomes& all) {
  std::vector<std::string> texts;
  for (const outcomes::found& one : all.by_size())
    texts.push_back(one.what.programs.at(0).out + " " +
                    std::to_string(one.what.schedules) + " " + one.what.cues);
  return texts;
}

class Outcomes : public testing::Test {
 protected:
  outcomes all_{options()};
};

TEST_F(Outcomes, AreNoneAtFirst) {
  EXPECT_TRUE(all_.empty());
  EXPECT_EQ(all_.faults(), 0U);
  EXPECT_THAT(all_.by_size(), IsEmpty());
}

TEST_F(Outcomes, CountTheSchedulesThatEndAlike) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b", 1));
  add(all_, ended("server:recv client:send", "b", 1));
  EXPECT_EQ(all_.size(), 2U);
  EXPECT_THAT(told(all_), ElementsAre("a 1 ", "b 2 client:send"));
}

TEST_F(Outcomes, KeepTheSmallestScheduleOfEach) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b", 2));
  add(all_, ended("client:send server:recv", "b", 1));
  add(all_, ended("server:recv", "b", 1));
  add(all_, ended("server:send", "b", 1));  // as long: the first stays
  EXPECT_THAT(told(all_), ElementsAre("a 1 ", "b 4 server:recv"));
  EXPECT_EQ(all_.by_size()[1].what.deviations.preemptions, 1);
}

TEST_F(Outcomes, CountPreemptionsAndShortsAlike) {
  add(all_, ended("", "a"));
  result end = ended("server:recv(1) server:recv(1)", "b", 1);
  end.deviations.of(choice::way::cut) = 2;
  add(all_, end);
  end = ended("client:send server:recv server:recv", "b", 2);
  add(all_, end);
  EXPECT_EQ(all_.by_size()[1].what.deviations.preemptions, 2);
  EXPECT_EQ(all_.by_size()[1].what.deviations.of(choice::way::cut), 0);
}

TEST_F(Outcomes, CountKillsAndFailuresAsTheSearchDoes) {
  add(all_, ended("", "a"));
  result end = ended("client:kill", "b", 1);
  end.deviations.of(choice::way::kill) = 1;
  add(all_, end);
  end = ended("client:send!EINTR", "c", 1);
  end.deviations.of(choice::way::fail) = 1;
  add(all_, end);
  add(all_, ended("client:send server:recv", "d", 1));
  EXPECT_THAT(told(all_),
              ElementsAre("a 1 ", "d 1 client:send server:recv",
                          "b 1 client:kill", "c 1 client:send!EINTR"));
  add(all_, ended("client:send server:recv client:send", "b", 1));
  EXPECT_EQ(all_.by_size()[1].what.cues, "client:send server:recv client:send");
}

TEST_F(Outcomes, FollowTheFirstByTheSizeOfTheirSchedule) {
  add(all_, ended("x", "a", 5));
  add(all_, ended("x", "b", 3));
  add(all_, ended("x", "c", 1));
  add(all_, ended("x", "d", 3));
  EXPECT_THAT(told(all_), ElementsAre("a 1 x", "c 1 x", "b 1 x", "d 1 x"));
}

TEST_F(Outcomes, HaveTheProgramsThatWereToldOnce) {
  add(all_, ended("", "a"));
  all_.remember(ended("", "b"));
  result end = ended("client:send", "b");
  end.programs.clear();
  all_.remember(end);
  all_.add(end);
  EXPECT_THAT(told(all_), ElementsAre("a 1 ", "b 1 client:send"));
}

TEST_F(Outcomes, SayHowAndWhyTheyEnded) {
  result end = ended("", "a");
  end.disturbed = true;
  end.ended = play::ending::everyone_waits;
  end.ended_because = {play::because::schedule_stopped_it};
  add(all_, end);
  const outcomes::found one = all_.by_size().front();
  EXPECT_EQ(one.digest, end.digest);
  EXPECT_TRUE(one.what.disturbed);
  EXPECT_EQ(one.what.ended, play::ending::everyone_waits);
  EXPECT_EQ(one.what.ended_because, end.ended_because);
}

TEST_F(Outcomes, ThatDifferInOneStateAreChance) {
  add(all_, ended("", "a"));
  result end = ended("client:send", "b");
  add(all_, end);
  result other = ended("server:recv", "c");
  other.state = end.state;
  all_.remember(other);
  try {
    all_.add(other);
    FAIL() << "both were taken";
  } catch (const cannot_explore& error) {
    EXPECT_THAT(error.what(), HasSubstr("server:recv"));
  }
}

TEST_F(Outcomes, ThatAreAlikeInOneStateAreCounted) {
  const result end = ended("", "a");
  add(all_, end);
  add(all_, end);
  EXPECT_THAT(told(all_), ElementsAre("a 2 "));
}

TEST_F(Outcomes, HaveTheFaultsThatTheFirstHasNot) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b"));
  const auto found = all_.by_size();
  EXPECT_THAT(found[0].faults, IsEmpty());
  ASSERT_THAT(found[1].faults, SizeIs(1));
  EXPECT_EQ(found[1].faults[0].kind, fault_kind::output_differs);
  EXPECT_EQ(found[1].faults[0].program, "server");
}

TEST_F(Outcomes, CountADifferentFaultOnce) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b"));
  add(all_, ended("client:send", "c"));
  EXPECT_EQ(all_.faults(), 1U);
  result waits = ended("client:send", "d");
  waits.ended = play::ending::everyone_waits;
  add(all_, waits);
  EXPECT_EQ(all_.faults(), 2U);
}

TEST_F(Outcomes, AreComparedAsTheOptionsSay) {
  options how;
  how.compare = compare::exit;
  outcomes all(how);
  add(all, ended("", "a"));
  add(all, ended("client:send", "b"));
  EXPECT_EQ(all.faults(), 0U);
}

TEST_F(Outcomes, StartAfreshWhenCleared) {
  const result end = ended("client:send", "a", 1);
  add(all_, end);
  add(all_, ended("server:recv", "b", 1));
  all_.clear();
  EXPECT_TRUE(all_.empty());
  EXPECT_EQ(all_.faults(), 0U);
  EXPECT_THAT(all_.by_size(), IsEmpty());
  // Another first, the same state, and nobody tells the programs again.
  result again = ended("", "b");
  again.state = end.state;
  again.programs.clear();
  all_.add(again);
  EXPECT_THAT(told(all_), ElementsAre("b 1 "));
  EXPECT_EQ(all_.faults(), 0U);
}

}  // namespace
}  // namespace check
