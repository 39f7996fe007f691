#include <gmock/gmock.h>

#include "scene.hpp"
#include "typed_messages.hpp"

namespace {

using testing::ElementsAre;

TEST(TextLength, BothServersReadTwoMessagesHoweverTheyCome) {
  for (const char* server : {"server", "server_kit"}) {
    stage::in_order prompt;
    last_first late;
    one_byte_reads bytes;
    EXPECT_EQ(printed("19", server, prompt), hello_and_feng);
    EXPECT_EQ(printed("19", server, late), hello_and_feng);
    EXPECT_EQ(printed("19", server, bytes), hello_and_feng);
  }
}

TEST(TextLength, OneRecvForAMessageWorksOnlyByLuck) {
  stage::in_order prompt;
  one_byte_reads bytes;
  EXPECT_EQ(printed("19", "server_one_recv", prompt), hello_and_feng);
  EXPECT_NE(printed("19", "server_one_recv", bytes), hello_and_feng);
}

TEST(TextLength, TwoNetstringsInOneRecvAreStillTwo) {
  const play::record play = play_scene("19", "all_at_once");
  EXPECT_THAT(play.sends("client"), ElementsAre(8, 7));
  EXPECT_THAT(play.recvs("server"), ElementsAre(15, 0));
  EXPECT_EQ(play.at("server").out, hello_and_feng);
  EXPECT_EQ(play.at("client").out,
            "1: 5 bytes \"hello\" in 8\n2: 4 bytes \"feng\" in 7\n");
  EXPECT_EQ(play.streams[0].bytes, "5:hello,4:feng,");
}

TEST(TextLength, ANumberIsWholeWhenItsColonHasCome) {
  const play::record play = play_scene("19", "number_in_pieces");
  EXPECT_THAT(play.recvs("server"), ElementsAre(1, 15, 0));
  EXPECT_EQ(play.at("server").out,
            "1: 12 bytes \"hello world!\"\nthe client left\n");
}

TEST(TextLength, OneRecvTakenForOneNetstringLosesTheSecond) {
  const play::record play = play_scene("19", "one_recv");
  EXPECT_THAT(play.recvs("server"), ElementsAre(15, 0));
  EXPECT_EQ(play.at("server").out, "1: 5 bytes \"hello\"\nthe client left\n");
}

TEST(TextLength, TheDocumentsFormMakesTheSameBytesOfOtherMessages) {
  const play::record play = play_scene("19", "same_bytes");
  EXPECT_THAT(play.sends("three"), ElementsAre(3, 6, 14));
  EXPECT_THAT(play.sends("one"), ElementsAre(23));
  ASSERT_EQ(play.streams.size(), 2U);
  EXPECT_EQ(play.streams[0].bytes, "21a5hello12hello world!");
  EXPECT_EQ(play.streams[1].bytes, play.streams[0].bytes);
  EXPECT_EQ(play.at("server").out,
            "1: 21 bytes \"a5hello12hello world!\"\nthe client left\n"
            "1: 21 bytes \"a5hello12hello world!\"\nthe client left\n");
  EXPECT_EQ(play.at("server").err, "");  // and nobody notices
}

TEST(TextLength, NetstringsOfOtherMessagesAreOtherBytes) {
  const play::record play = play_scene("19", "two_forms");
  EXPECT_THAT(play.sends("three"), ElementsAre(5, 8, 16));
  EXPECT_THAT(play.sends("one"), ElementsAre(25));
  ASSERT_EQ(play.streams.size(), 2U);
  EXPECT_EQ(play.streams[0].bytes, "2:1a,5:hello,12:hello world!,");
  EXPECT_EQ(play.streams[1].bytes, "21:a5hello12hello world!,");
  EXPECT_EQ(play.at("server").out,
            "1: 2 bytes \"1a\"\n2: 5 bytes \"hello\"\n"
            "3: 12 bytes \"hello world!\"\nthe client left\n"
            "1: 21 bytes \"a5hello12hello world!\"\nthe client left\n");
}

TEST(TextLength, CarriesEveryByteAndAnEmptyMessage) {
  stage::in_order schedule;
  EXPECT_EQ(printed("19", "server", schedule, "5:a,\n\n\\x00\\n,\n"),
            "1: 4 bytes \"5:a,\"\n2: 0 bytes \"\"\n3: 3 bytes \"\\x00\\n,\"\n"
            "the client left\n");
}

TEST(TextLength, TheServerRefusesWhatIsNoNetstring) {
  const auto refuses = [](const std::string& bytes, const std::string& why) {
    EXPECT_EQ(said_after("19", bytes),
              "server: hung up: expected " + why + "\n");
  };
  const std::string length = "a length from 0 to 99 and \":\", got ";
  for (const std::string bytes :
       {":", "-5:", "+5:", " 5:", "5 :", "1e3:", "0x5:", "05:hello,",
        "100:", "GET / HTTP/1.1"})
    refuses(bytes, length + '"' + bytes + '"');
  refuses("99999999999999999999999:",
          length + "\"99999999999999999999... (24 bytes)\"");
  refuses("4:hello,", "a comma, got \"o,\"");
  refuses("5:hello;", "a comma, got \";\"");
}

TEST(TextLength, TheClientRefusesWhatIsTooLong) {
  EXPECT_EQ(refused("19", std::string(100, 'x')),
            "client: expected at most 99 bytes, got 100\n");
}

TEST(TextLength, AClientThatLeavesIsNamedAtEachByte) {
  const std::string frame = "12:hello world!,";
  EXPECT_EQ(said_after("19", ""), "");
  for (std::size_t n = 1; n < frame.size(); ++n) {
    EXPECT_EQ(
        said_after("19", frame.substr(0, n)),
        "server: hung up: expected a whole netstring before the end, got \"" +
            frame.substr(0, n) + "\"\n");
  }
  EXPECT_EQ(said_after("19", frame), "");
}

}  // namespace
