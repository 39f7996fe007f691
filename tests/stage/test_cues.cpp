// Schedules in one line: what they make of lesson 11's pair, and how they say
// that they cannot be met.
#include "plays.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using Cues = StageTest;

const std::vector<std::string> pair = {"hear 8080 10 10",
                                       "say 8080 hello feng"};

TEST_F(Cues, LateReaderGetsBothSendsInOneRecv) {
  const auto play = play_to("server:listen client:exit server:exit", pair);
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_EQ(play.at("server").out, "recv: 9 hellofeng\nrecv: 0 \n");
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Cues, ReaderInStepGetsOneSendPerRecv) {
  const auto play = play_to(
      "server:listen client:send server:recv client:exit server:exit", pair);
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4));
}

TEST_F(Cues, ShortReadLeavesTheRestToTheNextRecv) {
  const auto play =
      play_to("server:listen client:exit server:recv(2) server:exit", pair);
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7));
}

TEST_F(Cues, EverySegmentIsOneSendWhicheverWayTheyAreRead) {
  needs_own_network();
  for (const char* cues :
       {"server:listen client:exit server:exit",
        "server:listen client:send server:recv client:exit server:exit",
        "server:listen client:exit server:recv(2) server:exit"})
    EXPECT_THAT(play_to(cues, pair).segments("client"), ElementsAre(5, 4));
}

TEST_F(Cues, WithoutAnyTheFirstReadyProgramGoes) {
  const auto play = play_to("", pair);
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4));
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Cues, TimesCountsCompletions) {
  const auto play =
      play_to("server:listen client:send*2 server:recv(3)*3 client:exit",
              {"hear 8080 10 10 10 10", "say 8080 hello feng"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(3, 3, 3, 0));
}

TEST_F(Cues, SendAndRecvStandForTheirFamilies) {
  const auto play = play_to("server:listen client:send server:recv(3)",
                            {"receive_by 8080 readv", "send_by 8080 writev"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(3, 7, 0));
}

TEST_F(Cues, WaitHoldsWhereTheNextCallWouldWait) {
  const auto play = play_to(
      "server:listen server:wait client:connect server:accept server:wait",
      pair);
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Cues, WaitFailsWhereTheNextCallWouldNot) {
  EXPECT_THAT(refusal("server:listen client:connect server:wait", pair),
              AllOf(HasSubstr("server:wait"), HasSubstr("column 30"),
                    HasSubstr("accept")));
}

TEST_F(Cues, KillEndsTheProgramThere) {
  const auto play =
      play_to("server:listen client:send client:kill server:exit", pair);
  EXPECT_EQ(play.at("client").signal, "SIGKILL");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0));
}

TEST_F(Cues, NamedTaskGoesAlone) {
  const auto play = play_to(
      "server:listen client:send client2:send server:accept*2 server.2:recv "
      "server.1:recv",
      {"threads 8080 2", "say 8080 first", "say 8080 second"});
  EXPECT_EQ(play.at("server").out, "recv: 6 second\nrecv: 5 first\n");
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Cues, FaultIsInjectedOnce) {
  const auto play = play_to(
      "server:listen client:exit server:recv!ECONNRESET server:exit", pair);
  EXPECT_EQ(play.at("server").out,
            "recv: Connection reset by peer\nrecv: 9 hellofeng\n");
}

TEST_F(Cues, ThatCannotBeMetSaysWhoWaitsForWhat) {
  EXPECT_THAT(refusal("server:listen server:recv", pair),
              AllOf(HasSubstr("`server:recv`"), HasSubstr("column 15"),
                    HasSubstr("server waits for a connection in accept(3)"),
                    HasSubstr("client is before socket()")));
}

TEST_F(Cues, ExitThatCannotBeReachedSaysWhoWaitsForWhat) {
  EXPECT_THAT(refusal("server:listen client:send server:accept server:exit",
                      {"hear 8080 10 10", "listen_first 8080"}),
              HasSubstr("client:send"));
  EXPECT_THAT(refusal("server:listen client:connect server:exit",
                      {"hear 8080 10", "listen_first 8080"}),
              AllOf(HasSubstr("server cannot go on"),
                    HasSubstr("data from client in recv(4)")));
}

TEST_F(Cues, ForAProgramThatHasEndedSaysSo) {
  EXPECT_THAT(refusal("server:listen client:exit client:send", pair),
              AllOf(HasSubstr("column 27"), HasSubstr("client has ended")));
}

TEST_F(Cues, ForAProgramThatHasEndedSaysHowAndItsLastWords) {
  EXPECT_THAT(refusal("server:listen server:accept",
                      {"/bin/sh -c echo${IFS}no${IFS}luck>&2;exit${IFS}3"}),
              HasSubstr("server has ended with status 3 and said `no luck`"));
}

TEST_F(Cues, ProgramThatAsksAgainAndAgainForNothingIsNotAwaitedForEver) {
  EXPECT_THAT(refusal("server:listen client:connect server:exit",
                      {"try_again 8080", "listen_first 8080"}),
              HasSubstr("server asks again and again, and nothing comes"));
}

TEST_F(Cues, ForAnUnknownProgramNamesThoseThereAre) {
  EXPECT_THAT(refusal("server:listen clint:send", pair),
              AllOf(HasSubstr("clint"), HasSubstr("server, client")));
}

TEST_F(Cues, ForATaskThatNeverCameSaysSo) {
  EXPECT_THAT(refusal("server:listen server.4:recv", pair),
              HasSubstr("server has no task 4 now"));
}

TEST_F(Cues, CallThatWaitsInsideForTheOtherSideIsMet) {
  const auto play = play_to("server:listen client:send server:recv(7)",
                            {"drain 8080", "pour 8080 1000000"});
  EXPECT_EQ(play.recvs("server").front(), 7);
  EXPECT_EQ(play.sends("client"), std::vector<std::int64_t>{1000000});
}

TEST_F(Cues, AreAnythingBetweenWhiteSpace) {
  const auto play =
      play_to("  server:listen \n client:exit\tserver:exit  ", pair);
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
}

}  // namespace
