// The drawn ribbon: what stands where, for the streams that are hard to draw.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "play/record.hpp"
#include "ribbon/records.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using tests::staged;

namespace {

std::string drawn(const play::record& play, view::style how = {}) {
  return view::ribbons(play, how);
}

/// The lines that begin with this row's name.
std::vector<std::string> rows(const std::string& text,
                              const std::string& name) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  " + name + " ")) found.push_back(line);
  }
  return found;
}

/// In which column of the terminal `what` begins.
int column_of(const std::string& line, const std::string& what) {
  return view::columns(line.substr(0, line.find(what)));
}

}  // namespace

TEST(Ribbons, BoundariesOfAllRowsStandInTheSameColumns) {
  const std::string text = drawn(tests::prompt_reader());
  const int send = column_of(rows(text, "send").at(0), "│ #9: 4");
  EXPECT_EQ(column_of(rows(text, "segment").at(0), "│ 4 "), send);
  EXPECT_EQ(column_of(rows(text, "recv").at(0), "│ #10: 4"), send);
}

TEST(Ribbons, SizesOfOneByteReadsAreAllThere) {
  staged play;
  play.send("helloworld");
  for (int i = 0; i < 10; ++i) play.recv(1, 1);
  const std::string text = drawn(play.record);
  for (int n = 2; n <= 11; ++n) {
    EXPECT_THAT(text, HasSubstr("#" + std::to_string(n) + ": 1 "));
  }
  EXPECT_EQ(rows(text, "recv").size(), 2u) << "two bands";
}

TEST(Ribbons, ALongStreamIsFoldedAndNothingIsCountedTwice) {
  staged play;
  play.send(std::string(500, 'x'));
  for (int i = 0; i < 500; ++i) play.recv(1, 1);
  const std::string text = drawn(play.record);
  EXPECT_LE(rows(text, "recv").size(), 2u);
  int boxes = 0;
  for (int n = 2; n <= 501; ++n) {
    if (text.find(" #" + std::to_string(n) + ": 1 ") != std::string::npos) {
      ++boxes;
    }
  }
  EXPECT_THAT(text, HasSubstr("… " + std::to_string(500 - boxes) + " more …"));
}

TEST(Ribbons, ABurstSaysHowManyWereLostInItsFold) {
  staged play(play::transport::udp);
  for (int i = 0; i < 1000; ++i) play.send("x");
  for (int i = 0; i < 9; ++i) play.recv_at(i, 1);
  const std::string text = drawn(play.record);
  EXPECT_THAT(text, HasSubstr("udp, 1000 datagrams, 1000 bytes"));
  EXPECT_THAT(text, HasSubstr(" more, "));
  EXPECT_THAT(text, HasSubstr("991 of 1000 datagrams never reached a recv"));
  EXPECT_LT(std::ranges::count(text, '\n'), 16);
}

TEST(Ribbons, ATruncatedDatagramIsVisiblyCut) {
  staged play(play::transport::udp);
  play.send("hello").recv_at(0, 1, 1);
  EXPECT_THAT(rows(drawn(play.record), "recv").at(0),
              HasSubstr("│ #2: 1 h │╳ cut 4 ╳│"));
  EXPECT_THAT(rows(drawn(play.record, {.utf8 = false}), "recv").at(0),
              HasSubstr("| #2: 1 h |x cut 4 x|"));
}

TEST(Ribbons, ALostDatagramIsVisiblyLost) {
  staged play(play::transport::udp);
  play.send("hello").send("world").recv_at(5, 5);
  EXPECT_THAT(rows(drawn(play.record), "recv").at(0), HasSubstr("╳ lost ╳"));
}

