// UDP: boundaries kept, truncation, loss.
#include "plays.hpp"

namespace {

using play::ending;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Datagrams = StageTest;

std::vector<std::int64_t> sizes(const std::vector<play::piece>& pieces) {
  std::vector<std::int64_t> all;
  for (const play::piece& one : pieces) all.push_back(one.size);
  return all;
}

TEST_F(Datagrams, KeepTheirBoundaries) {
  const auto play = play_to("server:bind client:exit server:exit",
                            {"udp_hear 8080 64 64 64", "udp_say 8080 5 1 3"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 1, 3));
  EXPECT_EQ(play.at("server").out,
            "recvfrom: 5 aaaaa\nrecvfrom: 1 b\nrecvfrom: 3 ccc\n");
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_EQ(play.streams[0].kind, play::transport::udp);
  EXPECT_EQ(play.streams[0].from, "client");
  EXPECT_EQ(play.streams[0].to, "server");
  EXPECT_EQ(play.streams[0].bytes, "aaaaabccc");
}

TEST_F(Datagrams, CrossOnePacketEach) {
  needs_own_network();
  const std::vector<std::string> pair = {"udp_hear 8080 64 64 64",
                                         "udp_say 8080 5 1 3"};
  for (const bool free : {false, true}) {
    const auto play =
        free ? play_freely(pair)
             : play_to("server:bind client:exit server:exit", pair);
    ASSERT_THAT(play.streams, SizeIs(1));
    EXPECT_THAT(sizes(play.streams[0].segments), ElementsAre(5, 1, 3))
        << (free ? "freely" : "to a schedule");
  }
}

TEST_F(Datagrams, LargerThanTheBufferAreTruncated) {
  const auto play = play_to("server:bind client:exit server:exit",
                            {"udp_hear 8080 1 2 64", "udp_say 8080 5 5 5"});
  EXPECT_EQ(play.at("server").out,
            "recvfrom: 1 a\nrecvfrom: 2 bb\nrecvfrom: 5 ccccc\n");
  ASSERT_THAT(play.streams, SizeIs(1));
  const auto& recvs = play.streams[0].recvs;
  ASSERT_THAT(recvs, SizeIs(3));
  EXPECT_THAT(sizes(recvs), ElementsAre(1, 2, 5));
  EXPECT_EQ(recvs[1].offset, 5);
  EXPECT_EQ(recvs[2].offset, 10);
}

TEST_F(Datagrams, TruncationShowsInTheFlagAndInTheTrueSize) {
  const auto play = play_to("server:bind client:exit server:exit",
                            {"udp_hear 8080 4m 4m 4t", "udp_say 8080 9 4 9"});
  EXPECT_EQ(play.at("server").out,
            "recvmsg: 4 truncated\nrecvmsg: 4 whole\nrecvfrom: 9 cccc\n");
  EXPECT_THAT(sizes(play.streams.at(0).recvs), ElementsAre(4, 4, 4));
}

TEST_F(Datagrams, MayBeEmpty) {
  const auto play = play_to("server:bind client:exit server:exit",
                            {"udp_hear 8080 64 64", "udp_say 8080 0 2"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(0, 2));
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.streams[0].sends), ElementsAre(0, 2));
  EXPECT_THAT(sizes(play.streams[0].recvs), ElementsAre(0, 2));
}

TEST_F(Datagrams, EmptyOnesForEverAreNoSpin) {
  const auto play = play_to("server:bind client:exit",
                            {"udp_hear 8080 8 8 8 8 8 8 8 8 8 8 8 8",
                             "udp_say 8080 0 0 0 0 0 0 0 0 0 0 0 0"});
  EXPECT_EQ(play.ended, ending::exited);
}

TEST_F(Datagrams, OfTheMostBytesPassAndOneMoreFails) {
  const auto play =
      play_to("server:bind client:exit server:exit",
              {"udp_hear 8080 70000", "udp_say 8080 65508 65507"});
  EXPECT_EQ(play.at("client").err, "sendto: Message too long\n");
  EXPECT_THAT(play.recvs("server"), ElementsAre(65507));
}

TEST_F(Datagrams, WithoutAListenerAreLost) {
  const auto play =
      play_to("client:exit", {"udp_hear 8080 64", "udp_say 8080 5"});
  EXPECT_EQ(play.ended, ending::idle);
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.streams[0].sends), ElementsAre(5));
  EXPECT_THAT(play.streams[0].recvs, SizeIs(0));
}

TEST_F(Datagrams, SentBeforeTheSocketWasBoundAreLost) {
  const auto play = play_to("client:sendto server:bind client:exit server:exit",
                            {"udp_hear 8080 64", "udp_say 8080 5 3"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(3));
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.streams[0].sends), ElementsAre(5, 3));
  ASSERT_THAT(play.streams[0].recvs, SizeIs(1));
  EXPECT_EQ(play.streams[0].recvs[0].offset, 5);
}

