// Which parked calls count as ready: those that would not wait.
#include "plays.hpp"

namespace {

using stage::actor;
using testing::ElementsAre;
using Readiness = StageTest;

// What was seen of `program` before (or in) `call` while the cues were played:
// one letter each: r ready, w waits.
std::string seen(const std::string& cues, const std::string& program,
                 const std::string& call,
                 const std::vector<std::string>& lines) {
  witness schedule(cues, program, call);
  stage::perform(cast_of(lines), schedule);
  std::string letters;
  for (const actor& one : schedule.seen) letters += one.ready ? 'r' : 'w';
  return letters;
}

TEST_F(Readiness, AcceptIsReadyOnceAClientHasConnected) {
  EXPECT_EQ(seen("server:listen client:connect server:accept", "server",
                 "accept", {"hear 8080 10", "say 8080 x"}),
            "wwr");
}

TEST_F(Readiness, RecvIsReadyOnceBytesAreThere) {
  EXPECT_EQ(seen("server:listen client:connect server:accept client:send "
                 "server:recv",
                 "server", "recv", {"hear 8080 10", "say 8080 x"}),
            "wr");
}

TEST_F(Readiness, RecvIsReadyAtTheEndOfTheStream) {
  EXPECT_EQ(seen("server:listen client:exit server:accept server:recv",
                 "server", "recv", {"hear 8080 10", "say 8080"}),
            "r");
}

TEST_F(Readiness, RecvOfAResetConnectionIsReady) {
  EXPECT_EQ(seen("server:listen client:connect server:accept client:exit "
                 "server:recv",
                 "server", "recv", {"hear 8080 10", "reset 8080"}),
            "wr");
}

// More than both buffers hold.
const std::string much = "fill 8080 8";

TEST_F(Readiness, SendIsReadyWhileThereIsRoom) {
  witness schedule("server:listen client:exit", "client", "send");
  EXPECT_THROW(stage::perform(cast_of({"drain 8080", much}), schedule),
               stage::cue_error);
  ASSERT_GT(schedule.seen.size(), 2U);
  EXPECT_TRUE(schedule.seen.front().ready);
  EXPECT_FALSE(schedule.seen.back().ready);
  EXPECT_EQ(to_text(schedule.seen.back().waits_for), "room in the send buffer");
}

TEST_F(Readiness, SendBecomesReadyWhenTheOtherSideHasRead) {
  // The client comes first in the cast: it sends for as long as it can.
  stage::cues cues("server:listen");
  const auto play = stage::perform(
      {cast_as("client", much), cast_as("server", "drain 8080")}, cues);
  EXPECT_EQ(play.ended, play::ending::exited);
  EXPECT_EQ(play.at("client").out, "524288\n");
  EXPECT_EQ(play.at("server").out, "524288\n");
}

TEST_F(Readiness, ConnectWaitsWhileTheQueueIsFull) {
  // listen(0) admits one.
  witness schedule("server:listen client:connect client2:socket client2:wait",
                   "client2", "connect");
  const auto play = stage::perform(
      cast_of({"serve 8080 0", "say 8080 one", "say 8080 two"}), schedule);
  ASSERT_GT(schedule.seen.size(), 1U);
  EXPECT_FALSE(schedule.seen.front().ready);
  EXPECT_EQ(to_text(schedule.seen.front().waits_for),
            "room in the listener's queue");
  EXPECT_TRUE(schedule.seen.back().ready);
  EXPECT_EQ(play.ended, play::ending::idle);
  EXPECT_EQ(play.at("server").out, "one\ntwo\n");
}

TEST_F(Readiness, ConnectToAPortWithoutAListenerIsReady) {
  const auto play = play_to("client:exit", {"hear 8080 10", "say 8080 x"});
  EXPECT_EQ(play.at("client").err, "connect: Connection refused\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST_F(Readiness, PollSelectAndEpollFollowTheirSockets) {
  for (const auto& [name, call] : {std::pair{"poll", "poll"},
                                   {"ppoll", "poll"},
                                   {"select", "select"},
                                   {"pselect", "select"},
                                   {"epoll", "epoll_wait"}}) {
    SCOPED_TRACE(name);
    witness schedule(
        "server:listen client:connect server:accept server:wait "
        "client:send server:" +
            std::string(call),
        "server", call);
    const auto play = stage::perform(
        cast_of({"wait_by 8080 " + std::string(name) + " -1", "say 8080 x"}),
        schedule);
    ASSERT_GE(schedule.seen.size(), 2U);
    EXPECT_FALSE(schedule.seen.front().ready);
    EXPECT_EQ(to_text(schedule.seen.front().waits_for),
              "an event on one of its sockets");
    EXPECT_TRUE(schedule.seen.back().ready);
    EXPECT_EQ(play.at("server").out, "1 ready\nrecv: 1 x\n");
    EXPECT_EQ(play.ended, play::ending::exited);
  }
}

TEST_F(Readiness, NonBlockingRecvReturnsAnywayButIsNotReady) {
  witness schedule("server:listen client:connect server:accept", "server",
                   "recv");
  const auto play =
      stage::perform(cast_of({"hear 8080 10d 10", "say 8080 x"}), schedule);
  ASSERT_FALSE(schedule.seen.empty());
  EXPECT_FALSE(schedule.seen.front().ready);
  EXPECT_TRUE(schedule.seen.front().returns_anyway);
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Readiness, NonBlockingRecvNamedInACueGoesAtOnce) {
  const auto play =
      play_to("server:listen client:connect server:recv client:send",
              {"hear 8080 10d 10", "say 8080 x"});
  EXPECT_EQ(play.at("server").out,
            "recv: Resource temporarily unavailable\nrecv: 1 x\n");
}

TEST_F(Readiness, SomebodyOutsideOfAnySocketCallIsElsewhere) {
  std::vector<enum actor::where> parents;
  script schedule([&parents](const stage::situation& now) {
    for (const actor& one : now.actors)
      if (one.program == "server" && one.task == 0 && now.actors.size() == 3)
        parents.push_back(one.where);
    return stage::in_order().next(now);
  });
  stage::perform(cast_of({"fork_to_serve 8080", "say 8080 x"}), schedule);
  ASSERT_FALSE(parents.empty());
  EXPECT_EQ(parents.back(), actor::where::elsewhere);
}

}  // namespace
