// How a play ends, and what is said about it.
#include <csignal>

#include "plays.hpp"

namespace {

using namespace std::chrono_literals;
using play::ending;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;
using Endings = StageTest;

TEST_F(Endings, ExitedWhenEveryProgramHas) {
  const auto play = play_to("", {"hear 8080 10", "say 8080 x"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_EQ(to_text(play.ended_because), "");
  EXPECT_THAT(play.waits, SizeIs(0));
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_FALSE(play.at("server").dismissed);
}

TEST_F(Endings, EveryoneWaitsWhenBothWaitForTheOther) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"hear 8080 10", "listen_first 8080"};
    const auto play = free ? play_freely(pair) : play_to("", pair);
    EXPECT_EQ(play.ended, ending::everyone_waits);
    EXPECT_EQ(to_text(play.ended_because),
              "server waits for data from client in recv(4); client waits for "
              "data from server in recv(3); 0 bytes are under way");
    ASSERT_THAT(play.waits, SizeIs(2));
    EXPECT_EQ(play.waits[0].program, "server");
    EXPECT_EQ(play.waits[0].call, "recv");
    EXPECT_EQ(play.waits[0].fd, 4);
    EXPECT_EQ(to_text(play.waits[0].what), "data from client");
    EXPECT_TRUE(play.at("server").dismissed);
    EXPECT_TRUE(play.at("client").dismissed);
  }
}

TEST_F(Endings, EveryoneWaitsWhenAServerIsInAConversation) {
  // The client lives on, with its connection open and nothing to say.
  const auto play = play_to("", {"drain 8080", "hear 9090 10"});
  EXPECT_EQ(play.ended, ending::idle);  // both wait for somebody new
  EXPECT_EQ(play_to("", {"drain 8080", "listen_first 8080"}).ended,
            ending::everyone_waits);
}

TEST_F(Endings, IdleWhenOnlyAServerIsLeftInAccept) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"serve 8080", "ask 8080 hello"};
    const auto play = free ? play_freely(pair) : play_to("", pair);
    EXPECT_EQ(play.ended, ending::idle);
    EXPECT_EQ(to_text(play.ended_because),
              "server waits for a connection in accept(3)");
    EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
    EXPECT_EQ(play.at("server").out, "hello\n");
    EXPECT_TRUE(play.at("server").dismissed);
  }
}

TEST_F(Endings, IdleWhenOnlyABoundDatagramServerIsLeft) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"udp_serve 8080",
                                           "udp_ask 8080 hello"};
    const auto play = free ? play_freely(pair) : play_to("server:bind", pair);
    EXPECT_EQ(play.ended, ending::idle);
    EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
  }
}

TEST_F(Endings, EveryoneWaitsWhenADatagramClientWaitsForItsAnswer) {
  // It never bound its socket, so it is no server.
  const auto play = play_to("server:bind client:send server:kill",
                            {"udp_serve 8080", "udp_ask 8080 hello"});
  EXPECT_EQ(play.ended, ending::everyone_waits);
  EXPECT_THAT(to_text(play.ended_because), HasSubstr("client waits for data"));
}

// Neither of them asks about new clients.
TEST_F(Endings, EveryoneWaitsWhenEpollsWatchNoListener) {
  const auto play = play_to("", {"wait_by 8080 epoll -1", "await 8080"});
  EXPECT_EQ(play.ended, ending::everyone_waits);
}

TEST_F(Endings, ASpinningStartIsNoReasonToRefuseItsClient) {
  const auto play = play_to("", {"wake_up 8080", "say 8080 hello"});
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
}

TEST_F(Endings, SpinningWhenAnEndedStreamIsReadOn) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"read_on 8080", "say 8080 x"};
    const auto play = free ? play_freely(pair) : play_to("", pair);
    EXPECT_EQ(play.ended, ending::spinning);
    EXPECT_EQ(to_text(play.ended_because),
              "server was told 10 times that the stream has ended, and reads "
              "on");
    EXPECT_TRUE(play.at("server").dismissed);
  }
}

TEST_F(Endings, SpinningWhenNonBlockingCallsAskForEver) {
  const auto play = play_to("", {"try_again 8080", "listen_first 8080"});
  EXPECT_EQ(play.ended, ending::spinning);
  EXPECT_THAT(to_text(play.ended_because), HasSubstr("server"));
}

