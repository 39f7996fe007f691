#include <gmock/gmock.h>

#include "scene.hpp"
#include "typed_messages.hpp"

namespace {

using testing::ElementsAre;

TEST(FixedSize, BothServersReadTwoMessagesHoweverTheyCome) {
  for (const char* server : {"server", "server_kit"}) {
    stage::in_order prompt;
    last_first late;
    one_byte_reads bytes;
    EXPECT_EQ(printed("17", server, prompt), hello_and_feng);
    EXPECT_EQ(printed("17", server, late), hello_and_feng);
    EXPECT_EQ(printed("17", server, bytes), hello_and_feng);
  }
}

TEST(FixedSize, OneRecvForAMessageWorksOnlyByLuck) {
  stage::in_order prompt;
  one_byte_reads bytes;
  EXPECT_EQ(printed("17", "server_one_recv", prompt), hello_and_feng);
  EXPECT_NE(printed("17", "server_one_recv", bytes), hello_and_feng);
}

TEST(FixedSize, TwoMessagesInOneRecvAreStillTwo) {
  const play::record play = play_scene("17", "all_at_once");
  EXPECT_THAT(play.sends("client"), ElementsAre(16, 16));
  EXPECT_THAT(play.recvs("server"), ElementsAre(32, 0));
  EXPECT_EQ(play.at("server").out, hello_and_feng);
  EXPECT_EQ(play.at("client").out,
            "1: 5 bytes \"hello\" in 16\n2: 4 bytes \"feng\" in 16\n");
  EXPECT_EQ(play::escaped(play.streams[0].bytes),
            "hello\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
            "feng\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00");
}

TEST(FixedSize, OneMessageInThreePiecesIsStillOne) {
  const play::record play = play_scene("17", "in_pieces");
  EXPECT_THAT(play.recvs("server"), ElementsAre(3, 4, 9, 0));
  EXPECT_EQ(play.at("server").out, "1: 5 bytes \"hello\"\nthe client left\n");
}

TEST(FixedSize, OneRecvForAMessageNeverFindsTheBoundaryAgain) {
  const play::record play = play_scene("17", "one_recv_short");
  EXPECT_THAT(play.recvs("server"), ElementsAre(3, 16, 13, 0));
  EXPECT_EQ(play.at("server").out,
            "1: 3 bytes \"hel\"\n"
            "2: 16 bytes \"lo\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
            "\\x00\\x00fen\"\n"
            "3: 1 bytes \"g\"\n"
            "the client left\n");
}

TEST(FixedSize, WithoutACheckMessagesComeOutShorter) {
  const play::record play = play_scene("17", "nul_at_the_end");
  EXPECT_THAT(play.sends("client"), ElementsAre(16, 16, 16));
  EXPECT_EQ(play.at("client").out,
            "1: 7 bytes \"one\\x00two\" in 16\n"
            "2: 4 bytes \"one\\x00\" in 16\n"
            "3: 17 bytes \"abcdefghijklmnopq\" in 16\n");
  EXPECT_EQ(play.at("server").out,
            "1: 7 bytes \"one\\x00two\"\n"
            "2: 3 bytes \"one\"\n"
            "3: 16 bytes \"abcdefghijklmnop\"\n"
            "the client left\n");
  EXPECT_EQ(play.at("client").exit, 0);  // and nobody notices
}

TEST(FixedSize, TheClientRefusesWhatWouldNotComeBackTheSame) {
  EXPECT_EQ(refused("17", "one\\x00"),
            "client: a message must not end in NUL: \"one\\x00\"\n");
  EXPECT_EQ(refused("17", "abcdefghijklmnopq"),
            "client: expected at most 16 bytes, got 17\n");
}

TEST(FixedSize, AClientThatLeavesIsNamedAtEachByte) {
  const std::string frame = "hello" + std::string(11, '\0');
  EXPECT_EQ(said_after("17", ""), "");
  for (std::size_t n = 1; n < 16; ++n) {
    EXPECT_EQ(said_after("17", frame.substr(0, n)),
              "server: hung up: expected 16 bytes, the peer left after " +
                  std::to_string(n) + "\n");
  }
  EXPECT_EQ(said_after("17", frame), "");
}

}  // namespace
