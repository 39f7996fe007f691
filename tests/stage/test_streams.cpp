// What crossed, and where each byte lies: the rows that the ribbon draws.
#include <numeric>

#include "plays.hpp"

namespace {

using play::ending;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Streams = StageTest;

// Without gaps, in order, from 0.
void expect_contiguous(const std::vector<play::piece>& pieces,
                       const char* row) {
  std::int64_t at = 0;
  for (const play::piece& one : pieces) {
    EXPECT_EQ(one.offset, at) << row;
    at = one.offset + one.size;
  }
}

std::int64_t total(const std::vector<play::piece>& pieces) {
  std::int64_t sum = 0;
  for (const play::piece& one : pieces) sum += one.size;
  return sum;
}

TEST_F(Streams, FiveThousandBytesCrossInFourSegments) {
  needs_own_network();
  const auto play = play_to("server:listen client:exit server:exit",
                            {"drain 8080", "pour 8080 5000"});
  EXPECT_THAT(play.segments("client"), ElementsAre(1448, 1448, 1448, 656));
  EXPECT_EQ(play.at("server").out, "5000\n");
}

TEST_F(Streams, SegmentsNameTheCallInWhoseWakeTheyCrossed) {
  needs_own_network();
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 10", "say 8080 hello feng"});
  const play::stream& stream = play.streams.at(0);
  ASSERT_THAT(stream.segments, SizeIs(2));
  EXPECT_EQ(stream.segments[0].call, stream.sends[0].call);
  EXPECT_EQ(stream.segments[1].call, stream.sends[1].call);
}

class Megabyte : public StageTest, public testing::WithParamInterface<bool> {};

TEST_P(Megabyte, OfABlockingSendArrivesWhole) {
  const std::vector<std::string> pair = {"drain 8080", "pour 8080 1000000"};
  const auto play = GetParam() ? play_freely(pair)
                               : play_to("server:listen client:connect", pair);
  EXPECT_EQ(play.ended, ending::exited) << play.ended_because;
  EXPECT_EQ(play.at("client").out, "send: 1000000 \n");
  EXPECT_EQ(play.at("server").out, "1000000\n");
  ASSERT_THAT(play.streams, SizeIs(1));
  const play::stream& stream = play.streams[0];
  EXPECT_EQ(stream.bytes.size(), 1'000'000U);
  EXPECT_EQ(total(stream.sends), 1'000'000);
  EXPECT_EQ(total(stream.recvs), 1'000'000);
  expect_contiguous(stream.sends, "sends");
  expect_contiguous(stream.recvs, "recvs");
  for (std::size_t i = 0; i < stream.bytes.size(); ++i)
    ASSERT_EQ(stream.bytes[i], static_cast<char>('a' + i % 26)) << "byte " << i;
  if (stage::no_own_network().empty() && play.notes.empty()) {
    expect_contiguous(stream.segments, "segments");
    EXPECT_EQ(total(stream.segments), 1'000'000);
  }
}

INSTANTIATE_TEST_SUITE_P(, Megabyte, testing::Bool(), [](const auto& one) {
  return one.param ? "Freely" : "ToASchedule";
});

TEST_F(Streams, PeekedBytesAreReadAgain) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 3p 10", "say 8080 hello"});
  EXPECT_EQ(play.at("server").out, "recv: 3 hel\nrecv: 5 hello\n");
  EXPECT_THAT(play.streams.at(0).recvs, SizeIs(1));
}

TEST_F(Streams, WaitallWaitsForAllOfThem) {
  const auto play =
      play_to("server:listen client:send server:accept server:wait client:exit",
              {"hear 8080 9w", "say 8080 hello feng"});
  EXPECT_EQ(play.at("server").out, "recv: 9 hellofeng\n");
}

TEST_F(Streams, WaitallReturnsShortAtTheEndOfTheStream) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 99w", "say 8080 hello"});
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
}

