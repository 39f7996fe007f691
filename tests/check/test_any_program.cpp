// Programs that the search was not built for: each is explored, or says why it
// cannot be.
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "searches.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;

// Where the shell would find it; "" if it would not.
std::string in_path(const std::string& program) {
  const char* const path = ::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');)
    if (const std::string file = folder + "/" + program;
        ::access(file.c_str(), X_OK) == 0)
      return file;
  return {};
}

class AnyProgram : public SearchTest {
 protected:
  void expect_one_outcome(const check::report& report) {
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_THAT(report.outcomes, SizeIs(1)) << text_of(report);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_THAT(report.notes, IsEmpty());
    EXPECT_GT(report.schedules, 1);
  }
  static stage::program python(const std::string& name,
                               const std::string& script) {
    return {
        name, {PYTHON, SCRIPTS "/" + script + ".py", "127.0.0.1", "8080"}, {}};
  }
};

TEST_F(AnyProgram, InPython) {
  if (std::string(PYTHON).empty())
    GTEST_SKIP() << "python3 was not found when this was configured";
  const check::report report =
      check::search({python("server", "sticky_packets_server"),
                     python("client", "sticky_packets_client")},
                    options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(outputs(report, "server"),
              IsSupersetOf({"-----> 5 b'hello'\n-----> 4 b'feng'\n",
                            "-----> 9 b'hellofeng'\n-----> 0 b''\n",
                            "-----> 1 b'h'\n-----> 1 b'e'\n",
                            "-----> 1 b'h'\n-----> 4 b'ello'\n",
                            "-----> 1 b'h'\n-----> 8 b'ellofeng'\n",
                            "-----> 5 b'hello'\n-----> 1 b'f'\n"}));
  EXPECT_THAT(report.faults, testing::Not(IsEmpty()));
}

TEST_F(AnyProgram, ThatIsStatic) {
  const check::report report =
      explored({"hear 8080 10 10", "say_static 8080 hello feng"});
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_EQ(
      outputs(report, "server"),
      outputs(explored({"hear 8080 10 10", "say 8080 hello feng"}), "server"));
}

TEST_F(AnyProgram, WithAThreadForEachClient) {
  expect_one_outcome(explored({"thread_per_client 8080", "ask_whole 8080 hi"}));
  expect_one_outcome(explored(
      {"thread_per_client 8080", "ask_whole 8080 hi", "ask_whole 8080 ho"},
      narrow()));
}

TEST_F(AnyProgram, WithAProcessForEachClient) {
  expect_one_outcome(explored({"fork_per_client 8080", "ask_whole 8080 hi"}));
  expect_one_outcome(explored(
      {"fork_per_client 8080", "ask_whole 8080 hi", "ask_whole 8080 ho"},
      narrow()));
}

TEST_F(AnyProgram, WithALevelTriggeredEpoll) {
  expect_one_outcome(explored({"epoll_echo 8080 level", "ask_whole 8080 hi"}));
  expect_one_outcome(explored(
      {"epoll_echo 8080 level", "ask_whole 8080 hi", "ask_whole 8080 ho"},
      narrow()));
}

TEST_F(AnyProgram, WithAnEdgeTriggeredEpoll) {
  expect_one_outcome(explored({"epoll_echo 8080 edge", "ask_whole 8080 hi"}));
  options_ = narrow();
  options_.shorts = 0;
  expect_one_outcome(explored(
      {"epoll_echo 8080 edge", "ask_whole 8080 hi", "ask_whole 8080 ho"},
      options_));
}

TEST_F(AnyProgram, WhoseEpollReportsInTheOrderOfArrival) {
  const check::report report =
      explored({"epoll_order 8080 2", "say 8080 a", "say 8080 b"});
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(outputs(report, "server"), ElementsAre("0\n1\n", "1\n0\n"));
}

TEST_F(AnyProgram, WhoseEpollIsFirstSeenInALaterSchedule) {
  const std::vector<std::string> cast = {
      "epoll_if_short 8080 2", "ask_whole 8080 ab", "ask_whole 8080 cd"};
  const check::report report = explored(cast);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(
      outputs(report, "server"),
      ElementsAre("recv: 1 a\n0\n", "recv: 1 a\n0\n1\n", "recv: 1 a\n1\n0\n",
                  "recv: 1 c\n0\n", "recv: 1 c\n0\n1\n", "recv: 1 c\n1\n0\n",
                  "recv: 2 ab\n", "recv: 2 cd\n"));
  // Nothing is counted of what was played before it was seen.
  options_ = narrow();
  options_.prune = false;
  const check::report whole = explored(cast, options_);
  EXPECT_TRUE(whole.complete) << whole.stopped_by;
  long schedules = 0;
  for (const check::outcome& one : whole.outcomes) schedules += one.schedules;
  EXPECT_EQ(schedules, whole.schedules);
}

// One client's letter causes the other's, so that they come in this order; but
// of two that are there when it is told of the connections, an epoll reports
// the first connection's first.
TEST_F(AnyProgram, WhoseEpollIsToldOfAConnectionAfterItsBytesCame) {
  const std::vector<std::string> cast = {
      "epoll_letters 8080", "say_after 8080 9090 a", "say_both 8080 9090 b"};
  const check::report report = explored(cast);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(outputs(report, "server"), ElementsAre("ab", "ba"));
  options_.preemptions = 1;
  const check::report pruned = explored(cast, options_);
  options_.prune = false;
  EXPECT_EQ(outcomes(pruned), outcomes(explored(cast, options_)));
}

// If bytes are there that it never read, its end resets the connection.
TEST_F(AnyProgram, ThatEndsWithoutClosing) {
  const std::vector<std::string> pair = {"accept_and_leave 8080",
                                         "ask 8080 hello"};
  const check::report report = explored(pair);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(outputs(report, "client"),
              ElementsAre("recv: 0 \n", "recv: Connection reset by peer\n"));
  options_.prune = false;
  EXPECT_EQ(outcomes(report), outcomes(explored(pair, options_)));
}

TEST_F(AnyProgram, WithDatagrams) {
  const check::report report =
      explored({"udp_hear 8080 9 9", "udp_say 8080 5", "udp_say 8080 4"});
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(outputs(report, "server"),
              ElementsAre("recvfrom: 4 aaaa\nrecvfrom: 5 aaaaa\n",
                          "recvfrom: 5 aaaaa\nrecvfrom: 4 aaaa\n"));
}

TEST_F(AnyProgram, OverUnixSockets) {
  check::options whole;
  whole.prune = false;
  for (const std::vector<std::string>& cast :
       {std::vector<std::string>{"hear @desk 9 9", "say @desk ab c"},
        {"hear @@desk 9 9", "say @@desk ab c"}}) {
    const check::report report = explored(cast);
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_EQ(outcomes(report), outcomes(explored(cast, whole)));
  }
}

// All plays have the same files.
TEST_F(AnyProgram, OverUnixSocketsWithAPath) {
  const std::string path =
      testing::TempDir() + "desk" + std::to_string(::getpid());
  options_.jobs = 4;
  const check::report report =
      explored({"hear " + path + " 9 9", "say " + path + " ab c"}, options_);
  ::unlink(path.c_str());
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_EQ(outcomes(report),
            outcomes(explored({"hear @desk 9 9", "say @desk ab c"})));
}

// Bytes that it has not read by then reset the connection.
TEST_F(AnyProgram, ThatClosesInAnyWayWhatItHasDialledInAnyWay) {
  for (const std::string place : {"8080", "0:8080"})
    for (const std::string call : {"close", "dup2"}) {
      const check::report report =
          explored({"greet " + place, "part_by " + place + " " + call});
      EXPECT_TRUE(report.complete) << report.stopped_by;
      EXPECT_THAT(outputs(report, "server"),
                  ElementsAre("recv: 0 \n", "recv: Connection reset by peer\n"))
          << place << " " << call;
    }
}

// No outcome is that nobody listened yet.
TEST_F(AnyProgram, IsNotRacedAgainstItsServersStart) {
  for (const std::vector<std::string>& cast :
       {std::vector<std::string>{"hear 8080 10", "say 8080 hello"},
        {"serve 8080", "ask 8080 hello", "ask 8080 feng"},
        {"udp_serve 8080", "udp_ask 8080 hello"}}) {
    const check::report report = explored(cast, narrow());
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_THAT(text_of(report), testing::Not(testing::HasSubstr("refused")));
  }
}

TEST_F(AnyProgram, CalledNc) {
  if (in_path("nc").empty()) GTEST_SKIP() << "nc is not installed";
  const check::report report =
      check::search({{"server", {"nc", "-l", "8080"}, {}},
                     cast_as("client", "say 8080 hello")},
                    options_);
  if (report.outcomes.front().programs.front().out != "hello")
    GTEST_SKIP() << "another nc than OpenBSD's";
  expect_one_outcome(report);
}

TEST_F(AnyProgram, CalledNcAtBothEnds) {
  if (in_path("nc").empty()) GTEST_SKIP() << "nc is not installed";
  const check::report report =
      check::search({{"server", {"nc", "-l", "8080"}, {}},
                     {"client", {"nc", "-N", "127.0.0.1", "8080"}, "hello"}},
                    options_);
  if (report.outcomes.front().programs.front().out != "hello")
    GTEST_SKIP() << "another nc than OpenBSD's";
  expect_one_outcome(report);
}

TEST_F(AnyProgram, CalledSocat) {
  if (in_path("socat").empty()) GTEST_SKIP() << "socat is not installed";
  const check::report report = check::search(
      {{"server", {"socat", "-u", "TCP-LISTEN:8080", "STDOUT"}, {}},
       {"client", {"socat", "-u", "STDIN", "TCP:127.0.0.1:8080"}, "hello"}},
      options_);
  expect_one_outcome(report);
  EXPECT_THAT(outputs(report, "server"), ElementsAre("hello"));
}

}  // namespace
