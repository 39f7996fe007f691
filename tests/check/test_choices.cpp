// What the search may do in a situation: what happens by itself comes first.
#include <cerrno>

#include "orders.hpp"

namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::vector<std::string> hello = {"hear 8080 10", "say 8080 hello"};

class Candidates : public StageTest {
 protected:
  check::options options_;
};

TEST_F(Candidates, AreWhoGoesNextAndHowMuchARecvTakes) {
  EXPECT_THAT(
      choices(cast_of(hello)),
      ElementsAre("server:recv server:recv(1) server:recv(2) server:recv(4) "
                  "client:close",
                  "server:close client:close", "server:exit client:close"));
}

// Nobody else knows a new socket, or can tell when a connection was taken; and
// a client waits for its server's listen.
TEST_F(Candidates, AreOneWhereTheOrderCannotShow) {
  EXPECT_EQ(choices_after("", cast_of(hello)), "server:socket");
  EXPECT_EQ(choices_after("server", cast_of(hello)), "client:socket");
  EXPECT_EQ(choices_after("server client", cast_of(hello)), "server:bind");
  EXPECT_EQ(choices_after("server client server", cast_of(hello)),
            "server:listen");
  EXPECT_EQ(choices_after("server client server server", cast_of(hello)),
            "client:connect");
  EXPECT_EQ(choices_after("server client server server client", cast_of(hello)),
            "server:accept");
}

// What came before it was told of the connection, an epoll reports later.
TEST_F(Candidates, AreSeveralForAnAcceptOfAProgramThatUsesEpoll) {
  const auto cast = cast_of({"epoll_order 8080 1", "say 8080 x"});
  EXPECT_EQ(choices_after("server*3 client*2", cast), "server:accept");
  EXPECT_EQ(choices_after("server*3 client*2", cast, options_, {true, {1}}),
            "server:accept client:send");
}

// They share their descriptors and take connections from each other.
TEST_F(Candidates, AreSeveralForASocketOrAcceptOfOneTaskOfSeveral) {
  EXPECT_EQ(choices_after("server client",
                          cast_of({"sockets_of_two", "hear 8080 10"})),
            "server:socket server.1:socket client:bind");
  EXPECT_EQ(
      choices_after("server*3 client*3 server client2*2",
                    cast_of({"threads 8080 2", "say 8080 x", "say 8080 y"})),
      "server:accept server.1:recv client:close client2:send");
}

TEST_F(Candidates, GoToNobodyLast) {
  EXPECT_THAT(choices(cast_of({"rest 1", "say 8080 x"})), IsEmpty());
  EXPECT_EQ(choices_after("server", cast_of({"say 8080 x", "hear 8080 10"})),
            "client:socket");
  // Once nobody else can go they go all the same.
  EXPECT_EQ(choices_after("server", cast_of({"say 8080 x"})), "server:connect");
  EXPECT_EQ(choices_after("server", cast_of({"udp_say 8080 5"})),
            "server:sendto");
}

TEST_F(Candidates, SendNoDatagramToAPortWhereNobodyListensYet) {
  const auto cast = cast_of({"udp_hear 8080 64", "udp_say 8080 5"});
  EXPECT_EQ(choices_after("server client", cast), "server:bind");
  EXPECT_EQ(choices_after("server client server", cast), "client:sendto");
}

TEST_F(Candidates, TellAClientsServerFromAnother) {
  EXPECT_EQ(choices_after("server*3 client client2 client3",
                          cast_of({"hear 8080 10", "hear 8081 10", "say 8080 x",
                                   "say 8081 y"})),
            "client:bind client2:connect");
}

TEST_F(Candidates, CutNoReadOfASingleByte) {
  EXPECT_THAT(choices(cast_of({"hear 8080 10", "say 8080 x"})),
              Contains("server:recv client:close"));
  EXPECT_THAT(choices(cast_of({"hear 8080 10", "say 8080 xy"})),
              Contains("server:recv server:recv(1) client:close"));
}

TEST_F(Candidates, CutWhatIsThereAndNotWhatIsAskedFor) {
  EXPECT_THAT(choices(cast_of({"hear 8080 4", "say 8080 hello"})),
              Contains(StartsWith(
                  "server:recv server:recv(1) server:recv(2) server:recv(3) "
                  "client:close")));
}

TEST_F(Candidates, CutAtEachLengthWhereABoundAllowsIt) {
  options_.each_length = 5;
  EXPECT_THAT(choices(cast_of(hello), options_),
              Contains("server:recv server:recv(1) server:recv(2) "
                       "server:recv(3) server:recv(4) client:close"));
  options_.each_length = 4;
  EXPECT_THAT(
      choices(cast_of(hello), options_),
      Contains("server:recv server:recv(1) server:recv(2) server:recv(4) "
               "client:close"));
}

