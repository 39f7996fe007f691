#include <gmock/gmock.h>

#include <cerrno>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(RemoteCommandUdp, AnswersAreCutAndNeverJoined) {
  const play::record play = play_scene("10", "two_letters");
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 418, 0, 1517, 0, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 418, 0, 1024, 0, 418));
  EXPECT_EQ(play.at("server").out,
            "waiting for commands\n"
            "\"seq 8 135\": 0 + 418 bytes\n"
            "\"seq 97 476\": 0 + 1517 bytes\n"
            "\"seq 8 135\": 0 + 418 bytes\n");
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 97 476: stdout -> 1024 \"97\\n98\\n99\\n"));
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 8 135: stdout -> 418 \"8\\n9\\n10\\n"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(RemoteCommandUdp, OneRecvfromForTwoLettersFallsBehind) {
  const play::record play = play_scene("10", "one_recvfrom");
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 6, 0, 6, 0, 6));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 6, 0));
  EXPECT_EQ(play.at("client").out,
            "seq 3: recvfrom -> 0 \"\"\n"
            "seq 4 6: recvfrom -> 6 \"1\\n2\\n3\\n\"\n"  // those of seq 3
            "seq 7 9: recvfrom -> 0 \"\"\n");
}

TEST(RemoteCommandUdp, AnEmptyAnswerArrives) {
  const play::record play = play_scene("10", "no_output");
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 0));
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST(RemoteCommandUdp, AnAnswerThatFitsIntoNoDatagramIsNotSent) {
  const play::record play = play_scene("10", "too_long");
  EXPECT_THAT(play.sends("server"), ElementsAre(0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0));
  EXPECT_EQ(play.at("server").err, "server: sendto: Message too long\n");
  int error = 0;
  for (const play::call& call : play.calls) {
    if (call.asked == 108894) error = call.error;
  }
  EXPECT_EQ(error, EMSGSIZE);
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
}

TEST(RemoteCommandUdp, OthersAreLetInOnlyByListen) {
  const std::string port = a_port();
  const auto server = [](std::vector<std::string> args) {
    args.insert(args.begin(), program("10", "server"));
    stage::in_order schedule;
    return stage::perform({{"server", args, ""}}, schedule);
  };
  const play::record closed = server({"0.0.0.0", port});
  EXPECT_THAT(closed.at("server").err, HasSubstr("can be reached by others"));
  EXPECT_EQ(closed.at("server").exit, 1);
  EXPECT_THAT(closed.calls, IsEmpty());
  const play::record open = server({"--listen", "0.0.0.0", port});
  EXPECT_THAT(open.at("server").err, HasSubstr("without a password\n"));
  EXPECT_EQ(open.ended, play::ending::idle);
}

}  // namespace
