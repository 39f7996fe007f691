// The ladder of plays made by hand: what was lost, sent again or not answered,
// what lies in a buffer, who waits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "play/record.hpp"
#include "ribbon/records.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

using ::testing::HasSubstr;
using ::testing::Not;

namespace {

const std::string server = "127.0.0.1:8080", client = "127.0.0.1:50001";

/// A packet in the wake of the last call so far; its numbers begin at 1000 on
/// the client's side and at 9000 on the server's.
class wired : public tests::staged {
 public:
  using staged::staged;

  wired& send(std::string_view bytes, bool with_segment = true) {
    staged::send(bytes, with_segment);
    return *this;
  }
  wired& recv(std::int64_t size, std::int64_t asked = 10) {
    staged::recv(size, asked);
    return *this;
  }
  wired& recv_at(std::int64_t offset, std::int64_t size, std::int64_t asked) {
    staged::recv_at(offset, size, asked);
    return *this;
  }

  play::packet_header& packet(bool of_client) {
    play::packet one;
    one.call = record.calls.empty() ? 0 : record.calls.back().n;
    one.sender = of_client ? "client" : "server";
    one.receiver = of_client ? "server" : "client";
    one.header.emplace();
    one.header->from = of_client ? client : server;
    one.header->to = of_client ? server : client;
    one.header->sequence = of_client ? 1000 : 9000;
    one.header->ack = true;
    one.header->acknowledgement = of_client ? 9001 : 1001;
    one.header->window = 500;
    record.packets.push_back(one);
    return *record.packets.back().header;
  }
  wired& syn() {
    play::packet_header& header = packet(true);
    header.syn = true;
    header.ack = false;
    header.window_scale = 7;
    return *this;
  }
  wired& handshake() {
    syn();
    play::packet_header& answer = packet(false);
    answer.syn = true;
    answer.window_scale = 4;
    packet(true).sequence = 1001;
    return *this;
  }
  /// Bytes of the stream that the client has sent.
  wired& data(std::int64_t offset, std::int64_t size) {
    play::packet_header& header = packet(true);
    header.sequence = 1001 + static_cast<std::uint32_t>(offset);
    header.size = size;
    header.psh = true;
    record.packets.back().stream = 0;
    record.packets.back().offset = offset;
    return *this;
  }
  wired& acknowledged(std::int64_t offset) {
    play::packet_header& header = packet(false);
    header.sequence = 9001;
    header.acknowledgement = 1001 + static_cast<std::uint32_t>(offset);
    return *this;
  }
  std::string drawn(bool all_packets = false, view::style how = {}) const {
    return view::ladder(record, how, all_packets);
  }
};

wired connected() {
  wired play;
  play.call("client", "connect", 3, 0);
  play.handshake();
  return play;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos;
       at += what.size())
    ++n;
  return n;
}

TEST(Ladder, ShowsOnlyPacketsWithPayloadUnlessAskedForAll) {
  wired play = connected();
  play.send("hello").data(0, 5).acknowledged(5).recv(5);
  EXPECT_THAT(play.drawn(), HasSubstr("─ 5 hello ─"));
  EXPECT_THAT(play.drawn(), Not(HasSubstr("SYN")));
  EXPECT_THAT(play.drawn(), Not(HasSubstr("ACK")));
  const std::string all = play.drawn(true);
  EXPECT_THAT(all, HasSubstr("SYN seq 0 win 500 ─"));
  EXPECT_THAT(all, HasSubstr("SYN-ACK seq 0 ack 1 win 500 ─"));
  EXPECT_THAT(all, HasSubstr("PSH-ACK seq 1 ack 1 win 64000"));
}