TEST_F(Candidates, CutNothingWhereNoShortsAreAllowed) {
  options_.shorts = 0;
  options_.short_writes = true;
  EXPECT_THAT(
      choices(cast_of(hello), options_),
      ElementsAre("server:recv client:close", "server:close client:close",
                  "server:exit client:close"));
}

TEST_F(Candidates, CutWritesWhereAsked) {
  EXPECT_THAT(choices(cast_of(hello)), Not(Contains(HasSubstr("send("))));
  options_.short_writes = true;
  EXPECT_THAT(choices(cast_of(hello), options_),
              Contains("client:send client:send(1) client:send(4)"));
}

TEST_F(Candidates, CutNoDatagramAndNoWaitForAll) {
  EXPECT_THAT(choices(cast_of({"udp_hear 8080 64", "udp_say 8080 5 5"})),
              Each(Not(HasSubstr("("))));
  EXPECT_THAT(choices(cast_of({"hear 8080 5w", "say 8080 hello"})),
              Each(Not(HasSubstr("("))));
}

TEST_F(Candidates, GoOutOfTurnOnlyWithinTheBound) {
  options_.preemptions = 0;
  // Who went last may go on: that is no preemption.
  EXPECT_THAT(
      choices(cast_of(hello), options_),
      ElementsAre("server:recv server:recv(1) server:recv(2) server:recv(4) "
                  "client:close"));
}

TEST_F(Candidates, KillEachProgramWhereverItStands) {
  options_.kills = true;
  options_.shorts = 0;
  EXPECT_THAT(choices(cast_of({"hear 8080 10", "say 8080 x"}), options_),
              ElementsAre("server:bind server:kill client:kill",
                          "server:listen server:kill client:kill",
                          "client:connect server:kill client:kill",
                          "server:accept client:send server:kill client:kill",
                          "client:send server:kill client:kill",
                          "server:recv client:close server:kill client:kill",
                          "server:close client:close server:kill client:kill",
                          "server:exit client:close server:kill client:kill",
                          "client:close client:kill"));
}

TEST_F(Candidates, KillAProgramOnceAndNotEachOfItsTasks) {
  options_.kills = true;
  options_.shorts = 0;
  EXPECT_EQ(
      choices_after("server*3 client*3 server client2*2",
                    cast_of({"threads 8080 2", "say 8080 x", "say 8080 y"}),
                    options_),
      "server:accept server.1:recv client:close client2:send "
      "server:kill client:kill client2:kill");
}

TEST_F(Candidates, FailWhatMovesBytesOrConnects) {
  options_.errors = {EINTR, ECONNRESET};
  options_.shorts = 0;
  EXPECT_THAT(
      choices(cast_of({"hear 8080 10", "say 8080 x"}), options_),
      ElementsAre("client:connect client:connect!EINTR "
                  "client:connect!ECONNRESET",
                  "server:accept client:send server:accept!EINTR "
                  "server:accept!ECONNRESET client:send!EINTR "
                  "client:send!ECONNRESET",
                  "client:send client:send!EINTR client:send!ECONNRESET",
                  "server:recv client:close server:recv!EINTR "
                  "server:recv!ECONNRESET",
                  "server:close client:close", "server:exit client:close"));
}

TEST_F(Candidates, GiveUpAtOnceWhereASocketDoesNotBlock) {
  const auto cast = cast_of({"try_again 8080", "say 8080 hello"});
  EXPECT_EQ(choices_after("server*3 client*2 server", cast),
            "client:send server:recv");
}

TEST_F(Candidates, DoNotGiveUpTwiceInARow) {
  const auto cast = cast_of({"try_again 8080", "say 8080 hello"});
  EXPECT_EQ(choices_after("server*3 client*2 server server", cast),
            "client:send");
}

TEST_F(Candidates, DoNotAskTwiceInARowWithoutNews) {
  const auto cast = cast_of({"poll_often 8080", "say 8080 x"});
  EXPECT_EQ(choices_after("server*3 client*2 server", cast),
            "client:send server:poll");
  EXPECT_EQ(choices_after("server*3 client*2 server server", cast),
            "client:send");
}

TEST_F(Candidates, AreTimeLimitsOnlyWhereNobodyElseCanGo) {
  const auto cast = cast_of({"wait_by 8080 poll 100", "wait_by 8081 poll 100",
                             "listen_first 8080", "listen_first 8081"});
  EXPECT_EQ(choices_after("server*3 client2*2 server client*3 client3*2", cast),
            "client:accept");
  EXPECT_EQ(choices_after("server*3 client2*2 server client*3 client3*2 client",
                          cast),
            "client:poll server:poll");
}

TEST_F(Candidates, AreNoneOnceNobodyCanGoOn) {
  EXPECT_EQ(choices_after("server*3", cast_of({"hear 8080 10"})), "");
}

}  // namespace