TEST_F(Endings, NonBlockingLoopEndsWhenItsBytesCome) {
  const auto play = play_to("", {"try_again 8080", "say 8080 x"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_EQ(play.at("server").out, "recv: 1 x\n");
}

TEST_F(Endings, BoundWhenThereAreTooManyCalls) {
  stage::options few;
  few.most_calls = 8;
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"try_again 8080",
                                           "listen_first 8080"};
    const auto play = free ? play_freely(pair, few) : play_to("", pair, few);
    EXPECT_EQ(play.ended, ending::bound);
    EXPECT_THAT(play.calls, SizeIs(8));
    EXPECT_THAT(to_text(play.ended_because), HasSubstr("8 calls"));
  }
}

TEST_F(Endings, BoundWhenAProgramComputesForEver) {
  stage::options hurried;
  hurried.patience = 300ms;
  const auto play = play_to("", {"hear 8080 10", "compute"}, hurried);
  EXPECT_EQ(play.ended, ending::bound);
  EXPECT_THAT(
      to_text(play.ended_because),
      AllOf(HasSubstr("no socket call for"), HasSubstr("client computes")));
}

TEST_F(Endings, BoundWhenAProgramPrintsForEver) {
  stage::options little;
  little.most_bytes = 1 << 20;
  for (const bool free : {false, true}) {
    const std::vector<std::string> one = {"/usr/bin/yes"};
    const auto play =
        free ? play_freely(one, little) : play_to("", one, little);
    EXPECT_EQ(play.ended, ending::bound);
    EXPECT_THAT(to_text(play.ended_because), HasSubstr("1 MiB"));
    EXPECT_LT(play.programs.front().out.size(), 2U << 20);
  }
}

TEST_F(Endings, BoundWhenAProgramReadsFilesForEver) {
  stage::options hurried;
  hurried.patience = 300ms;
  const auto play =
      play_to("", {"/usr/bin/dd if=/dev/zero of=/dev/null bs=1"}, hurried);
  EXPECT_EQ(play.ended, ending::bound);
}

TEST_F(Endings, NameTheSignalThatEndedAProgram) {
  for (const auto& [number, name] : {std::pair{SIGSEGV, "SIGSEGV"},
                                     {SIGABRT, "SIGABRT"},
                                     {SIGKILL, "SIGKILL"},
                                     {SIGPIPE, "SIGPIPE"}}) {
    for (const bool free : {false, true}) {
      const std::vector<std::string> one = {"signal_itself " +
                                            std::to_string(number)};
      const auto play = free ? play_freely(one) : play_to("", one);
      EXPECT_EQ(play.ended, ending::exited);
      EXPECT_EQ(play.at("server").signal, name);
      EXPECT_FALSE(play.at("server").exit);
      EXPECT_EQ(play.at("server").out, "before\n");
    }
  }
}

TEST_F(Endings, AProgramThatStopsItselfWaits) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> one = {"signal_itself " +
                                          std::to_string(SIGSTOP)};
    const auto play = free ? play_freely(one) : play_to("", one);
    EXPECT_EQ(play.at("server").out, "before\n");
    EXPECT_EQ(play.ended, ending::everyone_waits);
  }
}

TEST_F(Endings, AProgramWithoutSocketsJustEnds) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> both = {"/bin/echo hello", "/bin/false"};
    const auto play = free ? play_freely(both) : play_to("", both);
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").out, "hello\n");
    EXPECT_EQ(play.at("server").exit, 0);
    EXPECT_EQ(play.at("client").exit, 1);
    EXPECT_THAT(play.calls, SizeIs(0));
  }
}

TEST_F(Endings, KilledWhenInterruptedUnderASchedule) {
  script schedule([](const stage::situation& now) {
    if (now.so_far.calls.size() == 3) stage::interrupt();
    return stage::in_order().next(now);
  });
  const auto play =
      stage::perform(cast_of({"serve 8080", "say 8080 x"}), schedule);
  EXPECT_EQ(play.ended, ending::killed);
  EXPECT_THAT(play.calls, SizeIs(4));
}

TEST_F(Endings, KilledWhenInterruptedWhileAProgramComputes) {
  std::signal(SIGALRM, [](int) { stage::interrupt(); });
  for (const bool free : {false, true}) {
    ::ualarm(200'000, 0);
    const auto before = std::chrono::steady_clock::now();
    const auto play =
        free ? play_freely({"compute"}) : play_to("", {"compute"});
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
    EXPECT_EQ(play.ended, ending::killed);
  }
  std::signal(SIGALRM, SIG_DFL);
}

}  // namespace