TEST_F(Datagrams, ConnectedSocketHearsOfAClosedPort) {
  const auto play =
      play_to("client:exit server:exit", {"/bin/true", "udp_ask 8080 hello"});
  EXPECT_EQ(play.at("client").out, "recv: Connection refused\n");
}

TEST_F(Datagrams, OverAFullBufferAreCountedAsSent) {
  const auto play = play_to("", {"udp_flood 8080 64"});
  EXPECT_EQ(play.ended, ending::exited);
  int sent = 0, got = 0;
  ASSERT_EQ(std::sscanf(play.at("server").out.c_str(), "%d %d", &sent, &got),
            2);
  EXPECT_EQ(sent, 64);
  EXPECT_LT(got, 64);
  EXPECT_GT(got, 0);
  ASSERT_THAT(play.streams, SizeIs(1));
  EXPECT_THAT(play.streams[0].sends, SizeIs(64));
  EXPECT_THAT(play.streams[0].recvs, SizeIs(static_cast<std::size_t>(got)));
}

TEST_F(Datagrams, OfTwoClientsAreTwoStreams) {
  const auto play =
      play_to("server:bind client:sendto client2:exit client:exit server:exit",
              {"udp_hear 8080 64 64 64", "udp_say 8080 5 5", "udp_say 8080 5"});
  ASSERT_THAT(play.streams, SizeIs(2));
  EXPECT_EQ(play.streams[0].from, "client");
  EXPECT_EQ(play.streams[1].from, "client2");
  ASSERT_THAT(play.streams[0].recvs, SizeIs(2));
  ASSERT_THAT(play.streams[1].recvs, SizeIs(1));
  EXPECT_LT(play.streams[0].recvs[0].call, play.streams[1].recvs[0].call);
  EXPECT_LT(play.streams[1].recvs[0].call, play.streams[0].recvs[1].call);
}

TEST_F(Datagrams, AnswersAreAStreamOfTheirOwn) {
  const auto play =
      play_to("server:bind", {"udp_serve 8080", "udp_ask 8080 hello"});
  ASSERT_THAT(play.streams, SizeIs(2));
  EXPECT_EQ(play.streams[0].from, "client");
  EXPECT_EQ(play.streams[1].from, "server");
  EXPECT_EQ(play.streams[1].to, "client");
  EXPECT_EQ(play.streams[1].bytes, "hello");
}

std::vector<std::string> ends(const play::record& play) {
  std::vector<std::string> all;
  for (const play::stream& s : play.streams)
    all.push_back(s.from + " " + s.from_address + " > " + s.to + " " +
                  s.to_address);
  return all;
}

// One port, two addresses.
TEST_F(Datagrams, GoToTheProgramAtTheirAddress) {
  for (const bool heard : {false, true}) {
    const std::string size = heard ? " 64" : "";
    const auto play =
        play_to("server:bind client:bind client2:exit client:exit server:exit",
                {"udp_hear 8080" + size, "udp_hear 2:8080" + size,
                 "udp_say 8080 5 >2:8080 3"});
    EXPECT_THAT(ends(play), ElementsAre("client2 127.0.0.1:50002 > server "
                                        "127.0.0.1:8080",
                                        "client2 127.0.0.1:50002 > client "
                                        "127.0.0.2:8080"));
    if (!heard) continue;
    EXPECT_THAT(play.recvs("server"), ElementsAre(5));
    EXPECT_THAT(play.recvs("client"), ElementsAre(3));
  }
}

TEST_F(Datagrams, ToEachOfItsAddressesReachAProgramBoundToAll) {
  const auto play =
      play_to("server:bind client:exit client2:exit server:exit",
              {"udp_hear 0:8080 64 64", "udp_say 8080 5", "udp_say 2:8080 3"});
  EXPECT_THAT(ends(play), ElementsAre("client 127.0.0.1:50001 > server "
                                      "127.0.0.1:8080",
                                      "client2 127.0.0.1:50002 > server "
                                      "127.0.0.2:8080"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 3));
  for (const play::stream& one : play.streams)
    EXPECT_THAT(one.segments, SizeIs(stage::no_own_network().empty() ? 1 : 0));
}

TEST_F(Datagrams, OverIpv6) {
  const auto play =
      play_to("server:bind client:exit server:exit",
              {"udp_hear 6:8080 64 64", "udp_say 6:8080 5 65507"});
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 65507));
  EXPECT_EQ(play.at("server").out, "recvfrom: 5 aaaaa\nrecvfrom: 64 bbbbb\n");
}

}  // namespace