TEST_F(Streams, TruncDiscardsBytesOfAStream) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 5t 10", "say 8080 hello feng"});
  EXPECT_THAT(play.at("server").out, HasSubstr("recv: 4 feng\n"));
  EXPECT_EQ(play.streams.at(0).bytes, "hellofeng");
}

TEST_F(Streams, MoreJoinsTwoSendsInOneSegment) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 10", "say 8080 +hello feng"});
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  if (stage::no_own_network().empty()) {
    EXPECT_THAT(play.segments("client"), ElementsAre(9));
  }
}

TEST_F(Streams, HalfCloseLetsTheAnswerThrough) {
  const auto play = play_to("", {"serve 8080", "ask 8080 hello"});
  EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0));
  ASSERT_THAT(play.streams, SizeIs(2));
  EXPECT_EQ(play.streams[1].from, "server");
  EXPECT_EQ(play.streams[1].to, "client");
}

TEST_F(Streams, ResetIsToldToTheReader) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 2 10 10", "reset 8080 hello"});
  EXPECT_THAT(play.at("server").out, HasSubstr("Connection reset by peer"));
  EXPECT_EQ(play.ended, ending::exited);
}

TEST_F(Streams, BytesThatWereNeverReadAreInTheStream) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 2", "say 8080 hello"});
  EXPECT_EQ(play.streams.at(0).bytes, "hello");
  EXPECT_THAT(play.recvs("server"), ElementsAre(2));
}

TEST_F(Streams, SentToAQueuedConnectionArriveLater) {
  const auto play = play_to("server:listen client:exit client2:exit",
                            {"serve 8080", "say 8080 one", "say 8080 two"});
  EXPECT_EQ(play.at("server").out, "one\ntwo\n");
  ASSERT_THAT(play.streams, testing::SizeIs(testing::Ge(2U)));
  EXPECT_EQ(play.streams[0].to, "server");
  EXPECT_EQ(play.streams[1].from, "client2");
}

TEST_F(Streams, OverIpv6) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 6:8080 10", "say 6:8080 hello feng"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_EQ(play.streams.at(0).to_address, "[::1]:8080");
  if (stage::no_own_network().empty()) {
    EXPECT_THAT(play.segments("client"), ElementsAre(5, 4));
  }
}

class SentBy : public StageTest,
               public testing::WithParamInterface<const char*> {};

TEST_P(SentBy, BytesAreInTheStream) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {
        "receive_by 8080 recv", "send_by 8080 " + std::string(GetParam())};
    const auto play = free ? play_freely(pair) : play_to("", pair);
    ASSERT_THAT(play.streams, SizeIs(1));
    EXPECT_EQ(play.streams[0].bytes, "abcdefghij");
    EXPECT_THAT(play.sends("client"), ElementsAre(10));
    EXPECT_THAT(play.recvs("server"), ElementsAre(10, 0));
  }
}

INSTANTIATE_TEST_SUITE_P(, SentBy,
                         testing::Values("send", "sendto", "sendmsg",
                                         "sendmmsg", "write", "writev",
                                         "pwritev2", "sendfile", "splice"),
                         parameter_name);

TEST_F(Streams, BytesOfAFileAreKnownBeforeTheyAreRead) {
  const auto play = play_to("server:listen client:exit server:kill",
                            {"hear 8080 10", "send_by 8080 sendfile"});
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_EQ(play.streams[0].bytes, "abcdefghij");
  EXPECT_EQ(results(play, "client", "sendfile"), std::vector<std::int64_t>{10});
}

TEST_F(Streams, SplicedFromASocketAreReceived) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"relay 8080", "say 8080 hello feng"};
    const auto play =
        free ? play_freely(pair)
             : play_to("server:listen client:exit server:exit", pair);
    EXPECT_EQ(play.at("server").out, "hellofeng");
    EXPECT_EQ(play.streams.at(0).bytes, "hellofeng");
    EXPECT_EQ(total(play.streams.at(0).recvs), 9);
  }
}

}  // namespace
