// Whole programs, lessons 25 to 28, and Python's: where the wire is that of the
// documents they talk, where it is not they refuse each other.
#include "interop.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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
  const play::record play = this->play(
      python("server", "document_000_upload_server"),
      python("client", "document_000_upload_client", "__init__ a.txt hello\n"));
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
