// One play of the search: follows its path, then lets all happen by itself.
#include "check/schedule/cue_line.hpp"
#include "check/schedule/guided.hpp"
#include "check/state/visited.hpp"
#include "plays.hpp"

namespace {

using check::choice;
using check::plan;
using check::turn;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Walk : public StageTest {
 protected:
  play::record perform(check::guided& way) {
    return stage::perform(cast_of({"hear 8080 10 10", "say 8080 hello feng"}),
                          way);
  }
  static std::string cues(const check::guided& way) {
    return check::cue_line(way.moves(), {"server", "client"});
  }
  // The point at which the server first reads, and where it may be cut.
  turn first_cut(std::uint32_t size) {
    const check::guided way = by_itself();
    for (std::uint32_t i = 0; i < way.points().size(); ++i)
      for (const check::alternative& one : way.points()[i].alternatives)
        if (one.what == choice{0, choice::way::cut, 0, size}) {
          state_ = way.points()[i].state;
          return {i, one.what};
        }
    ADD_FAILURE() << "nothing can be cut to " << size;
    return {};
  }
  check::guided by_itself() {
    check::guided way(nothing_, terms_, nullptr);
    perform(way);
    return way;
  }

  const check::options options_{};
  const check::terms terms_{options_, true, {}};
  const plan nothing_{};
  std::uint64_t state_ = 0;  // of the last cut
};

TEST_F(Walk, WithoutAPathLetsEverythingHappenByItself) {
  const check::guided way = by_itself();
  EXPECT_FALSE(way.strayed());
  EXPECT_FALSE(way.pruned());
  EXPECT_FALSE(way.disturbed());
  EXPECT_EQ(cues(way), "");
  EXPECT_EQ(way.so_far().size(), 0);
}

TEST_F(Walk, ComesThroughTheSameStatesEachTime) {
  const check::guided one = by_itself(), other = by_itself();
  ASSERT_EQ(one.points().size(), other.points().size());
  for (std::size_t i = 0; i < one.points().size(); ++i)
    EXPECT_EQ(one.points()[i].state, other.points()[i].state);
  EXPECT_EQ(one.end_state(), other.end_state());
}

TEST_F(Walk, NotesAtEachPointWhatElseCouldBeDone) {
  const check::guided way = by_itself();
  ASSERT_THAT(way.points(), testing::Not(IsEmpty()));
  EXPECT_THAT(way.points().front().alternatives, IsEmpty());
  int cuts = 0;
  for (const check::point& one : way.points())
    for (const check::alternative& other : one.alternatives) {
      if (other.what.how != choice::way::cut) continue;
      ++cuts;
      EXPECT_EQ(other.size, 1);
    }
  EXPECT_EQ(cuts, 6);  // hello and feng at 1, 2, 4 and 1, 2, 3
}

TEST_F(Walk, TakesTheTurnsOfItsPath) {
  const plan cut{{first_cut(4)}, state_};
  check::guided way(cut, terms_, nullptr);
  const play::record play = perform(way);
  EXPECT_FALSE(way.strayed());
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 1));
  EXPECT_EQ(way.so_far().of(choice::way::cut), 1);
  EXPECT_EQ(way.so_far().preemptions, 0);
  EXPECT_EQ(cues(way), "server:listen client:send server:recv(4)");
}

TEST_F(Walk, KeepsWhatItWasGiven) {
  plan cut{{first_cut(4)}, state_};
  check::terms terms = terms_;
  check::guided way(cut, terms, nullptr);
  cut.path.clear();
  terms.options.shorts = 0;
  const play::record play = perform(way);
  EXPECT_FALSE(way.strayed());
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 1));
}

TEST_F(Walk, TakesASecondTurnAfterTheFirst) {
  const turn first = first_cut(4);
  const plan cuts{{first_cut(1), {0, {0, choice::way::cut, 0, 3}}}, 0};
  ASSERT_EQ(cuts.path.front().by_itself, first.by_itself);
  check::guided way(cuts, terms_, nullptr);
  const play::record play = perform(way);
  EXPECT_FALSE(way.strayed());
  EXPECT_THAT(play.recvs("server"), ElementsAre(1, 3));
  EXPECT_EQ(way.so_far().of(choice::way::cut), 2);
}

TEST_F(Walk, NotesPointsOnlyAfterItsPath) {
  const turn cut = first_cut(4);
  const std::size_t all = by_itself().points().size();
  const plan there{{cut}, state_};
  check::guided way(there, terms_, nullptr);
  perform(way);
  EXPECT_LT(way.points().size(), all);
}

TEST_F(Walk, StraysWhereTheStateIsAnother) {
  const plan elsewhere{{first_cut(4)}, state_ + 1};
  check::guided way(elsewhere, terms_, nullptr);
  const play::record play = perform(way);
  EXPECT_TRUE(way.strayed());
  EXPECT_THAT(play.recvs("server"), IsEmpty());
}

TEST_F(Walk, StraysWhereTheTurnIsNotPossible) {
  turn impossible = first_cut(4);
  impossible.then.value = 5;  // that is all that is there
  const plan nowhere{{impossible}, 0};
  check::guided way(nowhere, terms_, nullptr);
  perform(way);
  EXPECT_TRUE(way.strayed());
}

TEST_F(Walk, EndsInAStateThatWasSeen) {
  const check::guided whole = by_itself();
  check::visited seen;
  seen.add(whole.points().at(3).state);
  check::guided way(nothing_, terms_, &seen);
  perform(way);
  EXPECT_TRUE(way.pruned());
  EXPECT_THAT(way.points(), SizeIs(3));
}

TEST_F(Walk, PassesSeenStatesOnItsPath) {
  const plan cut{{first_cut(4)}, state_};
  check::visited seen;
  const check::guided usual = by_itself();
  for (const check::point& one : usual.points()) seen.add(one.state);
  check::guided way(cut, terms_, &seen);
  const play::record play = perform(way);
  EXPECT_FALSE(way.pruned());
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 1));
}

// Where less may still be done, less can follow: "hell" and "o" are read alike
// whether they came so, or were both there and the first read was cut.
TEST_F(Walk, TellsStatesApartByWhatMayStillBeDone) {
  const auto end_of = [](const plan& wanted, std::optional<int> shorts) {
    check::options options;
    options.shorts = shorts;
    const check::terms terms{options, true, {}};
    check::guided way(wanted, terms, nullptr);
    stage::perform(cast_of({"hear 8080 10 10", "say 8080 hell o"}), way);
    EXPECT_FALSE(way.strayed());
    return way.end_state();
  };
  // The client sends twice before the server reads.
  const plan cut{{{first_cut(4).by_itself, {1, choice::way::none, 0, 0}},
                  {0, {0, choice::way::cut, 0, 4}}},
                 0};
  EXPECT_EQ(end_of(nothing_, {}), end_of(cut, {}));
  EXPECT_NE(end_of(nothing_, 2), end_of(cut, 2));
}

}  // namespace
