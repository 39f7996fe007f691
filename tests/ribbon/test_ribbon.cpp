// From rows of sends, segments and recvs to boundaries and findings.
#include "ribbon/ribbon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "play/record.hpp"
#include "ribbon/records.hpp"

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

namespace ribbon {

bool operator==(const interval& a, const interval& b) {
  return a.begin == b.begin && a.end == b.end && a.send == b.send &&
         a.segment == b.segment && a.recv == b.recv;
}

void PrintTo(const interval& i, std::ostream* out) {
  *out << "[" << i.begin << "," << i.end << ") send " << i.send << " segment "
       << i.segment << " recv " << i.recv;
}

void PrintTo(const finding& f, std::ostream* out) {
  *out << "fact " << static_cast<int>(f.what) << " bytes " << f.bytes;
}

}  // namespace ribbon

namespace {

using ribbon::boundaries;
using ribbon::fact;
using ribbon::finding;
using ribbon::interval;
using ribbon::meeting;
using tests::staged;

boundaries of(const play::record& play) {
  return ribbon::of(play.streams.front(), play.calls);
}

auto is(fact what, std::vector<int> sends, std::vector<int> recvs,
        std::int64_t bytes) {
  return AllOf(Field("what", &finding::what, what),
               Field("sends", &finding::sends, sends),
               Field("recvs", &finding::recvs, recvs),
               Field("bytes", &finding::bytes, bytes));
}

}  // namespace

TEST(Ribbon, LateReaderGetsTwoSendsInOneRecv) {
  const boundaries b = of(tests::late_reader());
  EXPECT_THAT(b.intervals,
              ElementsAre(interval{0, 5, 0, 0, 0}, interval{5, 9, 1, 1, 0},
                          interval{9, 9, -1, -1, 1}));
  EXPECT_THAT(b.findings, ElementsAre(is(fact::coalesced, {7, 8}, {10}, 9),
                                      is(fact::end_of_stream, {}, {11}, 0)));
  EXPECT_EQ(b.findings[0].met, meeting::receiver);
  EXPECT_EQ(b.findings[0].segments, 2);
}

TEST(Ribbon, PromptReaderGetsEachSendInARecvOfItsOwn) {
  const boundaries b = of(tests::prompt_reader());
  EXPECT_THAT(b.intervals,
              ElementsAre(interval{0, 5, 0, 0, 0}, interval{5, 9, 1, 1, 1}));
  EXPECT_THAT(b.findings, IsEmpty());
}

TEST(Ribbon, SmallFirstBiteSplitsTheFirstSendAndLeavesTheRestOver) {
  const boundaries b = of(tests::small_first_bite());
  EXPECT_THAT(b.intervals,
              ElementsAre(interval{0, 2, 0, 0, 0}, interval{2, 5, 0, 0, 1},
                          interval{5, 9, 1, 1, 1}));
  EXPECT_THAT(b.findings, ElementsAre(is(fact::left_over, {7}, {10}, 3),
                                      is(fact::coalesced, {7, 8}, {10}, 7),
                                      is(fact::split, {7}, {9, 10}, 5)));
}

TEST(Ribbon, SendsInOneSegmentWereJoinedOnTheSendersSide) {
  staged play;
  play.send("hello").send("feng").segments({9}).recv(9);
  EXPECT_EQ(of(play.record).findings.at(0).met, meeting::sender);
}

TEST(Ribbon, SendsMeetWhereTheirCommonBoundaryIsNotWhereSegmentsHappenToEnd) {
  // Two segments, but the sends meet inside the second.
  staged play;
  play.send(std::string(2000, 'a')).send(std::string(500, 'b'));
  play.segments({1448, 1052}).recv(2500);
  EXPECT_EQ(of(play.record).findings.at(0).met, meeting::sender);
}

TEST(Ribbon, SendsMayMeetOnBothSides) {
  staged play;
  play.send("aa").send("bb").send("cc").segments({4, 2}).recv(6);
  EXPECT_EQ(of(play.record).findings.at(0).met, meeting::both);
}

TEST(Ribbon, WithoutACaptureNobodyKnowsWhereTheSendsMet) {
  staged play;
  play.send("hello", false).send("feng", false).recv(9);
  const finding f = of(play.record).findings.at(0);
  EXPECT_EQ(f.what, fact::coalesced);
  EXPECT_EQ(f.met, meeting::unknown);
  EXPECT_EQ(f.segments, 0);
}

TEST(Ribbon, OneByteReadsAreOneSplitAndNoLeftovers) {
  staged play;
  play.send("hello");
  for (int i = 0; i < 5; ++i) play.recv(1, 1);
  const boundaries b = of(play.record);
  EXPECT_EQ(b.intervals.size(), 5u);
  EXPECT_THAT(b.findings,
              ElementsAre(is(fact::split, {1}, {2, 3, 4, 5, 6}, 5)));
}

TEST(Ribbon, SegmentsDivideTheAxisToo) {
  staged play;
  play.send(std::string(5000, 'x')).segments({1448, 1448, 1448, 656});
  play.recv(5000);
  const boundaries b = of(play.record);
  EXPECT_THAT(b.intervals, ElementsAre(interval{0, 1448, 0, 0, 0},
                                       interval{1448, 2896, 0, 1, 0},
                                       interval{2896, 4344, 0, 2, 0},
                                       interval{4344, 5000, 0, 3, 0}));
  EXPECT_THAT(b.findings, IsEmpty());
}

