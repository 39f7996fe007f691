// UNIX sockets: byte streams and messages that cross no network.
#include "plays.hpp"

namespace {

using play::ending;
using play::transport;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using UnixSockets = StageTest;

std::vector<std::int64_t> sizes(const std::vector<play::piece>& row) {
  std::vector<std::int64_t> all;
  for (const play::piece& one : row) all.push_back(one.size);
  return all;
}

std::vector<std::int64_t> offsets(const std::vector<play::piece>& row) {
  std::vector<std::int64_t> all;
  for (const play::piece& one : row) all.push_back(one.offset);
  return all;
}

// "client > server hellofeng", stream by stream.
std::vector<std::string> told(const play::record& play) {
  std::vector<std::string> all;
  for (const play::stream& s : play.streams)
    all.push_back(s.from + " > " + s.to + " " + s.bytes);
  return all;
}

const char* const late = "server:listen client:exit server:exit";

TEST_F(UnixSockets, StreamJoinsTwoSends) {
  const auto play = play_to(late, {"hear @desk 10 10", "say @desk hello feng"});
  ASSERT_THAT(told(play), ElementsAre("client > server hellofeng"));
  const play::stream& stream = play.streams[0];
  EXPECT_EQ(stream.kind, transport::unix_stream);
  EXPECT_EQ(stream.from_address, "");
  EXPECT_EQ(stream.to_address, "@desk");
  EXPECT_THAT(sizes(stream.sends), ElementsAre(5, 4));
  EXPECT_THAT(stream.segments, IsEmpty());
  EXPECT_THAT(sizes(stream.recvs), ElementsAre(9, 0));
}

TEST_F(UnixSockets, StreamIsSplitByAShortRead) {
  const auto play =
      play_to("server:listen client:exit server:recv(2) server:exit",
              {"hear @desk 10 10", "say @desk hello feng"});
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.streams[0].recvs), ElementsAre(2, 7));
  EXPECT_THAT(offsets(play.streams[0].recvs), ElementsAre(0, 2));
}

TEST_F(UnixSockets, SeqpacketKeepsMessagesApart) {
  const auto play =
      play_to(late, {"hear @@desk 10 10 10", "say @@desk hello feng"});
  ASSERT_THAT(told(play), ElementsAre("client > server hellofeng"));
  const play::stream& stream = play.streams[0];
  EXPECT_EQ(stream.kind, transport::unix_seqpacket);
  EXPECT_THAT(sizes(stream.sends), ElementsAre(5, 4));
  EXPECT_THAT(sizes(stream.recvs), ElementsAre(5, 4, 0));
  EXPECT_THAT(offsets(stream.recvs), ElementsAre(0, 5, 9));
}

TEST_F(UnixSockets, SeqpacketTruncatesAndGoesOnWithTheNextMessage) {
  const auto play = play_to(late, {"hear @@desk 2t 10", "say @@desk abcde fg"});
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.streams[0].recvs), ElementsAre(2, 2));
  EXPECT_THAT(offsets(play.streams[0].recvs), ElementsAre(0, 5));
}

TEST_F(UnixSockets, SeqpacketIsLookedAtWithoutBeingTaken) {
  const auto play =
      play_to(late, {"hear @@desk 2p 10 10", "say @@desk abcde fg"});
  EXPECT_EQ(play.at("server").out, "recv: 2 ab\nrecv: 5 abcde\nrecv: 2 fg\n");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 2));
}

// An empty message is no end of stream, but a recv of 0 after the last is.
TEST_F(UnixSockets, SeqpacketHasEmptyMessages) {
  const auto play =
      play_to(late, {"hear @@desk 10 10 10 10", "say @@desk a  b"});
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.streams[0].sends), ElementsAre(1, 0, 1));
  EXPECT_THAT(sizes(play.streams[0].recvs), ElementsAre(1, 0, 1, 0));
}

TEST_F(UnixSockets, AnswersAreAStreamOfTheirOwn) {
  const auto play = play_to("server:listen", {"serve @desk", "ask @desk hi"});
  EXPECT_EQ(play.ended, ending::idle);
  EXPECT_THAT(told(play),
              ElementsAre("client > server hi", "server > client hi"));
}