TEST(Ribbons, AMessageOfAConnectionIsUnreadAndNotLost) {
  staged play(play::transport::unix_seqpacket);
  play.send("hello", false).send("feng", false).recv_at(0, 5);
  EXPECT_THAT(drawn(play.record),
              HasSubstr("unix seqpacket, 2 messages, 9 bytes"));
  EXPECT_THAT(rows(drawn(play.record), "recv").at(0),
              HasSubstr("│ #3: 5 hello │· unread 4 ·│"));
  for (int i = 0; i < 100; ++i) play.send("more", false);
  EXPECT_THAT(drawn(play.record), HasSubstr(" unread …"));
  EXPECT_THAT(drawn(play.record), Not(HasSubstr("lost")));
}

TEST(Ribbons, AnEmptyDatagramIsABoxOfItsOwn) {
  staged play(play::transport::udp);
  play.send("").send("hi").recv_at(0, 0).recv_at(0, 2);
  const std::string text = drawn(play.record);
  EXPECT_THAT(text, HasSubstr("│ #1: 0 \"\" │ #2: 2 hi │"));
  EXPECT_THAT(text, HasSubstr("│ #3: 0 \"\" │ #4: 2 hi │"));
}

TEST(Ribbons, DatagramsHaveNoAxisAndNoRowOfSegments) {
  staged play(play::transport::udp);
  play.send("hello").recv_at(0, 5);
  EXPECT_TRUE(rows(drawn(play.record), "segment").empty());
  EXPECT_THAT(drawn(play.record), Not(HasSubstr(" 0  ")));
}

TEST(Ribbons, WithoutACaptureThereIsNoRowOfSegments) {
  staged play;
  play.send("hello", false).recv(5);
  EXPECT_TRUE(rows(drawn(play.record), "segment").empty());
}

TEST(Ribbons, ManyEndsOfStreamAreOneBox) {
  staged play;
  play.send("x").recv(1, 1);
  for (int i = 0; i < 10; ++i) play.recv(0);
  EXPECT_THAT(drawn(play.record), HasSubstr("│ #3: 0 ×10 end of stream │"));
  EXPECT_THAT(drawn(play.record, {.utf8 = false}), HasSubstr("#3: 0 x10 end"));
}

TEST(Ribbons, BytesThatNobodyReadAreSaidToBeUnread) {
  staged play;
  play.send("hello").send("feng").recv(5);
  EXPECT_THAT(rows(drawn(play.record), "recv").at(0), HasSubstr("unread 4"));
}

TEST(Ribbons, WhileAPlayGoesOnWhatIsMissingIsNotYetRead) {
  for (const auto kind : {play::transport::tcp, play::transport::udp,
                          play::transport::unix_seqpacket}) {
    staged play(kind);
    play.send("hello", false).send("feng", false);
    const auto server =
        std::ranges::find(play.record.programs, "server", &play::program::name);
    ASSERT_NE(server, play.record.programs.end());
    EXPECT_THAT(drawn(play.record), Not(HasSubstr("not yet")));
    server->exit.reset();
    EXPECT_THAT(drawn(play.record),
                AllOf(HasSubstr("not yet read: "), HasSubstr("· not yet read"),
                      Not(HasSubstr("unread")), Not(HasSubstr("lost"))));
    EXPECT_THAT(drawn(play.record, {.language = view::language::chinese}),
                AllOf(HasSubstr("还没有读："), HasSubstr("· 还没有读"),
                      Not(HasSubstr("未读")), Not(HasSubstr("丢失"))));
    for (int i = 0; i < 200; ++i) play.send("more", false);
    EXPECT_THAT(drawn(play.record),
                AllOf(HasSubstr("not yet read"), Not(HasSubstr("unread"))));
  }
}

TEST(Ribbons, ComeInPartsThatKnowTheirLastCall) {
  staged play;
  play.send("hello").send("feng").recv(2).recv(7);
  const auto parts = view::ribbons_in_parts(play.record, {});
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].last, 4);
  EXPECT_THAT(parts[0].header, StartsWith("client ──▶ server"));
  ASSERT_EQ(parts[0].bands.size(), 1U);
  EXPECT_EQ(parts[0].bands[0].last, 4);
  std::vector<int> told;
  for (const view::part& one : parts[0].sentences) told.push_back(one.last);
  EXPECT_EQ(told, (std::vector<int>{4, 4}));  // #4 coalesced, #1 split
  std::string whole = parts[0].header + parts[0].bands[0].text;
  for (const view::part& one : parts[0].sentences) whole += one.text;
  EXPECT_EQ(whole, drawn(play.record));
}