TEST(Ribbon, AReaderThatMovedOnFindsTheRestOfTheLastAnswer) {
  // Document 002's table: the third command is answered by the second's rest.
  staged play;
  play.send(std::string(1517, 'x')).recv(1024, 1024);
  play.call("server", "send", 4, 3);
  play.recv(493, 1024);
  EXPECT_THAT(of(play.record).findings,
              ElementsAre(is(fact::left_over, {1}, {4}, 493),
                          is(fact::split, {1}, {2, 4}, 1517)));
  EXPECT_FALSE(ribbon::of(play.stream()).has(fact::left_over))
      << "without the calls it may be collecting the rest";
}

TEST(Ribbon, BytesThatNobodyReadAreUnread) {
  staged play;
  play.send("hello").send("feng").recv(5);
  const boundaries b = of(play.record);
  EXPECT_THAT(b.findings, ElementsAre(is(fact::unread, {2}, {}, 4)));
  EXPECT_EQ(b.intervals.back(), (interval{5, 9, 1, 1, -1}));
}

TEST(Ribbon, AZeroBeforeMoreBytesIsNoEndOfStream) {
  staged play;
  play.send("hello").recv(0, 0).recv(5);
  EXPECT_FALSE(of(play.record).has(fact::end_of_stream));
}

TEST(Ribbon, EveryFurtherZeroBelongsToTheSameEnd) {
  staged play;
  play.send("x").recv(1).recv(0).recv(0).recv(0);
  EXPECT_THAT(of(play.record).findings,
              ElementsAre(is(fact::end_of_stream, {}, {3, 4, 5}, 0)));
}

TEST(Datagrams, AShortBufferTruncates) {
  staged play(play::transport::udp);
  play.send("hello").send("world").recv_at(0, 1, 1).recv_at(5, 5, 10);
  const boundaries b = of(play.record);
  EXPECT_THAT(b.intervals,
              ElementsAre(interval{0, 1, 0, 0, 0}, interval{1, 5, 0, 0, -1},
                          interval{5, 10, 1, 1, 1}));
  EXPECT_THAT(b.findings, ElementsAre(is(fact::truncated, {1}, {3}, 4)));
}

TEST(Datagrams, NobodyReceivesALostOne) {
  staged play(play::transport::udp);
  play.send("one").send("two").send("three").recv_at(3, 3);
  EXPECT_THAT(of(play.record).findings,
              ElementsAre(is(fact::lost, {1, 3}, {}, 8)));
}

TEST(Datagrams, AnEmptyOneIsAMessageAndNoEndOfStream) {
  staged play(play::transport::udp);
  play.send("").send("hi").recv_at(0, 0).recv_at(0, 2);
  const boundaries b = of(play.record);
  EXPECT_THAT(b.intervals,
              ElementsAre(interval{0, 0, 0, 0, 0}, interval{0, 2, 1, 1, 1}));
  EXPECT_THAT(b.findings, IsEmpty());
}

TEST(Datagrams, ALostEmptyOneDoesNotTakeTheNextOnesRecv) {
  staged play(play::transport::udp);
  play.send("").send("hi").recv_at(0, 2);
  EXPECT_THAT(of(play.record).findings,
              ElementsAre(is(fact::lost, {1}, {}, 0)));
}

TEST(Datagrams, ABurstIsSentAndReceivedAndLostExactly) {
  staged play(play::transport::udp);
  for (int i = 0; i < 1000; ++i) play.send("datagram");
  for (int i = 0; i < 9; ++i) play.recv_at(8 * i, 8);
  const boundaries b = of(play.record);
  ASSERT_EQ(b.findings.size(), 1u);
  EXPECT_EQ(b.findings[0].what, fact::lost);
  EXPECT_EQ(b.findings[0].sends.size() + play.stream().recvs.size(), 1000u);
}

TEST(Datagrams, PacketsOfAConnectionEndAsAStreamDoes) {
  staged play(play::transport::unix_seqpacket);
  play.send("hello").recv_at(0, 5).recv_at(5, 0);
  EXPECT_THAT(of(play.record).findings,
              ElementsAre(is(fact::end_of_stream, {}, {3}, 0)));
}

TEST(Datagrams, PacketsOfAConnectionAreNotLostButUnread) {
  for (const auto kind :
       {play::transport::unix_seqpacket, play::transport::unix_datagram}) {
    staged play(kind);
    play.send("one").send("two").send("three").recv_at(0, 2, 2);
    EXPECT_THAT(of(play.record).findings,
                ElementsAre(is(fact::truncated, {1}, {4}, 1),
                            is(fact::unread, {2, 3}, {}, 8)));
  }
}

// A UNIX socket's stream has no segments: there is one place to meet.
TEST(Ribbon, WithoutANetworkSendsMeetInTheReceiveBuffer) {
  staged play(play::transport::unix_stream);
  play.send("hello", false).send("feng", false).recv(9).recv(0);
  const boundaries b = of(play.record);
  ASSERT_EQ(b.findings.size(), 2u);
  EXPECT_EQ(b.findings[0].what, fact::coalesced);
  EXPECT_EQ(b.findings[0].met, ribbon::meeting::receiver);
  EXPECT_EQ(b.findings[0].segments, 0);
  EXPECT_EQ(b.findings[1].what, fact::end_of_stream);
}

TEST(Ribbon, ASenderOutsideOfTheCastLeavesOnlyRecvs) {
  staged play;
  play.stream().bytes = "hello";
  play.recv(3).recv(2);
  const boundaries b = of(play.record);
  EXPECT_THAT(b.intervals, ElementsAre(interval{0, 3, -1, -1, 0},
                                       interval{3, 5, -1, -1, 1}));
  EXPECT_THAT(b.findings, IsEmpty());
}

TEST(Ribbon, AnEmptyStreamHasNothingToSay) {
  const boundaries b = ribbon::of(play::stream{});
  EXPECT_THAT(b.intervals, IsEmpty());
  EXPECT_THAT(b.findings, IsEmpty());
}
