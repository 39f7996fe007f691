#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// What the server does with a client that takes these steps, beside one that
/// says "hello" and must be served in any case.
play::record beside(const std::vector<std::string>& steps) {
  const std::string port = a_port();
  stage::program bad{"bad", {RAW_PEER, "connect", "127.0.0.1", port}, ""};
  bad.argv.insert(bad.argv.end(), steps.begin(), steps.end());
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"server", {program("28", "server"), "127.0.0.1", port}, ""},
       bad,
       {"client", {program("28", "client"), "127.0.0.1", port}, "hello\n"}},
      schedule);
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
  return play;
}

std::string said_of(const std::vector<std::string>& steps) {
  return beside(steps).at("server").err;
}

/// How many calls of that name ended with that errno.
long count(const play::record& play, const char* name, int error) {
  return std::count_if(play.calls.begin(), play.calls.end(),
                       [&](const play::call& call) {
                         return call.name == name && call.error == error;
                       });
}

TEST(EventLoop, KeepsHalfAFrameWhileAnotherIsServed) {
  const play::record play = play_scene("28", "half_a_frame");
  EXPECT_THAT(play.sends("client"), ElementsAre(9));
  EXPECT_THAT(play.recvs("server"), ElementsAre(6, 1, 1, 8, 1, 0, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre(8, 9));
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
  EXPECT_EQ(play.at("server").err, "");
}

TEST(EventLoop, HangsUpOnASlowClientAtItsDeadline) {
  const play::record play = play_scene("28", "too_slow");
  EXPECT_EQ(play.at("server").err, "server: hung up: too slow\n");
  EXPECT_EQ(play.at("slow").out, "recv -> 0\n");
  EXPECT_EQ(play.at("client").out, "HELLO\n");
}

// The served one calls first and has its answer after the silent one has
// called: then its time begins anew, and the silent one is the first to be
// late.
TEST(EventLoop, WhoWasServedLastIsLastInLine) {
  const std::string port = a_port();
  const auto peer = [&port](const char* name, std::vector<std::string> steps) {
    stage::program one{name, {RAW_PEER, "connect", "127.0.0.1", port}, ""};
    one.argv.insert(one.argv.end(), steps.begin(), steps.end());
    return one;
  };
  last_first schedule;
  const play::record play = stage::perform(
      {{"server", {program("28", "server"), "127.0.0.1", port}, ""},
       peer("silent", {"recv"}),
       peer("served", {"\\x00\\x00\\x00\\x01x", "recv", "recv"})},
      schedule);
  std::vector<std::string> hung_up;
  for (const play::call& call : play.calls)
    if (call.name == "recv" && call.result == 0)
      hung_up.push_back(call.program);
  EXPECT_THAT(hung_up, ElementsAre("silent", "served"));
  EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
}

TEST(EventLoop, AsksForNoCallerWhileNoDescriptorIsFree) {
  const play::record play = play_scene("28", "no_descriptor");
  EXPECT_EQ(count(play, "accept", EMFILE), 1);
  EXPECT_EQ(play.at("server").err,
            "server: accept: Too many open files: callers have to wait\n");
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

// Standard streams, listener, epoll: 5. With 7 the two that only wait are
// connected, and the client is not, until the first of them has to go. A server
// that asks on sees EMFILE again and again meanwhile.
TEST(EventLoop, DoesNotSpinAtTheLimitItself) {
  const std::string port = a_port();
  const auto silent = [&port](const char* name) {
    return stage::program{
        name, {RAW_PEER, "connect", "127.0.0.1", port, "recv"}, ""};
  };
  last_first schedule;  // all three call before the server goes on
  const play::record play = stage::perform(
      {{"server",
        {"/bin/sh", "-c", "ulimit -n 7 && exec \"$0\" 127.0.0.1 " + port,
         program("28", "server")},
        ""},
       {"client", {program("28", "client"), "127.0.0.1", port}, "hello\n"},
       silent("a"),
       silent("b")},
      schedule, {.most_calls = 2000});
  EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
  EXPECT_EQ(count(play, "accept", EMFILE), 1);
  EXPECT_EQ(play.at("client").out, "HELLO\n");
}

TEST(EventLoop, OneByteEachChangesNothing) {
  one_byte_reads schedule;
  const play::record play = play_scene("28", "half_a_frame", schedule);
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(EventLoop, AnswersAllFramesOfOneRecv) {
  const play::record play =
      beside({"\\x00\\x00\\x00\\x02hi\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01x",
              "recv"});
  EXPECT_EQ(play.at("server").err, "");
  EXPECT_THAT(play.sends("server"), ElementsAre(6, 4, 5, 9));
}

TEST(EventLoop, RefusesWhatIsNoFrame) {
  EXPECT_THAT(said_of({"\\x00\\x01\\x00\\x01", "recv"}),
              HasSubstr("expected a length from 0 to 65536"));
  EXPECT_THAT(said_of({"GET / HTTP/1.1\\r\\n\\r\\n", "recv"}),
              HasSubstr("looks like an HTTP request"));
}

TEST(EventLoop, NamesWhatIsMissingWhenAClientLeaves) {
  EXPECT_EQ(said_of({}), "");
  EXPECT_THAT(said_of({"\\x00\\x00"}), HasSubstr("the peer left after 2"));
  EXPECT_THAT(said_of({"\\x00\\x00\\x00\\x05he"}),
              HasSubstr("the peer left after 2"));
  EXPECT_EQ(said_of({"recv"}), "server: hung up: too slow\n");
}

}  // namespace
