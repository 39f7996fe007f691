#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Handshake : testing::Test {
  void SetUp() override {
    if (!stage::no_own_network().empty())
      GTEST_SKIP() << stage::no_own_network();
  }
};

/// "SYN", "SYN-ACK", "5 bytes" ... of the packets that one side sent, in the
/// wake of these calls; "" of `sender` is everybody.
std::vector<std::string> packets(const play::record& play, int first, int last,
                                 std::string_view sender = "") {
  std::vector<std::string> list;
  for (const play::packet& packet : play.packets) {
    if (packet.call < first || packet.call > last) continue;
    if (!sender.empty() && packet.sender != sender) continue;
    const play::packet_header& header = packet.header.value();
    std::string text = header.syn   ? "SYN"
                       : header.fin ? "FIN"
                       : header.rst ? "RST"
                                    : "";
    if (header.size > 0) text = std::to_string(header.size) + " bytes";
    if (header.ack && header.size == 0) text += text.empty() ? "ACK" : "-ACK";
    list.push_back(packet.sender + " " + text);
  }
  return list;
}

/// The number of that program's first call of that name.
int call_of(const play::record& play, std::string_view program,
            std::string_view name) {
  for (const play::call& call : play.calls)
    if (call.program == program && call.name == name) return call.n;
  ADD_FAILURE() << program << " did not call " << name;
  return 0;
}

TEST_F(Handshake, IsOverBeforeTheServerAccepts) {
  const play::record play = play_scene("16", "handshake");
  const int connect = call_of(play, "client", "connect");
  const int accept = call_of(play, "server", "accept");
  EXPECT_LT(connect, accept);
  EXPECT_THAT(packets(play, connect, connect),
              ElementsAre("client SYN", "server SYN-ACK", "client ACK"));
  EXPECT_THAT(packets(play, accept, accept), IsEmpty());
}

TEST_F(Handshake, NumbersEachByteAndAlsoSynAndFin) {
  const play::record play = play_scene("16", "handshake");
  const int send = call_of(play, "client", "send");
  const int shutdown = call_of(play, "client", "shutdown");
  std::uint32_t first = 0;
  for (const play::packet& packet : play.packets) {
    const play::packet_header& header = packet.header.value();
    if (header.opens()) first = header.sequence;
    if (packet.sender != "server") continue;
    if (packet.call == send) {
      EXPECT_EQ(header.acknowledgement - first, 6u);
    }
    if (packet.call == shutdown) {
      EXPECT_EQ(header.acknowledgement - first, 7u);
    }
  }
  EXPECT_THAT(packets(play, send, send),
              ElementsAre("client 5 bytes", "server ACK"));
  EXPECT_THAT(packets(play, shutdown, shutdown),
              ElementsAre("client FIN-ACK", "server ACK"));
}

TEST_F(Handshake, EndsWithAFinFromEachSide) {
  const play::record play = play_scene("16", "handshake");
  const int close = call_of(play, "server", "close");
  EXPECT_THAT(packets(play, close, close),
              ElementsAre("server FIN-ACK", "client ACK"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 0));
  EXPECT_EQ(play.at("server").out, "heard \"hello\", then the end\n");
  EXPECT_EQ(play.at("client").out, "the server said \"ok\"\n");
}

TEST_F(Handshake, IsAnsweredWithAResetWhereNobodyListens) {
  const play::record play = play_scene("16", "nobody");
  EXPECT_THAT(packets(play, 1, 99), ElementsAre("client SYN", " RST-ACK"));
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST_F(Handshake, IsNotAnsweredWhereTheQueueIsFull) {
  const play::record play = play_scene("16", "full_queue");
  std::vector<int> connects;
  for (const play::call& call : play.calls)
    if (call.name == "connect") connects.push_back(call.n);
  ASSERT_EQ(connects.size(), 3u);
  const auto whole = ElementsAre("client SYN", "server SYN-ACK", "client ACK");
  EXPECT_THAT(packets(play, connects[0], connects[0]), whole);
  EXPECT_THAT(packets(play, connects[1], connects[1]), whole);
  const int accept = call_of(play, "server", "accept");
  EXPECT_THAT(packets(play, connects[2], accept - 1),
              ElementsAre("client SYN"));
  EXPECT_THAT(packets(play, accept, accept), whole) << "sent again";
  EXPECT_EQ(play.at("client").out,
            "through\nthrough\nno answer\nthe last one is through\n");
}

TEST_F(Handshake, DoesNotKeepAPacketFromBeingLost) {
  const play::record play = play_scene("16", "lost");
  const int send = call_of(play, "client", "send");
  EXPECT_THAT(packets(play, send, send),
              ElementsAre("client 5 bytes", "client 5 bytes", "server ACK"));
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.segments("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_EQ(play.at("server").out,
            "recv -> 9 \"hellofeng\"\n"
            "recv -> 0 \"\"\n");
}

}  // namespace