TEST(Ladder, ScalesAWindowByWhatItsSenderSaidInItsSyn) {
  wired play = connected();
  play.send("hello").data(0, 5).acknowledged(5);
  EXPECT_THAT(play.drawn(true), HasSubstr("ACK seq 1 ack 1 win 64000"));
  EXPECT_THAT(play.drawn(true), HasSubstr("ACK seq 1 ack 6 win 8000"));
  play.record.packets[1].header->window_scale.reset();
  EXPECT_THAT(play.drawn(true), HasSubstr("ACK seq 1 ack 1 win 500"))
      << "where one side cannot scale, nobody does";
}

TEST(Ladder, KeepsWhatIsNotReadYetInTheBufferBesideTheLifeline) {
  wired play = connected();
  play.send("hello").data(0, 5).acknowledged(5);
  play.send("feng").data(5, 4).acknowledged(9);
  play.recv(2).recv(7);
  EXPECT_THAT(play.drawn(), HasSubstr("│  ┌─"));
  EXPECT_THAT(play.drawn(), HasSubstr("│  ├─"));
  EXPECT_THAT(play.drawn(), HasSubstr("│◀─┤"));
  EXPECT_THAT(play.drawn(), HasSubstr("│◀─┘"));
}

TEST(Ladder, MarksWhatHadToBeSentAgain) {
  wired play = connected();
  play.send("hello").data(0, 5).data(0, 5).acknowledged(5).recv(5);
  const std::string drawn = play.drawn();
  EXPECT_EQ(count(drawn, "✗"), 1u);
  EXPECT_THAT(drawn, HasSubstr("5 hello, lost"));
  EXPECT_THAT(drawn, HasSubstr("5 hello, sent again"));
}

TEST(Ladder, DoesNotCallLostWhatWasAcknowledgedBeforeItCameAgain) {
  wired play = connected();
  play.send("hello").data(0, 5).acknowledged(5).data(0, 5).acknowledged(5);
  EXPECT_THAT(play.drawn(), Not(HasSubstr("lost")));
  EXPECT_THAT(play.drawn(), HasSubstr("sent again"));
}

TEST(Ladder, CallsAllCopiesLostThatOneSegmentReplaces) {
  wired play = connected();
  play.send("hello").data(0, 5).send("feng").data(5, 4);
  play.data(0, 9).acknowledged(9);
  EXPECT_EQ(count(play.drawn(), "lost"), 2u);
}

TEST(Ladder, CallsACopyLostThatNobodyEverAcknowledged) {
  wired play = connected();
  play.send("hello").data(0, 5).data(0, 5);
  EXPECT_EQ(count(play.drawn(), "lost"), 2u);
  EXPECT_EQ(count(play.drawn(), "sent again"), 1u);
}

TEST(Ladder, SaysOfASynThatNobodyAnsweredIt) {
  wired play;
  play.call("client", "connect", 3, -1);
  play.syn().syn();
  const std::string drawn = play.drawn(true);
  EXPECT_EQ(count(drawn, "no answer"), 2u);
  EXPECT_EQ(count(drawn, "sent again"), 1u);
  EXPECT_EQ(count(drawn, "✗"), 2u);
}

TEST(Ladder, CallsADatagramLostThatNoRecvTook) {
  wired play(play::transport::udp);
  play.send("hello").data(0, 5).send("world").data(5, 5).recv_at(0, 5, 10);
  for (play::packet& packet : play.record.packets) packet.header->tcp = false;
  EXPECT_EQ(count(play.drawn(), "✗"), 1u);
  EXPECT_THAT(play.drawn(), HasSubstr("5 world, lost"));
}

TEST(Ladder, HasABarWhereAProgramWaits) {
  wired play = connected();
  play.call("server", "accept", 3, 4, client);
  play.call("client", "getsockopt", 3, 0);
  play.send("hello").data(0, 5).recv(5);
  std::istringstream lines(play.drawn());
  int bars = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("█") == std::string::npos) continue;
    ++bars;
    EXPECT_THAT(line, testing::AnyOf(HasSubstr("getsockopt"),
                                     HasSubstr("send(3, \"hello\")")));
  }
  EXPECT_EQ(bars, 2);
}

