// A program that dies at any stop: the others are told by the kernel, the play
// ends, nothing hangs.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

#include "plays.hpp"

namespace {

using namespace std::chrono_literals;
using Kills = StageTest;

// Plays in order, and kills all processes of that program from outside before
// move number `when`. Nothing: the play ended before.
std::optional<play::record> killed_before(int when, const std::string& program,
                                          std::vector<stage::program> cast) {
  int moves = 0;
  bool killed = false;
  script schedule([&](const stage::situation& now) {
    if (moves++ == when) {
      killed = true;
      for (const leftover& one : processes_of_this_test())
        if (one.command == path_of(program)) ::kill(one.pid, SIGKILL);
    }
    return stage::in_order().next(now);
  });
  stage::options options;
  options.patience = 2s;
  auto record = stage::perform(cast, schedule, options);
  if (!killed) return {};
  return record;
}

void kill_at_each_stop(const std::string& program,
                       const std::vector<std::string>& lines) {
  int when = 0;
  for (; when < 200; ++when) {
    const auto play = killed_before(when, program, cast_of(lines));
    if (!play) break;
    EXPECT_NE(play->ended, play::ending::bound) << "before move " << when;
  }
  EXPECT_GT(when, 5);
}

TEST_F(Kills, OfTheClientAtEachStop) {
  kill_at_each_stop("say", {"hear 8080 10 10", "say 8080 hello feng"});
}

TEST_F(Kills, OfTheServerAtEachStop) {
  kill_at_each_stop("hear", {"hear 8080 10 10", "say 8080 hello feng"});
}

TEST_F(Kills, OfForkedProgramsAtEachStop) {
  kill_at_each_stop("fork_to_serve", {"fork_to_serve 8080", "say 8080 hello"});
}

TEST_F(Kills, OfThreadsAtEachStop) {
  kill_at_each_stop("threads", {"threads 8080 2", "say 8080 a", "say 8080 b"});
}

TEST_F(Kills, OfAParentThatHoldsForItsChildAtEachStop) {
  const std::string say = path_of("say");
  kill_at_each_stop("start",
                    {"hear 8080 10", "start vfork " + say + " 8080 a"});
}

TEST_F(Kills, OfTheOthersAreSeenAsResetOrEnd) {
  const auto play = killed_before(
      9, "say", cast_of({"hear 8080 10 10 10", "say 8080 hello feng"}));
  ASSERT_TRUE(play);
  EXPECT_EQ(play->at("client").signal, "SIGKILL");
  EXPECT_EQ(play->at("server").exit, 0);
}

TEST_F(Kills, ByTheScheduleAtEachStop) {
  for (const std::string who : {"server", "client"}) {
    for (int when = 0; when < 12; ++when) {
      int moves = 0;
      bool killed = false;
      script schedule(
          [&](const stage::situation& now) -> std::optional<stage::move> {
            if (moves++ == when)
              for (std::size_t i = 0; i < now.actors.size(); ++i)
                if (now.actors[i].program == who) {
                  killed = true;
                  return stage::move{i, {stage::move::way::kill}};
                }
            return stage::in_order().next(now);
          });
      const auto play = stage::perform(
          cast_of({"threads 8080 1", "say 8080 hello feng"}), schedule);
      if (killed) {
        EXPECT_EQ(play.at(who).signal, "SIGKILL") << who << " at " << when;
      }
    }
  }
}

TEST_F(Kills, OfTheStageItselfLeaveNobody) {
  const pid_t stage = ::fork();
  if (stage == 0) {
    play_freely({"hear 8080 10", "start vfork " + path_of("compute")});
    ::_exit(0);
  }
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  const auto wait_until_there_are = [deadline](std::size_t count) {
    while (std::chrono::steady_clock::now() < deadline)
      if (processes_of_this_test().size() == count) return true;
    return false;
  };
  EXPECT_TRUE(wait_until_there_are(3));
  ::kill(stage, SIGKILL);
  ::waitpid(stage, nullptr, 0);
  EXPECT_TRUE(wait_until_there_are(0));
}

TEST_F(Kills, EndAllTasksOfTheProgram) {
  const auto play = play_to(
      "server:listen client:connect server:accept "
      "server:kill client:exit",
      {"threads 8080 2", "say 8080 hello"});
  EXPECT_EQ(play.at("server").signal, "SIGKILL");
  EXPECT_EQ(play.ended, play::ending::exited);
  const auto forked = play_to(
      "server:listen client:connect server:accept "
      "server:kill client:exit",
      {"fork_to_serve 8080", "say 8080 hello"});
  EXPECT_EQ(forked.at("server").signal, "SIGKILL");
  EXPECT_EQ(forked.ended, play::ending::exited);
}

}  // namespace
