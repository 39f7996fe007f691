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

TEST_F(Interop, FileUploadWithAPythonServer) {
  stage::program client =
      ours("client", "25", "put hello.txt\nput report.txt\n");
  client.argv.push_back("-");
  const play::record play =
      this->play(python("server", "file_upload_server"), client);
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 163, 5, 4, 166, 418));
  EXPECT_EQ(play.at("server").out,
            "put hello.txt 5 True\nput report.txt 418 True\n");
  EXPECT_THAT(play.at("client").out, HasSubstr("report.txt: kept\n"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, FileUploadWithAPythonClient) {
  stage::program server = ours("server", "25");
  server.argv.push_back("-");
  const play::record play =
      this->play(server, python("client", "file_upload_client",
                                "put a.txt hello\nput ../b.txt world\n"));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 81, 5, 4, 84, 5, 0));
  EXPECT_EQ(play.at("client").out,
            "a.txt whole, but not kept: there is no folder\n"
            "../b.txt refused: the name is a path\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

/// Lesson 25 and the three documents that have an upload, as they stand: none
/// of their clients reads an answer, none of their servers gives one.
class DocumentUpload : public Interop {
 protected:
  /// A client after a document, and our server.
  play::record to_ours(const std::string& script, const std::string& input) {
    stage::program server = ours("server", "25");
    server.argv.push_back("-");
    return play(server, python("client", script, input));
  }
  /// A server after a document, and our client that waits for no answer.
  play::record to_theirs(const std::string& script, const std::string& input) {
    stage::program client = ours("client_document", "25", input);
    client.argv.push_back("-");
    return play(python("server", script), client);
  }
};

const std::string unchecked = ": whole, but not kept: there is no folder";

TEST_F(DocumentUpload, Of000IsTakenByOurServerWithoutADigest) {
  const play::record play =
      to_ours("document_000_upload_client",
              "put a.txt hello\nput ../b.txt world\nput c.txt again\n");
  EXPECT_THAT(play.sends("server"), ElementsAre());
  EXPECT_EQ(play.at("server").out,
            "\"a.txt\"" + unchecked +
                "\n\"../b.txt\": refused: the name is a " + "path\n\"c.txt\"" +
                unchecked + "\nthe client left\n");
  EXPECT_EQ(play.at("client").exit, 0) << play.at("client").err;
}

TEST_F(DocumentUpload, Of002IsTakenIfItsConstantIsTheFilesDigest) {
  play::record play =
      to_ours("document_002_upload_client", "demo1.mp4 hello right\n");
  EXPECT_EQ(play.at("server").out,
            "\"demo1.mp4\"" + unchecked + "\nthe client left\n");
  play = to_ours("document_002_upload_client",
                 "demo1.mp4 hello 350f4337bfe2ab44c24765e61ef1666c\n");
  EXPECT_EQ(play.at("server").out,
            "\"demo1.mp4\": refused: the digest differs\nthe client left\n");
}

TEST_F(DocumentUpload, Of004IsTakenByOurServerWithoutADigest) {
  const play::record play = to_ours("document_004_upload_client", "2\n1\n");
  EXPECT_EQ(play.at("server").out, "\"hello.txt\"" + unchecked +
                                       "\n\"lesson.mp4\"" + unchecked +
                                       "\nthe client left\n");
}

// Each for itself: these servers take what recv brings for one message.
TEST_F(DocumentUpload, OurHeaderIsReadByTheServersOfAllThree) {
  for (const char* document : {"000", "002", "004"}) {
    SCOPED_TRACE(document);
    const play::record play =
        to_theirs("document_" + std::string(document) + "_upload_server",
                  "put hello.txt\n");
    EXPECT_EQ(play.at("server").out,
              "put hello.txt 5 5d41402abc4b2a76b9719d911017c592\n")
        << play.at("server").err;
    EXPECT_EQ(play.at("client_document").out, "hello.txt: upload successful\n");
    EXPECT_EQ(play.at("client_document").exit, 0);
  }
}

// getattr(self, cmd): the client names the method, here the constructor.
TEST_F(DocumentUpload, Of000IsEndedByAClientThatNamesItsConstructor) {
  const play::record play =
      this->play(python("server", "document_000_upload_server"),
                 python("client", "document_000_upload_client",
                        "__init__ a.txt hello\n"));
  EXPECT_EQ(play.at("server").exit, 1);
  EXPECT_THAT(play.at("server").err, HasSubstr("Bad file descriptor"));
}

TEST_F(DocumentUpload, OurClientWithAnswersSaysThatNoneCame) {
  stage::program client = ours("client", "25", "put hello.txt\n");
  client.argv.push_back("-");
  const play::record play =
      this->play(python("server", "document_002_upload_server"), client);
  EXPECT_THAT(play.at("server").err, HasSubstr("file_size"));  // a KeyError
  EXPECT_EQ(play.at("client").exit, 1);
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

TEST_F(Interop, ClientAuthWithAPythonClient) {
  const play::record play = this->play(
      ours("server", "26"), python("client", "client_auth_client", "hello\n"));
  EXPECT_EQ(play.at("client").out, "b'HELLO'\n") << play.at("client").err;
  EXPECT_EQ(play.at("server").out, "client 1: accepted\nclient 1: left\n");
}

TEST_F(Interop, ClientAuthWithAPythonServer) {
  const play::record play = this->play(python("server", "client_auth_server"),
                                       ours("client", "26", "hello\nquit\n"));
  EXPECT_EQ(play.at("client").out, "both know the key\nHELLO\n");
  EXPECT_EQ(play.at("server").out, "accepted, and left\n")
      << play.at("server").err;
}

// The proof of the document can be relayed, so it is none here, and the other
// way round ours is none there. The same key on both sides changes nothing.
TEST_F(Interop, ClientAuthRefusesTheDocumentsOwnClient) {
  const play::record play =
      this->play(ours("server", "26"),
                 python("client", "document_000_auth_client", "hello\n"));
  EXPECT_EQ(play.at("server").out, "client 1: refused\n");
  EXPECT_THAT(play.at("client").out, testing::Not(HasSubstr("HELLO")));
}

TEST_F(Interop, ClientAuthIsRefusedByTheDocumentsOwnServer) {
  const play::record play = this->play(
      python("server", "document_000_auth_server"), ours("client", "26"));
  EXPECT_EQ(play.at("server").out, "not authorised\n");
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST_F(Interop, ThreadingServerWithAPythonServer) {
  const play::record play =
      this->play(python("server", "threading_server_server"),
                 ours("client", "27", "hello\nfeng\n"));
  EXPECT_EQ(play.at("client").out, "HELLO\nFENG\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, ThreadingServerWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "27"),
                 python("client", "threading_server_client", "hello\nq\n"));
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_F(Interop, ThreadingUdpServerWithAPythonServer) {
  stage::program client = ours("udp_client", "27");
  client.argv.push_back("hello");
  const play::record play =
      this->play(python("server", "threading_server_udp_server"), client);
  EXPECT_EQ(play.at("udp_client").out, "HELLO\n");
}

TEST_F(Interop, ThreadingUdpServerWithAPythonClient) {
  const play::record play = this->play(
      ours("udp_server", "27"),
      python("client", "threading_server_udp_client", "hello\nfeng\n"));
  EXPECT_EQ(play.at("client").out, "b'HELLO'\nb'FENG'\n");
}

TEST_F(Interop, EventLoopWithAPythonClient) {
  const play::record play =
      this->play(ours("server", "28"),
                 python("client", "event_loop_client", "hello\n\nfeng\n"));
  EXPECT_THAT(play.sends("client"), ElementsAre(9, 4, 8));
  EXPECT_EQ(play.at("client").out, "b'HELLO'\nb''\nb'FENG'\n");
  EXPECT_EQ(play.at("server").err, "");
}

}  // namespace
