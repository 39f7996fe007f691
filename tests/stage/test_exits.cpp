// The end of a program closes what it left open: other programs notice, so it
// is a call like close().
#include <algorithm>

#include "plays.hpp"

namespace {

using Exits = StageTest;

const play::call& last_call(const play::record& play,
                            const std::string& program) {
  return *std::ranges::find(play.calls.rbegin(), play.calls.rend(), program,
                            &play::call::program);
}

TEST_F(Exits, OfAProgramWithOpenSocketsAreCalls) {
  const auto play =
      play_to("server:listen", {"hear 8080 10", "leave 8080 hello 3"});
  EXPECT_EQ(call_names(play, "client"), "socket connect send exit");
  const play::call& last = last_call(play, "client");
  EXPECT_EQ(last.name, "exit");
  EXPECT_EQ(last.argument, 3);
  EXPECT_EQ(last.result, 0);
  EXPECT_EQ(play.at("client").exit, 3);
}

TEST_F(Exits, AreSeenInAFreeRunToo) {
  const auto play = play_freely({"hear 8080 10 10", "leave 8080 hello 3"});
  EXPECT_EQ(call_names(play, "client"), "socket connect send exit");
}

TEST_F(Exits, OfAProgramWithoutOpenSocketsAreNone) {
  const auto play =
      play_to("server:listen", {"hear 8080 10", "say 8080 hello"});
  EXPECT_EQ(call_names(play, "client"), "socket connect send close");
}

// Nothing is closed as long as somebody else has it too.
TEST_F(Exits, OfAProcessWhoseSocketsItsParentHasAreNone) {
  const auto play =
      play_to("server:listen", {"hear 8080 10", "leave 8080 hello 3 child"});
  EXPECT_EQ(call_names(play, "client"), "socket connect send exit");
  EXPECT_EQ(last_call(play, "client").task, 0);
}

TEST_F(Exits, WaitForTheirCue) {
  const std::vector<std::string> pair = {"hear 8080 10", "leave 8080 hello 3"};
  const auto first_client = [&pair](const std::string& cues) {
    const auto play = play_to("server:listen client:send " + cues, pair);
    return last_call(play, "client").n < last_call(play, "server").n;
  };
  EXPECT_TRUE(first_client("client:exit server:exit"));
  EXPECT_FALSE(first_client("server:exit client:exit"));
}

}  // namespace