TEST_F(UnixSockets, WithoutAnybodyInControlAreTheSame) {
  for (int i = 0; i < 10; ++i) {
    const auto stream = play_freely({"serve @desk", "ask @desk hi"});
    EXPECT_THAT(told(stream),
                ElementsAre("client > server hi", "server > client hi"));
    const auto messages =
        play_freely({"hear @@desk 9 9 9 9", "say @@desk one two three"});
    EXPECT_THAT(told(messages), ElementsAre("client > server onetwothree"));
    EXPECT_THAT(messages.recvs("server"), ElementsAre(3, 3, 5, 0));
  }
}

// Neither has a name: the listener's queue tells them apart.
TEST_F(UnixSockets, OfTwoClientsAreTwoStreams) {
  const auto play = play_to(
      "server:listen client2:connect client:connect client:send client2:send",
      {"threads @desk 2", "say @desk one", "say @desk three"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_THAT(told(play),
              ElementsAre("client > server one", "client2 > server three"));
  EXPECT_THAT(sizes(play.streams.at(0).recvs), ElementsAre(3));
  EXPECT_THAT(sizes(play.streams.at(1).recvs), ElementsAre(5));
}

TEST_F(UnixSockets, OfOneProgramAreToldApart) {
  for (const char* const place : {"@desk", "@@desk"}) {
    const auto play = play_to("server:listen client:exit",
                              {"threads " + std::string(place) + " 2",
                               "two_lines " + std::string(place)});
    EXPECT_EQ(play.at("server").out, "recv: 3 one\nrecv: 5 three\n");
    ASSERT_THAT(told(play),
                ElementsAre("client > server three", "client > server one"));
    EXPECT_THAT(sizes(play.streams[0].recvs), ElementsAre(5));
    EXPECT_THAT(sizes(play.streams[1].recvs), ElementsAre(3));
  }
}

// A connection that was refused is none of the listener's.
TEST_F(UnixSockets, ThatWereRefusedAreForgotten) {
  const auto play = play_to("client:connect server:listen client:exit",
                            {"hear @desk 10", "knock @desk hello"});
  EXPECT_THAT(results(play, "client", "connect"), ElementsAre(-1, 0));
  EXPECT_THAT(told(play), ElementsAre("client > server hello"));
  EXPECT_EQ(play.recvs("server"), play.sends("client"));
}

TEST_F(UnixSockets, TellForWhomAProgramWaits) {
  const auto play =
      play_to("server:listen", {"hear @desk 10", "speak_when_asked @desk"});
  EXPECT_EQ(play.ended, ending::everyone_waits);
  ASSERT_THAT(play.waits, SizeIs(2));
  EXPECT_EQ(to_text(play.waits[0].what), "data from client");
  EXPECT_EQ(to_text(play.waits[1].what), "data from server");
}

TEST_F(UnixSockets, ReadOnAfterTheirEndAreASpin) {
  for (const char* const place : {"@desk", "@@desk"}) {
    const std::string name = place;
    const auto play = play_to("", {"read_on " + name, "say " + name + " x"});
    EXPECT_EQ(play.ended, ending::spinning) << name;
  }
}

TEST_F(UnixSockets, WithEmptyMessagesForEverAreNoSpin) {
  const auto play = play_to(
      "server:listen client:exit",
      {"hear @@desk 8 8 8 8 8 8 8 8 8 8 8 8", "say @@desk            x"});
  EXPECT_EQ(play.ended, ending::exited);
}

TEST_F(UnixSockets, DatagramsReachTheNameTheyWereSentTo) {
  const auto play = play_to(
      "server:bind client:bind client2:exit client:exit server:exit",
      {"udp_hear @desk 64", "udp_hear @hall 2", "udp_say @desk 5 >@hall 3"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_THAT(told(play),
              ElementsAre("client2 > server aaaaa", "client2 > client bbb"));
  EXPECT_EQ(play.streams[0].kind, transport::unix_datagram);
  EXPECT_THAT(play.recvs("server"), ElementsAre(5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2));
}

TEST_F(UnixSockets, WaitingForDatagramsIsIdle) {
  const auto play =
      play_to("server:bind client:exit", {"udp_serve @desk", "/bin/true"});
  EXPECT_EQ(play.ended, ending::idle);
}

}  // namespace
