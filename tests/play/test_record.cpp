// The record itself: what it tells of a program, and bytes for people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <stdexcept>
#include <string>

#include "play/record.hpp"
#include "ribbon/records.hpp"

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Throws;

TEST(Record, TellsWhatEachProgramSentAndReceived) {
  const play::record play = tests::late_reader();
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.segments("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_THAT(play.sends("server"), IsEmpty());
  EXPECT_THAT(play.recvs("client"), IsEmpty());
}

TEST(Record, OrdersSeveralStreamsByTheirCalls) {
  play::record play;
  play.streams.resize(2);
  play.streams[0].from = play.streams[1].from = "client";
  play.streams[0].sends = {{0, 1, 1}, {1, 3, 5}};
  play.streams[1].sends = {{0, 2, 3}};
  EXPECT_THAT(play.sends("client"), ElementsAre(1, 2, 3));
}

TEST(Record, NamesTheProgramItDoesNotKnow) {
  const play::record play = tests::late_reader();
  EXPECT_EQ(play.at("server").name, "server");
  EXPECT_THAT([&] { (void)play.at("clown"); },
              ::testing::ThrowsMessage<std::out_of_range>(HasSubstr("clown")));
}

TEST(Transport, DatagramsAndPacketsKeepBoundariesByteStreamsDoNot) {
  EXPECT_FALSE(play::keeps_boundaries(play::transport::tcp));
  EXPECT_FALSE(play::keeps_boundaries(play::transport::unix_stream));
  EXPECT_TRUE(play::keeps_boundaries(play::transport::udp));
  EXPECT_TRUE(play::keeps_boundaries(play::transport::unix_datagram));
  EXPECT_TRUE(play::keeps_boundaries(play::transport::unix_seqpacket));
}

TEST(Escaped, ShowsTextAsItIsAndTheRestAsHex) {
  using namespace std::string_view_literals;
  EXPECT_EQ(play::escaped("hello\n"), "hello\\n");
  EXPECT_EQ(play::escaped("\r\t\\"), "\\r\\t\\\\");
  EXPECT_EQ(play::escaped("\x05\0\0\0"sv), "\\x05\\x00\\x00\\x00");
  EXPECT_EQ(play::escaped("你好"), "你好");
}

TEST(Escaped, ShowsAnIncompleteCharacterAsItsBytes) {
  EXPECT_EQ(play::escaped("\xe4\xbd"), "\\xe4\\xbd");
  EXPECT_EQ(play::escaped("\xe4\xbd\xa0\xe5"), "你\\xe5");
  EXPECT_EQ(play::escaped("\xff"), "\\xff");
  EXPECT_EQ(play::escaped("\xc0\xaf"), "\\xc0\\xaf");           // overlong
  EXPECT_EQ(play::escaped("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // surrogate
}

TEST(Escaped, LetsNothingThroughThatMovesACursorOrTurnsTheText) {
  EXPECT_EQ(play::escaped("\x1b[2J\x7f"), "\\x1b[2J\\x7f");
  EXPECT_EQ(play::escaped("\xc2\x9b"), "\\xc2\\x9b");     // C1: CSI
  EXPECT_EQ(play::escaped("\u202e"), "\\xe2\\x80\\xae");  // right to left
}

TEST(Unescaped, IsTheInverseForEveryByteAndForRandomBytes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(play::unescaped(play::escaped(all)), all);
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 12, '\0');
    for (char& c : bytes) {
      c = "\\xn0a9\n\xe4\xbd\xa0\xff"[random() % 12];
    }
    ASSERT_EQ(play::unescaped(play::escaped(bytes)), bytes)
        << play::escaped(bytes);
  }
}

TEST(Unescaped, LeavesWhatIsNoEscapeAlone) {
  EXPECT_EQ(play::unescaped("\\q \\x4 \\xzz \\"), "\\q \\x4 \\xzz \\");
  EXPECT_EQ(play::unescaped("\\x4A\\x4a"), "JJ");
}

TEST(ErrorName, IsTheNameThatProgramsUse) {
  EXPECT_EQ(play::error_name(0), "");
  EXPECT_EQ(play::error_name(104), "ECONNRESET");
  EXPECT_EQ(play::error_name(99999), "99999");
}

TEST(ErrorName, IsReadAgain) {
  for (int error = 1; error < 4096; ++error) {
    const std::string name = play::error_name(error);
    if (name != std::to_string(error)) {
      EXPECT_EQ(play::error_called(name), error);
    }
  }
  EXPECT_EQ(play::error_called(""), 0);
  EXPECT_EQ(play::error_called("41"), 0);
  EXPECT_EQ(play::error_called("EBROKEN"), 0);
}
