// What is reported happens again, and its cues are those that are needed.
#include <gmock/gmock.h>

#include "check/verdict/replays.hpp"

namespace check {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

outcomes::found found(const std::string& cues, std::uint64_t digest,
                      const std::vector<fault>& faults = {}) {
  outcomes::found one;
  one.what.cues = cues;
  one.digest = digest;
  one.faults = faults;
  return one;
}

const fault differs{fault_kind::output_differs, "server", "", 0};
const fault waits{fault_kind::everyone_waits, "", "", 0};

class Replays : public testing::Test {
 protected:
  Replays() { stage::forget_interrupt(); }
  ~Replays() override { stage::forget_interrupt(); }

  // A line comes to the outcome whose cues it has, else to 99.
  answer play(const request& wanted) {
    answer all;
    all.end.digest = 99;
    if (wanted.ask != request::what::replay) {
      asked_.push_back("by itself");
      return all;
    }
    asked_.push_back(wanted.cues + (wanted.disturbed ? ", disturbed" : ""));
    for (const auto& [cue, digest] : leads_to_)
      if (wanted.cues.find(cue) != std::string::npos) all.end.digest = digest;
    if (asked_.size() == interrupted_at_)
      all.came = answer::ending::interrupted;
    return all;
  }
  void verify_all() const { verify(all_, player_); }
  // "server: client:send 1": program, cues, outcome.
  std::vector<std::string> faults() {
    std::vector<std::string> texts;
    for (const fault& one :
         shortest_faults(all_, player_, [] { return !stage::interrupted(); }))
      texts.push_back(one.program + ": " + one.cues + " " +
                      std::to_string(one.outcome));
    return texts;
  }

  std::vector<outcomes::found> all_;
  std::vector<std::pair<std::string, std::uint64_t>> leads_to_;
  std::vector<std::string> asked_;
  std::size_t interrupted_at_ = 0;
  const player player_ = [this](const request& r) { return play(r); };
};

TEST_F(Replays, AreOfWhatHappensByItselfAndOfAllThatIsFaulty) {
  all_ = {found("", 1), found("b:send", 2, {differs}), found("c:send", 3),
          found("d:send", 4, {differs})};
  all_[3].what.disturbed = true;
  leads_to_ = {{"b:", 2}, {"d:", 4}};
  verify_all();
  EXPECT_THAT(asked_, ElementsAre("by itself", "b:send", "d:send, disturbed"));
}

TEST_F(Replays, ThatComeToSomethingElseAreChance) {
  all_ = {found("", 1), found("b:send", 2, {differs})};
  leads_to_ = {{"b:", 3}};
  try {
    verify_all();
    FAIL() << "it was believed";
  } catch (const cannot_explore& error) {
    EXPECT_THAT(error.what(), HasSubstr("the programs did something else"));
    EXPECT_THAT(error.what(), HasSubstr("b:send"));
  }
}

TEST_F(Replays, ThatAreInterruptedProveNothing) {
  all_ = {found("", 1), found("b:send", 2, {differs}),
          found("c:send", 3, {waits})};
  leads_to_ = {{"", 2}};
  interrupted_at_ = 2;
  verify_all();
  EXPECT_THAT(asked_, ElementsAre("by itself", "b:send"));
  asked_.clear();
  interrupted_at_ = 1;  // the answer is none, whatever it says
  EXPECT_THAT(faults(), ElementsAre("server: b:send 1", ": c:send 2"));
}

TEST_F(Replays, AreNotOfWhatGoesBeyondTheStagesBounds) {
  all_ = {found("", 1), found("a:send b:send", 2, {differs})};
  all_[1].what.ended = play::ending::bound;
  verify_all();
  EXPECT_THAT(faults(), ElementsAre("server: a:send b:send 1"));
  EXPECT_THAT(asked_, ElementsAre("by itself"));
}

TEST_F(Replays, MakeTheCuesOfEachFaultShort) {
  all_ = {found("", 1), found("a:send b:send c:send", 2, {differs, waits}),
          found("d:send e:send", 3, {differs})};
  leads_to_ = {{"b:", 2}, {"e:", 3}};
  EXPECT_THAT(faults(), ElementsAre("server: b:send 1", ": b:send 1"));
  EXPECT_THAT(asked_,  // once for both
              ElementsAre("c:send", "a:send b:send", "b:send", "", ""));
  EXPECT_EQ(all_[1].what.cues, "b:send");
  EXPECT_EQ(all_[2].what.cues, "d:send e:send");  // shows nothing new
}

TEST_F(Replays, EndWhenTheSearchIsInterrupted) {
  all_ = {found("", 1), found("a:send b:send", 2, {differs})};
  leads_to_ = {{"b:", 2}};
  stage::interrupt();
  EXPECT_THAT(faults(), ElementsAre("server: a:send b:send 1"));
  EXPECT_THAT(asked_, IsEmpty());
}

}  // namespace
}  // namespace check
