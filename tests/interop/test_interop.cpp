// The wire is the documents': programs in Python 3, written after their
// protocols, talk to ours in both directions.
#include "interop.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

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

TEST_F(Interop, RemoteCommandWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "09"),
                 python("client", "remote_command_client",
                        "seq 8 135\n\nls /nowhere 2>&1 | wc -l\nseq 97 476\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 24, 10));
  EXPECT_THAT(play.recvs("client"), ElementsAre(418, 2, 1024));
  EXPECT_EQ(play.at("client").out,
            "recv 418 b'8\\n9\\n10\\n11\\n12'\n"
            "recv 2 b'1\\n'\n"
            "recv 1024 b'97\\n98\\n99\\n100'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, RemoteCommandUdpWithAPythonClient) {
  const play::record play = this->play(
      ours("server", "10"),
      python("client", "remote_command_udp_client", "seq 3\n\nseq 4 6\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0, 7));
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 6, 0, 0, 0, 6));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 6, 0));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, HalfPacketsWithAPythonServer) {
  const play::record play =
      this->play(python("server", "half_packets_server"), ours("client", "12"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 2, 1));
  EXPECT_EQ(play.at("server").out, "b'he'\nb'll'\nb'o'\n");
  EXPECT_EQ(play.at("client").out, "send -> 5 \"hello\"\n");
}

TEST_F(Interop, HalfPacketsWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "12"), python("client", "half_packets_client"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 2, 1));
  EXPECT_EQ(play.at("client").out, "send 5\n");
}

TEST_F(Interop, LengthExchangeWithAPythonServer) {
  const play::record play =
      this->play(python("server", "length_exchange_server"),
                 ours("client", "20", "date\nipconfig\n"));
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 10, 8, 10));
  EXPECT_THAT(play.sends("server"), ElementsAre(2, 11, 4, 1517));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 11, 4, 1024, 493));
  EXPECT_THAT(play.at("client").out, StartsWith("date: 11 bytes\n0123456789a"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, LengthExchangeWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "20"),
                 python("client", "length_exchange_client", "date\nwhoami\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 10, 6, 10, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 11, 1, 5));
  EXPECT_EQ(play.at("client").out,
            "report 11 b'2017-07-06\\n'\nreport 5 b'egon\\n'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, StructPackMakesTheBytesOfPythonsStruct) {
  const std::string values =
      "I3sf 1 abc 2.7\n4sI defg 101\nii 123 123\n<I3sf 1 abc 2.7\n"
      ">I3sf 1 abc 2.7\n!I3sf 1 abc 2.7\n=I3sf 1 abc 2.7\nI3s 1 abc\n"
      "3sI abc 1\nbq -1 -2\n=bq -1 -2\nbhiq -1 -2 -3 -4\nBHIQ 1 2 3 4\n"
      ">bhiq -1 -2 -3 -4\n2h3B 1 -1 7 8 9\n5s ab\nq 1111111111111\n"
      "!Q 18446744073709551615\nbf 1 -0.1\nhf 1 3.4e38\n";
  std::vector<std::string> formats;
  for (std::size_t at = 0; at < values.size(); at = values.find('\n', at) + 1) {
    formats.push_back(values.substr(at, values.find(' ', at) - at));
  }
  stage::program server = ours("server", "21");
  server.argv.insert(server.argv.end(), formats.begin(), formats.end());
  const play::record us = play(server, ours("client", "21", values));
  const play::record they =
      play(server, python("client", "struct_pack_client", values));
  EXPECT_EQ(formats.size(), 20U);
  EXPECT_EQ(us.at("client").out, they.at("client").out);
  EXPECT_EQ(us.at("server").out, they.at("server").out);
  EXPECT_THAT(us.at("client").out,
              StartsWith("I3sf: 12 bytes 0100000061626300cdcc2c40\n"
                         "4sI: 8 bytes 6465666765000000\n"
                         "ii: 8 bytes 7b0000007b000000\n"));
  EXPECT_EQ(they.at("client").exit, 0) << they.at("client").err;
  EXPECT_EQ(us.at("server").exit, 0) << us.at("server").err;
}

TEST_F(Interop, StructPackWithAPythonServer) {
  const play::record play = this->play(
      python("server", "struct_pack_server"),
      ours("client", "21", "I3sf 1 abc 2.7\n4sI defg 101\nii 123 123\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(12, 8, 8));
  EXPECT_EQ(play.at("server").out,
            "I3sf 0100000061626300cdcc2c40 (1, b'abc', 2.700000047683716)\n"
            "4sI 6465666765000000 (b'defg', 101)\n"
            "ii 7b0000007b000000 (123, 123)\n");
}

TEST_F(Interop, StructHeaderWithAPythonServer) {
  const play::record play = this->play(python("server", "struct_header_server"),
                                       ours("client", "22", "date\ndir\n"));
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 11, 4, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 11, 4, 418));
  EXPECT_THAT(play.at("client").out, StartsWith("date: 11 bytes\n0123456789a"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, StructHeaderWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "22"),
                 python("client", "struct_header_client", "date\nwhoami\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 6, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 11, 4, 5));
  EXPECT_EQ(play.at("client").out,
            "report 11 b'2017-07-06\\n'\nreport 5 b'egon\\n'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, JsonHeaderWithAPythonServer) {
  const play::record play = this->play(python("server", "json_header_server"),
                                       ours("client", "23", "whoami\ndir\n"));
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
      ours("server", "23"), python("client", "json_header_client", "whoami\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(6, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 81, 5));
  EXPECT_EQ(play.at("client").out,
            "header a.txt 5 758ea5ad6ec29723b0516262a9e17f2d\n"
            "report 5 b'egon\\n'\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, TimeLimitsWithAPythonServer) {
  stage::cues cues(
      "server:listen client:connect server:send client:recv*2 server:exit");
  const play::record play =
      stage::perform({python("server", "time_limits_server", "hello\nfeng\n"),
                      ours("client", "24")},
                     cues);
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 5, 4, 4));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 13, 0));
  EXPECT_EQ(play.at("client").out, "5 bytes \"hello\"\n4 bytes \"feng\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

// Python's settimeout() polls before each recv: it is the poll that gives up.
TEST_F(Interop, TimeLimitsWithAPythonClient) {
  stage::cues cues(
      "server:listen client:connect server:send client:recv client:poll "
      "server:exit");
  const play::record play =
      stage::perform({ours("server", "24", "hello\nfeng\n"),
                      python("client", "time_limits_client")},
                     cues);
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 5, 4, 4));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 13, 0));
  EXPECT_EQ(play.at("client").out,
            "connect_ex 0\ngettimeout 1.0\nblocking True\npeer is True\n"
            "own is 127.0.0.1\nmessage 5 b'hello'\nmessage 4 b'feng'\n"
            "left over 0\n");
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
