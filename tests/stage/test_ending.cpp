// Why a play ends, from plain values. (tests/stage/test_endings.cpp plays.)
#include "stage/run/ending.hpp"

#include <gmock/gmock.h>

#include "stage/stage.hpp"

namespace {

using play::ending;
using stage::actor;
using stage::bounds;
using stage::only_servers_wait;
using stage::role;
using testing::SizeIs;

struct bound_play {
  explicit bound_play(bool free_run, stage::options settings = {})
      : options(settings), bounds(record, options, free_run) {}
  void call() {
    record.calls.emplace_back();
    bounds.count_call();
  }
  play::record record;
  stage::options options;
  stage::bounds bounds;
};

TEST(Bounds, EndAPlayOnceEverybodyIsParkedOrWhereNobodyIsInControlAtOnce) {
  for (const bool free_run : {false, true}) {
    bound_play play(free_run, {.most_calls = 2});
    play.call();
    EXPECT_FALSE(play.bounds.ends());
    play.call();
    EXPECT_TRUE(play.bounds.ends());
    EXPECT_EQ(play.bounds.ends_now(), free_run);
    EXPECT_EQ(play.record.ended, ending::bound);
  }
}

TEST(Bounds, CountBytesUpToTheLastOneThatIsAllowed) {
  bound_play play(false, {.most_bytes = 10});
  play.bounds.count_bytes(9);
  EXPECT_EQ(play.bounds.bytes_left(), 1);
  play.bounds.count_bytes(1);
  EXPECT_FALSE(play.bounds.ends());
  play.bounds.count_bytes(1);
  EXPECT_TRUE(play.bounds.ends());
}

TEST(Bounds, OfPrintsEndAPlayAtOnce) {
  bound_play play(false, {.most_bytes = 10});
  play.bounds.count_bytes(11, true);
  EXPECT_TRUE(play.bounds.ends_now());
}

TEST(Bounds, ThatIsReachedFirstSaysWhy) {
  bound_play play(false, {.most_calls = 1, .most_bytes = 1});
  play.call();
  const auto why = play.record.ended_because;
  play.bounds.count_bytes(2, true);
  EXPECT_EQ(play.record.ended_because, why);
  EXPECT_FALSE(play.bounds.ends_now());
}

TEST(Bounds, CountEndsOfStreamForEachSocketOfEachProgram) {
  bound_play play(false, {.most_ends_of_stream = 2});
  play.bounds.count_end_of_stream("server", 1);
  play.bounds.count_end_of_stream("server", 2);
  play.bounds.count_end_of_stream("client", 1);
  EXPECT_FALSE(play.bounds.ends());
  play.bounds.count_end_of_stream("server", 1);
  EXPECT_TRUE(play.bounds.ends());
  EXPECT_EQ(play.record.ended, ending::spinning);
}

actor actor_who(bool ready, bool returns_anyway) {
  actor a;
  a.program = "server";
  a.ready = ready;
  a.returns_anyway = returns_anyway;
  return a;
}

TEST(PassingTime, IsDueWhereNobodyIsReadyWhoFindsSomebody) {
  const stage::passing_time time;
  EXPECT_TRUE(time.is_due({actor_who(false, true)}));
  EXPECT_FALSE(time.is_due({actor_who(false, true), actor_who(true, true)}));
  actor knocks = actor_who(true, true);
  knocks.finds_nobody = true;
  EXPECT_TRUE(time.is_due({knocks, actor_who(false, true)}));
}

TEST(PassingTime, GivesEachWhoWouldGiveUpItsTurn) {
  stage::passing_time time;
  const std::vector<actor> all = {
      actor_who(false, true), actor_who(false, false), actor_who(false, true)};
  std::vector<std::size_t> went;
  for (int i = 0; i < 4; ++i) {
    auto now = all;
    time.pass(now);
    for (std::size_t at = 0; at < now.size(); ++at)
      if (now[at].ready) went.push_back(at);
  }
  EXPECT_THAT(went, testing::ElementsAre(2, 0, 2, 0));
}

TEST(PassingTime, EndsWhenItHasBeenInVainForLong) {
  stage::passing_time time;
  const std::vector<actor> all = {actor_who(false, true)};
  EXPECT_FALSE(time.in_vain());
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(time.is_due(all)) << i;
    time.goes(true);
  }
  EXPECT_TRUE(time.in_vain());
  EXPECT_FALSE(time.is_due(all));
  time.goes(false);
  EXPECT_TRUE(time.is_due(all));
}

TEST(PassingTime, GoesByWhereOneAsksForEver) {
  stage::passing_time time;
  actor asks = actor_who(true, true);
  asks.call.kind = play::kind::poll;
  std::vector<actor> all = {asks, actor_who(false, true)};
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(time.is_due(all)) << i;
    time.goes(false, true);
  }
  EXPECT_TRUE(time.is_due(all));
  time.pass(all);
  EXPECT_FALSE(all[0].ready);
  EXPECT_TRUE(all[1].ready);
}

TEST(PassingTime, LetsWhoAsksForEverStandBack) {
  stage::passing_time time;
  actor asks = actor_who(true, false);
  asks.call.kind = play::kind::poll;
  for (int i = 0; i < 100; ++i) time.goes(false, true);
  std::vector<actor> all = {asks, actor_who(true, false)};
  EXPECT_TRUE(time.is_due(all));
  time.pass(all);
  EXPECT_FALSE(all[0].ready);
  EXPECT_TRUE(all[0].returns_anyway);
  EXPECT_TRUE(all[1].ready);
  EXPECT_FALSE(all[1].time_is_up);
  // Nobody else is there.
  all = {asks};
  time.pass(all);
  EXPECT_TRUE(all[0].ready);
}

TEST(OnlyServers, WaitIfEachProgramThatIsLeftServes) {
  EXPECT_FALSE(only_servers_wait(std::vector<role>{}));
  EXPECT_TRUE(only_servers_wait({{.program = 0, .serves = true}}));
  EXPECT_FALSE(
      only_servers_wait({{.program = 0, .serves = true}, {.program = 1}}));
  // One thread serves, another waits for something that is no socket.
  EXPECT_TRUE(
      only_servers_wait({{.program = 0, .serves = true}, {.program = 0}}));
}

TEST(OnlyServers, DoNotWaitWhereAnyTaskIsInAConversation) {
  EXPECT_FALSE(only_servers_wait(
      {{.program = 0, .serves = true}, {.program = 0, .converses = true}}));
}

ending end_of(const std::vector<actor>& all, bool only_servers, bool in_vain) {
  play::record record;
  conclude(record, all, only_servers, in_vain);
  EXPECT_THAT(record.waits, SizeIs(all.size()));
  return record.ended;
}

TEST(Conclusion, TellsTheFourWaysInWhichNobodyGoesOn) {
  const std::vector<actor> waits = {actor_who(false, false)};
  const std::vector<actor> asks = {actor_who(false, true)};
  EXPECT_EQ(end_of({}, false, false), ending::exited);
  EXPECT_EQ(end_of({actor_who(true, false)}, true, true), ending::killed);
  EXPECT_EQ(end_of(waits, true, true), ending::idle);
  EXPECT_EQ(end_of(asks, false, true), ending::spinning);
  EXPECT_EQ(end_of(asks, false, false), ending::everyone_waits);
  EXPECT_EQ(end_of(waits, false, true), ending::everyone_waits);
}

}  // namespace
