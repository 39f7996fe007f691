#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

TEST(PhoneCall, HelloIsAnsweredInUpperCase) {
  const play::record play = play_scene("01", "one_call");
  EXPECT_THAT(play.sends("client"), ElementsAre(5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5));
  EXPECT_THAT(play.sends("server"), ElementsAre(5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(5));
  EXPECT_EQ(play.at("server").out,
            "waiting for a call\n"
            "recv 1 -> 5 \"hello\"\n"
            "send 1 -> 5 \"HELLO\"\n");
  EXPECT_EQ(play.at("client").out,
            "send 1 -> 5 \"hello\"\n"
            "recv 1 -> 5 \"HELLO\"\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST(PhoneCall, EachSendCrossesInOneSegment) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  const play::record play = play_scene("01", "one_call");
  EXPECT_THAT(play.segments("client"), ElementsAre(5));
  EXPECT_THAT(play.segments("server"), ElementsAre(5));
}

TEST(PhoneCall, NobodyAtHomeIsSaidInOneLine) {
  const play::record play = play_scene("01", "nobody_home");
  const std::string port = play.at("client").argv.back();
  EXPECT_EQ(play.at("client").err,
            "client: connect to 127.0.0.1:" + port +
                " (start the server first): Connection refused\n");
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_THAT(play.streams, IsEmpty());
}

// getaddrinfo would cut them to 16 bits, and call somebody else.
TEST(PhoneCall, PortsOfMoreThan16BitsAreRefused) {
  for (const char* name : {"server", "client"})
    for (const std::string port : {"65536", "99999", "-1", "phone"}) {
      SCOPED_TRACE(name + (" " + port));
      stage::in_order schedule;
      const play::record play = stage::perform(
          {{name, {program("01", name), "127.0.0.1", port}, ""}}, schedule);
      EXPECT_THAT(
          play.at(name).err,
          MatchesRegex(name + (": [^\n]+ \"?" + port) + "\"?: [^\n]+\n"));
      EXPECT_EQ(play.at(name).exit, 1);
      EXPECT_THAT(play.calls, IsEmpty());
    }
}

TEST(PhoneCall, TheServerWaitsInAcceptWhileNobodyRings) {
  const play::record play = play_scene("01", "nobody_rings");
  EXPECT_EQ(play.ended, play::ending::idle);
  ASSERT_EQ(play.waits.size(), 1U);
  EXPECT_EQ(play.waits[0].call, "accept");
  EXPECT_EQ(to_text(play.waits[0].what), "a connection");
  EXPECT_EQ(play.at("server").out, "waiting for a call\n");
}

}  // namespace
