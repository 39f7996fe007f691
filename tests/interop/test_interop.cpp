// The wire is the documents': programs in Python 3, written after their
// protocols, talk to ours in both directions.
#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

using arguments = std::vector<std::string>;

/// A cast of one server and one client on one port.
class Interop : public testing::Test {
 protected:
  void SetUp() override {
    if (std::string(PYTHON).empty()) {
      GTEST_SKIP() << "python3 was not found when this was configured";
    }
  }

  /// "phone_call_server" is phone_call_server.py in this folder.
  stage::program python(const std::string& name, const std::string& script,
                        const std::string& input = "") const {
    return {
        name, {PYTHON, SCRIPTS "/" + script + ".py", "127.0.0.1", port}, input};
  }
  stage::program ours(const std::string& name, const std::string& lesson,
                      const std::string& input = "") const {
    return {name, {program(lesson, name), "127.0.0.1", port}, input};
  }

  /// First come, first served.
  static play::record play(const stage::program& server,
                           const stage::program& client) {
    stage::in_order schedule;
    return stage::perform({server, client}, schedule);
  }

  const std::string port = a_port();
};

TEST_F(Interop, PhoneCallWithAPythonServer) {
  const play::record play =
      this->play(python("server", "phone_call_server"), ours("client", "01"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(5));
  EXPECT_EQ(play.at("server").out, "waiting for a call\nrecv 5 b'hello'\n");
  EXPECT_EQ(play.at("client").out,
            "send 1 -> 5 \"hello\"\nrecv 1 -> 5 \"HELLO\"\n");
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Interop, PhoneCallWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "01"), python("client", "phone_call_client"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(5));
  EXPECT_EQ(play.at("client").out, "recv 5 b'HELLO'\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, LoopServerWithAPythonServer) {
  const play::record play = this->play(python("server", "loop_server_server"),
                                       ours("client", "02", "hello\n\nfeng\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4, 0));
  EXPECT_EQ(play.at("client").out, "recv -> 5 \"HELLO\"\nrecv -> 4 \"FENG\"\n");
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST_F(Interop, LoopServerWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "02"),
                 python("client", "loop_server_client", "hello\n\nfeng\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4, 0));
  EXPECT_EQ(play.at("client").out, "recv 5 b'HELLO'\nrecv 4 b'FENG'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, UdpTruncationWithAPythonServer) {
  const play::record play = this->play(
      python("server", "udp_truncation_server"), ours("client", "08"));
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(1, 1, 1));
  EXPECT_EQ(play.at("server").out,
            "recvfrom 1 b'h'\nrecvfrom 1 b'w'\nrecvfrom 1 b'e'\n");
}

TEST_F(Interop, UdpTruncationWithAPythonClient) {
  stage::program server = ours("server", "08");
  server.argv.insert(server.argv.end(), {"2", "3", "10"});
  const play::record play =
      this->play(server, python("client", "udp_truncation_client"));
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 3, 4));
  EXPECT_THAT(play.at("server").out, HasSubstr("recvfrom(3) -> 3 \"wor\"\n"));
}

TEST_F(Interop, LengthExchangeWithAPythonServer) {
  const play::record play =
      this->play(python("server", "length_exchange_server"),
                 ours("client", "19", "date\nipconfig\n"));
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 10, 8, 10));
  EXPECT_THAT(play.sends("server"), ElementsAre(2, 11, 4, 1517));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 11, 4, 1024, 493));
  EXPECT_THAT(play.at("client").out, StartsWith("date: 11 bytes\n0123456789a"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, LengthExchangeWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "19"),
                 python("client", "length_exchange_client", "date\nwhoami\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 10, 6, 10, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 11, 1, 5));
  EXPECT_EQ(play.at("client").out,
            "report 11 b'2017-07-06\\n'\nreport 5 b'egon\\n'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, StructHeaderWithAPythonServer) {
  const play::record play = this->play(python("server", "struct_header_server"),
                                       ours("client", "21", "date\ndir\n"));
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 11, 4, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 11, 4, 418));
  EXPECT_THAT(play.at("client").out, StartsWith("date: 11 bytes\n0123456789a"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, StructHeaderWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "21"),
                 python("client", "struct_header_client", "date\nwhoami\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 6, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 11, 4, 5));
  EXPECT_EQ(play.at("client").out,
            "report 11 b'2017-07-06\\n'\nreport 5 b'egon\\n'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, JsonHeaderWithAPythonServer) {
  const play::record play = this->play(python("server", "json_header_server"),
                                       ours("client", "22", "whoami\ndir\n"));
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 81, 5, 4, 83, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 81, 5, 4, 83, 418));
  EXPECT_THAT(play.at("client").out,
              StartsWith("whoami: a.txt, 5 bytes, md5 matches\n01234"));
  EXPECT_THAT(play.at("client").out,
              HasSubstr("dir: a.txt, 418 bytes, md5 matches\n"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, JsonHeaderWithAPythonClient) {
  const play::record play = this->play(
      ours("server", "22"), python("client", "json_header_client", "whoami\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(6, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 81, 5));
  EXPECT_EQ(play.at("client").out,
            "header a.txt 5 758ea5ad6ec29723b0516262a9e17f2d\n"
            "report 5 b'egon\\n'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

/// Lesson 11: one pair of programs under its three schedules.
class StickyPython : public Interop {
 protected:
  play::record under(const char* line) const {
    stage::cues cues(line);
    return stage::perform({python("server", "sticky_packets_server"),
                           python("client", "sticky_packets_client")},
                          cues);
  }
  static constexpr const char* late = "server:listen client:exit server:exit";
  static constexpr const char* prompt =
      "server:listen client:send server:recv client:send server:recv "
      "client:exit server:exit";
  static constexpr const char* small_bite =
      "server:listen client:send*2 server:recv(2) server:recv client:exit "
      "server:exit";
};

TEST_F(StickyPython, PacketsStickToALateReader) {
  const play::record play = under(late);
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_EQ(play.at("server").out, "-----> 9 b'hellofeng'\n-----> 0 b''\n");
}

TEST_F(StickyPython, PacketsDoNotStickToAPromptReader) {
  const play::record play = under(prompt);
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4));
  EXPECT_EQ(play.at("server").out, "-----> 5 b'hello'\n-----> 4 b'feng'\n");
}

TEST_F(StickyPython, PacketsStickAfterASmallBite) {
  const play::record play = under(small_bite);
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7));
  EXPECT_EQ(play.at("server").out, "-----> 2 b'he'\n-----> 7 b'llofeng'\n");
}

TEST_F(StickyPython, PacketsCrossInTwoSegmentsEachTime) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  for (const char* line : {late, prompt, small_bite}) {
    SCOPED_TRACE(line);
    EXPECT_THAT(under(line).segments("client"), ElementsAre(5, 4));
  }
}

}  // namespace
