#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A client that packs these lines, and a server that expects these formats.
play::record pack(const std::string& lines,
                  const std::vector<std::string>& formats = {}) {
  const std::string port = a_port();
  stage::program server{
      "server", {program("21", "server"), "127.0.0.1", port}, ""};
  server.argv.insert(server.argv.end(), formats.begin(), formats.end());
  stage::in_order schedule;
  return stage::perform(
      {server, {"client", {program("21", "client"), "127.0.0.1", port}, lines}},
      schedule);
}

TEST(StructPack, TheThreeFormatsOfTheDocument) {
  const play::record play = play_scene("21", "three_formats");
  EXPECT_THAT(play.sends("client"), ElementsAre(12, 8, 8));
  EXPECT_THAT(play.recvs("server"), ElementsAre(12, 8, 8, 0));
  EXPECT_EQ(play.at("client").out,
            "I3sf: 12 bytes 0100000061626300cdcc2c40\n"
            "4sI: 8 bytes 6465666765000000\n"
            "ii: 8 bytes 7b0000007b000000\n");
  EXPECT_EQ(play.at("server").out,
            "I3sf: 0100000061626300cdcc2c40 -> 1 \"abc\" 2.700000047683716\n"
            "4sI: 6465666765000000 -> \"defg\" 101\n"
            "ii: 7b0000007b000000 -> 123 123\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(StructPack, ShortReadsChangeNothing) {
  one_byte_reads schedule;
  const play::record play = play_scene("21", "three_formats", schedule);
  EXPECT_EQ(play.recvs("server").size(), 12U + 8 + 8 + 1);
  EXPECT_EQ(play.at("server").out,
            play_scene("21", "three_formats").at("server").out);
}

TEST(StructPack, ANumberThatDoesNotFitIsRefusedAndNothingIsSent) {
  const play::record play = play_scene("21", "too_big");
  EXPECT_THAT(play.sends("client"), ElementsAre());
  EXPECT_EQ(play.at("client").err,
            "client: 'i' holds -2147483648 to 2147483647, got "
            "1111111111111\n");
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_EQ(play.at("server").err,
            "server: expected 4 bytes of i, the peer left\n");
}

TEST(StructPack, EachWidthHoldsItsRangeAndNoMore) {
  const struct {
    const char *fits, *hex, *does_not;
  } cases[] = {
      {"<b -128", "80", "<b -129"},
      {"<b 127", "7f", "<b 128"},
      {"<B 255", "ff", "<B 256"},
      {"<B 0", "00", "<B -1"},
      {"<h -32768", "0080", "<h -32769"},
      {"<H 65535", "ffff", "<H 65536"},
      {"<i -2147483648", "00000080", "<i -2147483649"},
      {"<i 2147483647", "ffffff7f", "<i 2147483648"},
      {"<I 4294967295", "ffffffff", "<I 4294967296"},
      {"<q -9223372036854775808", "0000000000000080", "<q 9223372036854775808"},
      {"<q 1111111111111", "c71162b302010000", "<q -9223372036854775809"},
      {"<Q 18446744073709551615", "ffffffffffffffff",
       "<Q 18446744073709551616"},
      {"<f 1", "0000803f", "<f 1e39"},
      {"<3s ab", "616200", "<3s abcd"},
      {"<i +1", "", "<i one"},  // Python's int() takes +1: not a wire matter
      {"<ii 1 2", "0100000002000000", "<ii 1"},
      {"<i 1", "01000000", "<i 1 2"},
  };
  for (const auto& [fits, hex, does_not] : cases) {
    SCOPED_TRACE(fits);
    const std::string format = std::string(fits, std::string(fits).find(' '));
    if (std::string(hex) != "") {
      const play::record play = pack(std::string(fits) + "\n", {format});
      EXPECT_THAT(play.at("client").out,
                  HasSubstr(" bytes " + std::string(hex) + "\n"));
      EXPECT_EQ(play.at("server").exit, 0) << play.at("server").err;
    }
    const play::record refused = pack(std::string(does_not) + "\n", {format});
    EXPECT_THAT(refused.sends("client"), ElementsAre());
    EXPECT_EQ(refused.at("client").out, "");
    EXPECT_EQ(refused.at("client").exit, 1);
    EXPECT_EQ(lines(refused.at("client").err), 1U);
  }
}

TEST(StructPack, AFormatThatIsNoneIsRefused) {
  for (const char* format : {"z", "3", "i3", "10000s", "i<", "-1i"}) {
    SCOPED_TRACE(format);
    const play::record play = pack(std::string(format) + " 1\n");
    EXPECT_THAT(play.at("client").err, HasSubstr("client: format "));
    EXPECT_EQ(play.at("client").exit, 1);
  }
}

TEST(StructPack, TheOtherByteOrderIsAnotherNumber) {
  const play::record play = play_scene("21", "other_order");
  EXPECT_EQ(play.at("client").out, ">i: 4 bytes 00000001\n");
  EXPECT_EQ(play.at("server").out, "<i: 00000001 -> 16777216\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("server").exit, 0);  // nobody notices
}

TEST(StructPack, AStructAsItLiesInMemoryIsOneByteTooLong) {
  const play::record play = play_scene("21", "memory");
  EXPECT_THAT(play.sends("client"), ElementsAre(8, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(7, 4, 1));
  EXPECT_EQ(play.at("client").out,
            "I3s: 8 bytes 01000000616263ee\n"
            "i: 1111111111111 became -1285418553\n");
  EXPECT_EQ(play.at("server").out,
            "I3s: 01000000616263 -> 1 \"abc\"\n"
            "i: eec71162 -> 1645332462\n");
  EXPECT_EQ(play.at("server").err,
            "server: expected the end of the stream, got more\n");
  EXPECT_EQ(play.at("server").exit, 1);
}

TEST(StructPack, OneBufferForAllSendsTheTwelveBytesOfTheStructsBefore) {
  const play::record play = play_scene("21", "one_buffer");
  EXPECT_THAT(play.sends("client"), ElementsAre(20, 20));
  EXPECT_THAT(play.recvs("server"), ElementsAre(12, 8, 8, 1));
  // The digits that document 000 prints.
  EXPECT_EQ(play.at("client").out,
            "before: 0000000000000000000000000000000000000000\n"
            "after:  0100000061626300cdcc2c406465666765000000 1 \"abc\" "
            "2.700000047683716 \"defg\" 101\n"
            "after:  7b0000007b000000cdcc2c406465666765000000 123 123\n");
  EXPECT_EQ(play.at("client").exit, 0);  // it notices nothing
  EXPECT_EQ(play.at("server").err,
            "server: expected the end of the stream, got more\n");
}

TEST(StructPack, OneBufferForAllIsRightIfWhatWasPackedIsSent) {
  const std::string port = a_port();
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"server", {program("21", "server"), "127.0.0.1", port}, ""},
       {"client",
        {program("21", "client_one_buffer"), "127.0.0.1", port, "packed"},
        ""}},
      schedule);
  EXPECT_THAT(play.sends("client"), ElementsAre(20, 8));
  EXPECT_EQ(play.at("server").exit, 0) << play.at("server").err;
}

}  // namespace
