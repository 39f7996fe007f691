// What a web page can make a browser send to lesson 09's servers: no byte of it
// is run. Each request here would make a file if any part of it were.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* methods[] = {"GET",   "POST",   "HEAD",  "OPTIONS",
                                   "PUT",   "DELETE", "PATCH", "CONNECT",
                                   "TRACE", "PRI"};

class Strangers : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "remote_command_XXXXXX";
    ASSERT_NE(::mkdtemp(folder_.data()), nullptr);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// A command without a blank, as it stands in a request line.
  std::string make_file() const { return "touch${IFS}" + folder_ + "/ran"; }
  bool ran() const { return std::filesystem::remove(folder_ + "/ran"); }
  /// That command, and what the shell overlooks, this long together.
  std::string command_of(std::size_t size) const {
    std::string command = make_file() + " #";
    command.resize(size, 'a');
    return command;
  }

  /// A raw_peer with these steps, then the lesson's own client.
  static play::record played(std::vector<std::string> steps,
                             stage::schedule& schedule) {
    const std::string port = a_port();
    const std::string server = GetParam();
    steps.insert(steps.begin(), {RAW_PEER, "connect", "127.0.0.1", port});
    const std::string client = program(
        "09", server == "server" ? "client" : "solutions/client_to_the_end");
    return stage::perform(
        {{"server", {program("09", server), "127.0.0.1", port}, ""},
         {"stranger", steps, ""},
         {"client", {client, "127.0.0.1", port}, "echo served\n"}},
        schedule);
  }

  /// What the server said of them. The stranger does not keep the client, whose
  /// connection is its own, from being served.
  static std::string served(const std::vector<std::string>& steps) {
    stage::in_order schedule;
    const play::record play = played(steps, schedule);
    EXPECT_THAT(play.at("client").out, HasSubstr("served\\n"));
    EXPECT_EQ(play.at("client").exit, 0);
    return play.at("server").out;
  }

  /// The same bytes, so many in each send. The next one when the server has
  /// answered, or hung up, if it is one that does so before the end.
  static std::vector<std::string> pieces(const std::string& bytes,
                                         std::size_t size) {
    std::vector<std::string> steps;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      steps.push_back(bytes.substr(at, size));
      if (GetParam() == std::string("server")) steps.emplace_back("recv");
    }
    return steps;
  }

 private:
  std::string folder_;
};

TEST_P(Strangers, TestsWouldSeeACommandThatRuns) {
  served({make_file()});
  EXPECT_TRUE(ran());
}

TEST_P(Strangers, ALongRequestLineIsNotRun) {
  const std::string line = "GET /?;" + make_file() + ";" +
                           std::string(1100, 'a') + " HTTP/1.1\\r\\n\\r\\n";
  EXPECT_THAT(served({line, "recv"}), HasSubstr("\": HTTP, hung up\n"));
  EXPECT_FALSE(ran());
}

TEST_P(Strangers, ARequestLineInPiecesIsNotRun) {
  const std::string line =
      "GET /?;" + make_file() + ";" + std::string(100, 'a');
  // Where the line has a part that would be run by itself, too.
  for (const std::size_t size : {1UL, 2UL, 3UL, 5UL, 7UL, 100UL}) {
    EXPECT_THAT(served(pieces(line, size)), HasSubstr(", hung up\n"));
    EXPECT_FALSE(ran()) << size;
  }
}

TEST_P(Strangers, ARequestThatIsReadByteByByteIsNotRun) {
  one_byte_reads schedule(
      [](const stage::actor& who) { return who.program == "server"; });
  const play::record play =
      played({"GET /?;" + make_file() + ";", "recv"}, schedule);
  EXPECT_THAT(play.at("server").out, HasSubstr("HTTP, hung up\n"));
  EXPECT_FALSE(ran());
}

TEST_P(Strangers, NoMethodOfHttpBeginsACommand) {
  for (const std::string method : methods) {
    // A recv may end anywhere, long before the line does.
    EXPECT_THAT(served({method + " /?;" + make_file()}),
                HasSubstr("\": HTTP, hung up\n"));
    EXPECT_FALSE(ran()) << method;
  }
}

TEST_P(Strangers, ABodyIsNotRun) {
  const std::string head =
      "POST / HTTP/1.1\\r\\nContent-Type: text/plain\\r\\n\\r\\n";
  served({head + make_file(), "recv"});
  EXPECT_FALSE(ran());
  served({head, make_file(), "recv"});
  EXPECT_FALSE(ran());
  served({head, "recv", make_file(), "recv"});  // a segment of its own, later
  EXPECT_FALSE(ran());
  served({"POST / HT", "TP/1.1\\r\\n\\r\\n", "recv", make_file(), "recv"});
  EXPECT_FALSE(ran());
}

TEST_P(Strangers, OtherProtocolsAreNotRun) {
  const std::string run = make_file();
  for (const std::string& bytes :
       {"\\x16\\x03\\x01\\x02\\x00;" + run,                 // TLS hello
        "\\x00\\x01\\x00\\x08\\x21\\x12\\xa4\\x42;" + run,  // STUN
        "GET /;" + run + " HTTP/1.1\\r\\nUpgrade: websocket\\r\\n\\r\\n",
        "USER a;" + run + "\\r\\n", "true;" + run + "\\n" + run, run + "\\x00",
        "echo \\x1b[2J;" + run}) {
    EXPECT_THAT(served({bytes, "recv", run, "recv"}), HasSubstr(", hung up\n"));
    EXPECT_FALSE(ran()) << bytes;
  }
}

TEST_P(Strangers, ACommandThatFillsTheBufferIsNotRun) {
  EXPECT_THAT(served({command_of(1023)}),
              HasSubstr("(1023 bytes)\": 0 bytes\n"));
  EXPECT_TRUE(ran());
  for (const std::size_t size : {1024UL, 1025UL, 2048UL, 5000UL}) {
    EXPECT_THAT(served({command_of(size)}),
                HasSubstr("\": too long to be known as whole, hung up\n"));
    EXPECT_FALSE(ran()) << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Strangers,
                         testing::Values("server", "server_to_the_end"),
                         [](const auto& of) { return of.param; });

// Only where one recv is a command.
TEST(StrangersToOneRecv, AMethodAloneIsNoCommand) {
  for (const std::string method : methods) {
    for (const std::size_t size : {std::size_t{1}, method.size()}) {
      const std::string port = a_port();
      stage::in_order schedule;
      const play::record play = stage::perform(
          {{"server", {program("09", "server"), "127.0.0.1", port}, ""},
           {"stranger",
            {RAW_PEER, "connect", "127.0.0.1", port, method.substr(0, size)},
            ""}},
          schedule);
      EXPECT_THAT(play.at("server").out,
                  HasSubstr("\": the beginning of HTTP, hung up\n"))
          << method.substr(0, size);
    }
  }
}

TEST(StrangersToOneRecv, APieceWithMoreBehindItIsNoCommand) {
  stage::cues cues("server:listen client:send server:recv(8)");
  const play::record play = play_scene("09", "table", cues);
  EXPECT_EQ(play.at("server").out,
            "waiting for commands\n"
            "\"seq 8 13\": a piece: there is more behind it, hung up\n");
  EXPECT_THAT(play.recvs("server"), ElementsAre(8));
  EXPECT_THAT(play.sends("server"), IsEmpty());
  EXPECT_THAT(play.at("client").err, StartsWith("client: recv: "));
}

}  // namespace