TEST(Ladder, SaysWhyItHasNoPackets) {
  wired play;
  play.send("hello", false).recv(5);
  play.record.notes = {{play::because::on_the_hosts_network}};
  EXPECT_THAT(play.drawn(),
              testing::StartsWith(
                  "No packets were captured: the calls alone are drawn.\n\n"));
  EXPECT_THAT(play.drawn(), Not(HasSubstr("5 hello ─")));
  EXPECT_THAT(view::ladder_svg(play.record, view::language::english),
              HasSubstr("No packets were captured"));
  view::style chinese;
  chinese.language = view::language::chinese;
  EXPECT_THAT(play.drawn(false, chinese),
              testing::StartsWith("没有抓到数据包：只画出调用。\n\n"));
}

TEST(Ladder, OfUnixSocketsHasAnArrowForEachSend) {
  wired play(play::transport::unix_stream);
  play.send("hello", false).recv(5);
  EXPECT_THAT(play.drawn(), HasSubstr("─ 5 hello ─"));
  EXPECT_THAT(play.drawn(), HasSubstr("│◀─┘"));
}

TEST(Ladder, IsAsciiWhereUtf8IsNot) {
  wired play = connected();
  play.send("hello").data(0, 5).data(0, 5).acknowledged(5).recv(5);
  view::style plain;
  plain.utf8 = false;
  const std::string drawn = play.drawn(true, plain);
  EXPECT_TRUE(std::ranges::all_of(drawn, [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  })) << drawn;
  EXPECT_THAT(drawn, HasSubstr("|<-+"));
}

// Programs, calls and packets in any number: no line is longer than allowed.
TEST(Ladder, FitsItsWidth) {
  for (const int programs : {1, 2, 3, 5, 12, 13}) {
    wired play = connected();
    for (int i = 3; i <= programs; ++i)
      play.record.programs.push_back(
          {"client" + std::to_string(i - 1), {}, 0, "", "", "", false});
    if (programs == 1) play.record.programs.resize(1);
    for (int i = 0; i < 30; ++i) {
      play.send("a line that is long enough for most of them\n");
      play.data(44 * i, 44).acknowledged(44 * i + 44);
      play.call(play.record.programs.back().name, "connect", 3, -1,
                "127.0.0.1:65535");
    }
    play.recv(1000, 1000).recv(320, 1000);
    for (const int width : {60, 80, 120})
      for (const bool all : {false, true}) {
        view::style how;
        how.width = width;
        std::istringstream lines(play.drawn(all, how));
        for (std::string line; std::getline(lines, line);)
          EXPECT_LE(view::columns(line), width)
              << programs << " programs: " << line;
      }
  }
}

TEST(Ladder, FoldsWhatComesAgainAndAgain) {
  wired play = connected();
  for (int i = 0; i < 50; ++i) play.send("hello").data(5 * i, 5);
  EXPECT_THAT(play.drawn(), HasSubstr("… 46 more calls"));
  EXPECT_THAT(play.drawn(), HasSubstr("… 46 more packets"));
  EXPECT_LT(count(play.drawn(), "\n"), 20u);
}

TEST(LadderPicture, StandsAloneAndIsWellFormed) {
  wired play = connected();
  play.send("<&>").data(0, 3).data(0, 3).acknowledged(3).recv(3);
  const std::string svg =
      view::ladder_svg(play.record, view::language::english, true);
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, HasSubstr("&lt;&amp;&gt;"));
  EXPECT_EQ(count(svg, "<text"), count(svg, "</text>"));
  EXPECT_EQ(count(svg, "<"), count(svg, ">"));
  EXPECT_THAT(svg, HasSubstr("SYN-ACK seq 0 ack 1 win 500"));
  EXPECT_THAT(svg, HasSubstr("in the receive buffer"));
}

}  // namespace
