// What programs print and are given: in its place among the calls, and the same
// whether they are traced or not.
#include <sys/wait.h>

#include <cstdio>

#include "plays.hpp"

namespace {

using testing::ElementsAre;
using testing::SizeIs;
using Output = StageTest;

struct bare {
  std::string out;
  int exit = -1;
};

bare run_bare(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  bare result;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    result.out.append(buffer, n);
  result.exit = WEXITSTATUS(::pclose(pipe));
  return result;
}

TEST_F(Output, IsPlacedAmongTheCalls) {
  const auto play = play_to("server:listen client:exit server:recv(2)",
                            {"hear 8080 10 10", "say 8080 hello"});
  ASSERT_THAT(play.prints, SizeIs(2));
  const auto number_of = [&play](const char* name, std::int64_t result) {
    for (const play::call& one : play.calls)
      if (one.name == name && one.result == result) return one.n;
    return 0;
  };
  EXPECT_EQ(play.prints[0].text, "recv: 2 he\n");
  EXPECT_EQ(play.prints[0].after, number_of("recv", 2));
  EXPECT_EQ(play.prints[1].text, "recv: 3 llo\n");
  EXPECT_EQ(play.prints[1].after, number_of("recv", 3));
}

TEST_F(Output, OfAMegabyteDoesNotBlock) {
  for (const bool free : {false, true}) {
    const auto play = free ? play_freely({"chatter 1000000"})
                           : play_to("", {"chatter 1000000"});
    EXPECT_EQ(play.ended, play::ending::exited);
    EXPECT_EQ(play.at("server").exit, 7);
    EXPECT_EQ(play.at("server").out,
              run_bare(path_of("chatter") + " 1000000 2>/dev/null").out);
  }
}

TEST_F(Output, ToStderrIsSeparate) {
  const auto play = play_to("", {"chatter 64"});
  EXPECT_EQ(play.at("server").out,
            std::string(63, '0').replace(61, 2, "64") + "\n");
  EXPECT_EQ(play.at("server").err, "done\n");
  ASSERT_THAT(play.prints, SizeIs(2));
  EXPECT_FALSE(play.prints[0].error);
  EXPECT_TRUE(play.prints[1].error);
}

TEST_F(Output, AndExitStatusAreThoseOfABareRun) {
  const std::string say = path_of("say");
  for (const std::string& line : std::vector<std::string>{
           path_of("chatter") + " 5000", path_of("rest") + " 10",
           path_of("pair"), say + " 8080 nobody-listens",
           path_of("signal_itself") + " 17", "/bin/cat /proc/self/comm",
           path_of("start") + " vfork " + say + " 8080 nobody-listens"}) {
    const bare alone = run_bare(line + " 2>/dev/null");
    const auto play = play_freely({line});
    EXPECT_EQ(play.at("server").out, alone.out) << line;
    EXPECT_EQ(play.at("server").exit, alone.exit) << line;
  }
}

TEST_F(Output, OfAPairIsThatOfABareRun) {
  needs_own_network();
  const std::string port = free_port();
  const bare alone = run_bare(path_of("hear") + " " + port + " 9w 10 & until " +
                              path_of("say") + " " + port +
                              " hello feng 2>/dev/null; do :; done; wait");
  const auto play = play_freely({"hear 8080 9w 10", "say 8080 hello feng"});
  EXPECT_EQ(play.at("server").out, alone.out);
  EXPECT_EQ(play.at("server").exit, alone.exit);
}

TEST_F(Output, OfAChildIsItsProgramsOutput) {
  const auto play = play_to("", {"start spawn " + path_of("chatter") + " 64"});
  EXPECT_EQ(play.at("server").out, std::string(63, '0').replace(61, 2, "64") +
                                       "\nthe child ended with 7\n");
  EXPECT_EQ(play.at("server").err, "done\n");
}

TEST_F(Output, BeforeAKillIsSeen) {
  const auto play = play_to("server:listen client:send server:recv server:kill",
                            {"hear 8080 10 10", "say 8080 hello"});
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
}

TEST_F(Output, KeepsEveryByte) {
  stage::in_order schedule;
  const auto play = stage::perform(
      {{"server", {"/usr/bin/printf", "\\000\\001\\r\\n\\377\\t"}, {}}},
      schedule);
  EXPECT_EQ(play.at("server").out, std::string("\0\1\r\n\xff\t", 6));
}

TEST_F(Output, ThatAnswersAnInput) {
  std::string input;
  for (int i = 0; i < 20'000; ++i) input += std::to_string(i) + "\n";
  for (const std::string& given :
       {std::string(), std::string("hello\n"), input}) {
    stage::in_order schedule;
    const auto play =
        stage::perform({{"server", {"/bin/cat"}, given}}, schedule);
    EXPECT_EQ(play.at("server").out, given);
    EXPECT_EQ(play.at("server").exit, 0);
  }
}

TEST_F(Output, EachProgramHasItsOwnInput) {
  stage::in_order schedule;
  const auto play = stage::perform(
      {{"server", {"/bin/cat"}, "one"}, {"client", {"/bin/cat"}, "two"}},
      schedule);
  EXPECT_EQ(play.at("server").out, "one");
  EXPECT_EQ(play.at("client").out, "two");
}

}  // namespace
