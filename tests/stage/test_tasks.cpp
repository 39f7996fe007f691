// Children and threads are followed, whatever they are born by.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "plays.hpp"

namespace {

using play::ending;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::UnorderedElementsAre;
using Tasks = StageTest;

std::vector<int> tasks_that_called(const play::record& play,
                                   const std::string& program,
                                   const std::string& call) {
  std::vector<int> tasks;
  for (const play::call& one : play.calls)
    if (one.program == program && one.name == call) tasks.push_back(one.task);
  return tasks;
}

TEST_F(Tasks, ForkedChildServes) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"fork_to_serve 8080", "say 8080 x"};
    const auto play = free ? play_freely(pair) : play_to("", pair);
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").out, "recv: 1 x\nthe child ended with 3\n");
    EXPECT_EQ(play.at("server").exit, 0);
    EXPECT_THAT(tasks_that_called(play, "server", "accept"), ElementsAre(0));
    EXPECT_THAT(tasks_that_called(play, "server", "recv"), ElementsAre(1));
  }
}

TEST_F(Tasks, ChildLeftBehindEndsThePlayAndIsEnded) {
  for (const bool free : {false, true}) {
    const auto play = free ? play_freely({"fork_and_leave"})
                           : play_to("", {"fork_and_leave"});
    EXPECT_EQ(play.ended, ending::everyone_waits);
    EXPECT_EQ(play.at("server").exit, 0);
    EXPECT_FALSE(play.at("server").dismissed);
    EXPECT_THAT(to_text(play.ended_because), HasSubstr("server"));
  }
}

class Starts : public StageTest,
               public testing::WithParamInterface<const char*> {};

TEST_P(Starts, AnotherProgramThatIsFollowedToo) {
  const std::string how = GetParam();
  const std::string client =
      "start " + how + " " + path_of("say") + " 8080 hello";
  const bool replaced = how == "exec" || how == "thread";
  for (const bool free : {false, true}) {
    const auto play = free ? play_freely({"hear 8080 10", client})
                           : play_to("", {"hear 8080 10", client});
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
    EXPECT_EQ(play.at("client").out,
              replaced ? "" : "the child ended with 0\n");
    EXPECT_EQ(play.at("client").exit, 0);
  }
}

TEST_P(Starts, NothingWhereThatCannotBeRun) {
  const auto play =
      play_to("", {"start " + std::string(GetParam()) + " /nowhere/at/all"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_TRUE(play.at("server").exit);
}

INSTANTIATE_TEST_SUITE_P(, Starts,
                         testing::Values("exec", "thread", "vfork", "spawn"),
                         parameter_name);

TEST_F(Tasks, ThreadPerConnection) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> cast = {"threads 8080 3", "say 8080 a",
                                           "say 8080 b", "say 8080 c"};
    const auto play = free ? play_freely(cast) : play_to("", cast);
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").exit, 0);
    EXPECT_THAT(tasks_that_called(play, "server", "recv"),
                UnorderedElementsAre(1, 2, 3));
    EXPECT_THAT(play.recvs("server"), ElementsAre(1, 1, 1));
  }
}

TEST_F(Tasks, TwoThreadsShareOneStream) {
  const auto play = play_to(
      "server:listen client:exit server:accept server.1:recv server.0:recv",
      {"two_readers 8080", "say 8080 hello feng"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\nrecv: 4 feng\n");
  EXPECT_THAT(tasks_that_called(play, "server", "recv"), ElementsAre(1, 0));
}

TEST_F(Tasks, FirstThreadMayLeaveBeforeTheOthers) {
  const long of_thread =
      ::syscall(SYS_pidfd_open, ::gettid(), O_EXCL /* PIDFD_THREAD */);
  if (of_thread == -1)
    GTEST_SKIP() << "pidfds of threads need Linux 6.9: a first thread that has "
                    "left has no descriptors here";
  ::close(static_cast<int>(of_thread));
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"main_thread_leaves 8080",
                                           "say 8080 x"};
    const auto play = free ? play_freely(pair) : play_to("", pair);
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").out, "recv: 1 x\n");
    EXPECT_EQ(play.at("server").exit, 5);
  }
}

TEST_F(Tasks, ThreadsThatWaitForEverAreEndedAndReaped) {
  const auto play =
      play_to("server:listen",
              {"threads 8080 2", "listen_first 8080", "listen_first 8080"});
  EXPECT_EQ(play.ended, ending::everyone_waits);
  EXPECT_TRUE(play.at("server").dismissed);
}

TEST_F(Tasks, ShellScriptRunsAProgram) {
  std::string folder =
      (std::filesystem::temp_directory_path() / "stage_XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string script = folder + "/client";
  std::ofstream(script) << "#!/bin/sh\n"
                        << path_of("say") << " 8080 hello feng\n"
                        << "echo done; exit 4\n";
  ::chmod(script.c_str(), 0755);
  for (const bool free : {false, true}) {
    const auto play = free ? play_freely({"hear 8080 10 10", script})
                           : play_to("server:listen client:exit server:exit",
                                     {"hear 8080 10 10", script});
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("client").out, "done\n");
    EXPECT_EQ(play.at("client").exit, 4);
    if (!free) {
      EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
    }
  }
  std::filesystem::remove_all(folder);
}

TEST_F(Tasks, StaticProgram) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"hear 8080 10", "say_static 8080 hello feng"});
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
}

TEST_F(Tasks, SocketPairBetweenParentAndChild) {
  for (const bool free : {false, true}) {
    const auto play = free ? play_freely({"pair"}) : play_to("", {"pair"});
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
  }
}

TEST_F(Tasks, HandlerOfSigchldReapsWhileAcceptWaits) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> cast = {"child_signals 8080", "say 8080 a",
                                           "say 8080 b"};
    const auto play =
        free ? play_freely(cast)
             : play_to(
                   "server:listen client:exit server:accept server.1:exit "
                   "client2:exit",
                   cast);
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at("server").exit, 0);
    EXPECT_THAT(play.recvs("server"), ElementsAre(1, 1));
  }
}

TEST_F(Tasks, SignalsInterruptAWaitingCallWhereNobodyIsInControl) {
  const auto play = play_freely({"interrupted 8080", "speak_when_asked 8080"});
  EXPECT_EQ(play.ended, ending::exited);
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_THAT(play.calls, Contains(AllOf(Field(&play::call::name, "recv"),
                                         Field(&play::call::result, -1),
                                         Field(&play::call::error, EINTR))));
}

TEST_F(Tasks, SignalsDoNotDisturbACallThatIsReady) {
  const auto play = play_to("server:listen client:exit server:exit",
                            {"interrupted 8080", "say 8080 hello"});
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST_F(Tasks, PythonScript) {
  if (std::system("python3 -c '' 2>/dev/null") != 0)
    GTEST_SKIP() << "no python3 here";
  auto cast = cast_of({"hear 8080 10 10"});
  cast.push_back({"client",
                  {"python3", "-c",
                   "import socket\n"
                   "s = socket.create_connection(('127.0.0.1', 8080))\n"
                   "s.sendall(b'hello'); s.sendall(b'feng'); s.close()\n"
                   "print('sent')\n"},
                  {}});
  stage::cues cues("server:listen client:exit server:exit");
  const auto play = stage::perform(cast, cues);
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_EQ(play.at("client").out, "sent\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

}  // namespace