TEST(Ribbons, ChinesePayloadKeepsTheBoxesInTheirColumns) {
  staged play;
  play.send("你好").send("世界").recv(6).recv(6);
  const std::string text = drawn(play.record);
  EXPECT_EQ(column_of(rows(text, "send").at(0), "│ #2: 6"),
            column_of(rows(text, "recv").at(0), "│ #4: 6"));
  EXPECT_THAT(drawn(play.record, {.utf8 = false}), HasSubstr("\\xe4"));
}

TEST(Ribbons, ACharacterThatIsTornShowsItsBytes) {
  staged play;
  play.send("你").recv(1, 1).recv(2, 2);
  EXPECT_THAT(drawn(play.record), HasSubstr("#2: 1 \\xe4"));
}

TEST(Ribbons, ARowIsNotDrawnWhereItHasNothing) {
  staged play;
  play.send("whoami");
  for (int i = 0; i < 6; ++i) play.recv(1, 1);
  play.recv(0);
  const std::string text = drawn(play.record, {.width = 79});
  EXPECT_EQ(rows(text, "recv").size(), 2u) << "the end is on a band of its own";
  EXPECT_THAT(text, Not(HasSubstr("  send\n")));
  EXPECT_THAT(text, Not(HasSubstr("  segment\n")));
  staged silent;
  silent.recv(0);
  EXPECT_THAT(drawn(silent.record), Not(HasSubstr("  send")));
}

TEST(Ribbons, ANarrowBoxKeepsTheBeginningOfItsBytes) {
  staged play;
  const std::string header{"\x0b\0\0\0", 4};
  play.send(header).send("2017-07-06\n").send(header).send("egon\n");
  play.recv(4).recv(11).recv(4).recv(5);
  const std::string send = rows(drawn(play.record), "send").at(0);
  EXPECT_THAT(send, HasSubstr("#1: 4 \\x0b"));
  EXPECT_THAT(send, HasSubstr("#3: 4 \\x0b"));
  EXPECT_THAT(send, HasSubstr("#2: 11 2017-07… │"));
  EXPECT_THAT(send, Not(HasSubstr("…\\x00")));
}

TEST(Ribbons, ABareZeroEndsAStreamWhoseBytesNeedTheRoom) {
  staged play;
  play.send("tasklist").send("recv_ready").send("whoami");
  play.recv(8).recv(10).recv(6).recv(0);
  const std::string text = drawn(play.record);
  EXPECT_THAT(text, HasSubstr("│ #7: 0 │"));
  EXPECT_THAT(text, HasSubstr("#5: 10 recv_ready │"));
}

TEST(Ribbons, LongBytesAreCutInTheMiddle) {
  staged play;
  play.send("begin" + std::string(5'000'000, 'x') + "end").recv(5'000'008);
  EXPECT_THAT(rows(drawn(play.record), "send").at(0),
              HasSubstr(" #1: 5000008 beginxx"));
  EXPECT_THAT(rows(drawn(play.record), "send").at(0), HasSubstr("xxend"));
}

TEST(Ribbons, ASecondConnectionOfTheSameProgramsIsNumbered) {
  play::record play = tests::late_reader();
  play.streams.push_back(play.streams.front());
  EXPECT_THAT(drawn(play), StartsWith("client ──▶ server   tcp, 9 bytes\n"));
  EXPECT_THAT(drawn(play), HasSubstr("tcp, 9 bytes  (connection 2)\n"));
}

TEST(Ribbons, AnEndThatIsNotInTheCastIsOutside) {
  play::record play = tests::late_reader();
  play.streams.front().from = "";
  EXPECT_THAT(drawn(play), StartsWith("outside ──▶ server"));
}
