// True short reads and writes: the kernel gets a smaller length, keeps the
// rest, and the program finds its memory as it left it. And calls that fail
// though the kernel never saw them.
#include "plays.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ShortRead : public StageTest,
                  public testing::WithParamInterface<const char*> {};

TEST_P(ShortRead, TakesThatManyAndLeavesTheRest) {
  const std::string call = GetParam();
  for (std::int64_t limit = 1; limit <= 9; ++limit) {
    const auto play =
        play_to("server:listen client:exit server:" + call + "(" +
                    std::to_string(limit) + ") server:exit",
                {"receive_by 8080 " + call, "say 8080 hello feng"});
    EXPECT_EQ(play.at("server").exit, 0) << play.at("server").out;
    EXPECT_EQ(
        play.at("server").out,
        call + ": " + std::to_string(limit) + " " +
            std::string("hellofeng")
                .substr(0, static_cast<std::size_t>(limit)) +
            "\n" +
            (limit == 9 ? ""
                        : call + ": " + std::to_string(9 - limit) + " " +
                              std::string("hellofeng")
                                  .substr(static_cast<std::size_t>(limit)) +
                              "\n") +
            call + ": 0 \n");
  }
}

INSTANTIATE_TEST_SUITE_P(, ShortRead,
                         testing::Values("recv", "recvfrom", "recvmsg",
                                         "recvmmsg", "read", "readv",
                                         "preadv2"),
                         parameter_name);

class ShortWrite : public StageTest,
                   public testing::WithParamInterface<const char*> {};

TEST_P(ShortWrite, TellsTheProgramHowFewWereTaken) {
  const std::string call = GetParam();
  for (std::int64_t limit = 1; limit <= 9; ++limit) {
    const auto size = static_cast<std::size_t>(limit);
    const auto play = play_to("server:listen client:" + call + "(" +
                                  std::to_string(limit) + ") client:exit",
                              {"hear 8080 16", "send_by 8080 " + call});
    EXPECT_EQ(play.at("client").exit, 0) << play.at("client").out;
    EXPECT_THAT(play.at("client").out,
                HasSubstr(call + ": " + std::to_string(limit)));
    EXPECT_EQ(play.at("server").out,
              "recv: " + std::to_string(limit) + " " +
                  std::string("abcdefghij").substr(0, size) + "\n");
    EXPECT_THAT(play.sends("client"), ElementsAre(limit));
  }
}

INSTANTIATE_TEST_SUITE_P(, ShortWrite,
                         testing::Values("send", "sendto", "sendmsg",
                                         "sendmmsg", "write", "writev",
                                         "pwritev2", "sendfile", "splice"),
                         parameter_name);

using Cuts = StageTest;

TEST_F(Cuts, LongerThanTheCallAsksForChangeNothing) {
  const auto play =
      play_to("server:listen client:exit server:recv(11) server:exit",
              {"hear 8080 10", "say 8080 hello feng"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_THAT(play.calls, Not(testing::Contains(testing::Field(
                              &play::call::forced, play::forced::cut))));
}

TEST_F(Cuts, AreMarkedInTheRecordWithWhatWasAskedFor) {
  const auto play = play_to("server:listen client:exit server:recv(4)",
                            {"hear 8080 10", "say 8080 hello"});
  std::vector<const play::call*> cut;
  for (const play::call& one : play.calls)
    if (one.forced == play::forced::cut) cut.push_back(&one);
  ASSERT_EQ(cut.size(), 1U);
  EXPECT_EQ(cut[0]->asked, 10);
  EXPECT_EQ(cut[0]->result, 4);
}

TEST_F(Cuts, OfAWaitingAllTakeTheirPartOnly) {
  const auto play = play_to("server:listen client:exit server:recv(4)",
                            {"hear 8080 9w 9", "say 8080 hello feng"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 5));
}

TEST_F(Cuts, OfADatagramTruncateIt) {
  const auto play = play_to("server:bind client:exit server:recv(3)",
                            {"udp_hear 8080 64 64", "udp_say 8080 5 5"});
  EXPECT_EQ(play.at("server").out, "recvfrom: 3 aaa\nrecvfrom: 5 bbbbb\n");
}

TEST_F(Cuts, OneByteAtATimeAllTheWay) {
  const auto play =
      play_to("server:listen client:exit server:recv(1)*9 server:exit",
              {"receive_by 8080 readv", "say 8080 hello feng"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(1, 1, 1, 1, 1, 1, 1, 1, 1, 0));
  EXPECT_EQ(play.at("server").exit, 0);
}

using Faults = StageTest;

TEST_F(Faults, AreWhatTheProgramIsToldOfEachKindOfCall) {
  const std::vector<std::string> pair = {"hear 8080 10", "say 8080 hello"};
  const auto server_says = [&pair](const std::string& cues) {
    const auto play = play_to(cues, pair);
    return play.at("server").out + play.at("server").err;
  };
  const auto client_says = [&pair](const std::string& cues) {
    return play_to(cues, pair).at("client").err;
  };
  EXPECT_EQ(server_says("server:socket!EMFILE"),
            "socket: Too many open files\n");
  EXPECT_EQ(server_says("server:bind!EADDRINUSE"),
            "bind: Address already in use\n");
  EXPECT_EQ(server_says("server:listen!EOPNOTSUPP"),
            "listen: Operation not supported\n");
  EXPECT_EQ(server_says("server:listen server:accept!ECONNABORTED"),
            "accept: Software caused connection abort\n");
  EXPECT_EQ(client_says("server:listen client:connect!ETIMEDOUT"),
            "connect: Connection timed out\n");
  EXPECT_EQ(client_says("server:listen client:send!EPIPE"),
            "send: Broken pipe\n");
  EXPECT_EQ(server_says("server:listen client:connect server:recv!ETIMEDOUT"),
            "recv: Connection timed out\n");
}

TEST_F(Faults, OfWaitsForSeveralSockets) {
  for (const char* call : {"poll", "select", "epoll"}) {
    const std::string name = call == std::string("epoll") ? "epoll_wait" : call;
    const auto play =
        play_to("server:listen client:connect server:" + name + "!EINTR",
                {"wait_by 8080 " + std::string(call) + " -1", "say 8080 x"});
    EXPECT_EQ(play.at("server").out, "-1 ready\n");
  }
}

TEST_F(Faults, AreRecordedAndTheKernelNeverSawTheCall) {
  const auto play =
      play_to("server:listen client:send!ENOBUFS client:exit server:exit",
              {"hear 8080 10", "say 8080 hello"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(0));
  std::vector<const play::call*> failed;
  for (const play::call& one : play.calls)
    if (one.forced == play::forced::failed) failed.push_back(&one);
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0]->name, "send");
  EXPECT_EQ(failed[0]->result, -1);
  EXPECT_EQ(play::error_name(failed[0]->error), "ENOBUFS");
}

}  // namespace
