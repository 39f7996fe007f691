#include <gmock/gmock.h>

#include "scene.hpp"
#include "typed_messages.hpp"

namespace {

using testing::ElementsAre;

TEST(Delimiter, BothServersReadTwoMessagesHoweverTheyCome) {
  for (const char* server : {"server", "server_kit"}) {
    stage::in_order prompt;
    last_first late;
    one_byte_reads bytes;
    EXPECT_EQ(printed("18", server, prompt), hello_and_feng);
    EXPECT_EQ(printed("18", server, late), hello_and_feng);
    EXPECT_EQ(printed("18", server, bytes), hello_and_feng);
  }
}

TEST(Delimiter, OneRecvForAMessageWorksOnlyByLuck) {
  stage::in_order prompt;
  one_byte_reads bytes;
  EXPECT_EQ(printed("18", "server_one_recv", prompt), hello_and_feng);
  EXPECT_NE(printed("18", "server_one_recv", bytes), hello_and_feng);
}

TEST(Delimiter, TwoLinesInOneRecvAreStillTwo) {
  const play::record play = play_scene("18", "all_at_once");
  EXPECT_THAT(play.sends("client"), ElementsAre(6, 5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(11, 0));
  EXPECT_EQ(play.at("server").out, hello_and_feng);
  EXPECT_EQ(play.at("client").out,
            "1: 5 bytes \"hello\" in 6\n2: 4 bytes \"feng\" in 5\n");
  EXPECT_EQ(play.streams[0].bytes, "hello\nfeng\n");
}

TEST(Delimiter, ALineIsWholeWhenItsEndHasCome) {
  const play::record play = play_scene("18", "in_pieces");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 1, 0));
  EXPECT_EQ(play.at("server").out, "1: 5 bytes \"hello\"\nthe client left\n");
}

TEST(Delimiter, OneRecvTakenForOneLineMakesTwoLinesOne) {
  const play::record play = play_scene("18", "one_recv");
  EXPECT_THAT(play.recvs("server"), ElementsAre(11, 0));
  EXPECT_EQ(play.at("server").out,
            "1: 10 bytes \"hello\\nfeng\"\nthe client left\n");
}

TEST(Delimiter, InsideAMessageMakesTwoOfIt) {
  const play::record play = play_scene("18", "delimiter_inside");
  EXPECT_THAT(play.sends("client"), ElementsAre(11));
  EXPECT_EQ(play.at("client").out, "1: 10 bytes \"hello\\nfeng\" in 11\n");
  EXPECT_EQ(play.at("server").out, hello_and_feng);
  EXPECT_EQ(play.at("server").err, "");  // and nobody notices
}

TEST(Delimiter, ThatDoesNotComeInTimeIsNotWaitedFor) {
  const play::record play = play_scene("18", "no_end");
  EXPECT_THAT(play.sends("client"), ElementsAre(41));
  EXPECT_THAT(play.recvs("server"), ElementsAre(35));
  EXPECT_EQ(play.at("server").err,
            "server: hung up: expected \"\\n\" after at most 32 bytes, got "
            "\"xxxxxxxxxxxxxxxxxxxx... (33 bytes)\"\n");
}

TEST(Delimiter, TheLimitIsExact) {
  const std::string line(32, 'x');
  EXPECT_EQ(said_after("18", line + "\n"), "");
  EXPECT_EQ(said_after("18", line),
            "server: hung up: expected \"\\n\", the peer left after 32 bytes "
            "without it\n");
  for (const char* end : {"x", "x\n", "xx\n"}) {
    EXPECT_EQ(said_after("18", line + end),
              "server: hung up: expected \"\\n\" after at most 32 bytes, got "
              "\"xxxxxxxxxxxxxxxxxxxx... (33 bytes)\"\n");
  }
}

TEST(Delimiter, TheClientRefusesWhatWouldNotComeBackTheSame) {
  EXPECT_EQ(refused("18", "hello\\nfeng"),
            "client: a message must not hold \"\\n\": \"hello\\nfeng\"\n");
  EXPECT_EQ(refused("18", std::string(33, 'x')),
            "client: expected at most 32 bytes, got 33\n");
}

TEST(Delimiter, AClientThatLeavesIsNamedAtEachByte) {
  const std::string frame = "hello\n";
  EXPECT_EQ(said_after("18", ""), "");
  for (std::size_t n = 1; n < 6; ++n) {
    EXPECT_EQ(said_after("18", frame.substr(0, n)),
              "server: hung up: expected \"\\n\", the peer left after " +
                  std::to_string(n) + " bytes without it\n");
  }
  EXPECT_EQ(said_after("18", frame), "");
}

}  // namespace
