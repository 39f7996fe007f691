// Several processes that answer: in the order asked, until told to stop, and
// none is left behind.
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "check/check.hpp"
#include "check/pool/worker.hpp"
#include "check/pool/workers.hpp"

using namespace std::string_literals;

namespace check {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

bool always(std::size_t) {
  return true;
}

// Answers each request by a function of it.
template <typename Function>
auto answering(Function answer) {
  return [answer](int socket) {
    for (std::string asked; receive_message(socket, asked);)
      send_message(socket, answer(asked));
  };
}

bool all_children_are_gone() {
  return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

std::vector<std::string> numbers(int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) all.push_back(std::to_string(i));
  return all;
}

TEST(Workers, AnswerEachRequestInItsPlace) {
  for (const int count : {1, 2, 3}) {
    workers all(
        count, answering([](const std::string& asked) { return asked + "!"; }));
    EXPECT_THAT(all.ask({"a", "", "c", "d", "e"}, always),
                ElementsAre("a!", "!", "c!", "d!", "e!"));
    EXPECT_THAT(all.ask({"f"}, always), ElementsAre("f!"));
    EXPECT_THAT(all.ask({}, always), testing::IsEmpty());
  }
}

TEST(Workers, AnswerInTheirOwnProcesses) {
  workers all(2, answering([](const std::string&) {
                return std::to_string(::getpid());
              }));
  const auto pids = all.ask({"", ""}, always);
  EXPECT_NE(pids[0], pids[1]);
  EXPECT_THAT(pids, Each(testing::Ne(std::to_string(::getpid()))));
}

// The first worker answers only once the second has.
TEST(Workers, KeepTheOrderWhereTheFirstIsTheLastToAnswer) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto work = [&ends](int socket) {
    std::string asked;
    while (receive_message(socket, asked)) {
      char byte = 0;
      if (asked == "first" && ::read(ends[0], &byte, 1) != 1) return;
      send_message(socket, asked);
      if (asked == "second" && ::write(ends[1], &byte, 1) != 1) return;
    }
  };
  EXPECT_THAT(workers(2, work).ask({"first", "second"}, always),
              ElementsAre("first", "second"));
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Workers, AreFedOneByOneAndNotAllAtOnce) {
  workers one(1, answering([](const std::string& asked) { return asked; }));
  // The second request is there when the first is answered; no more.
  EXPECT_THAT(one.ask(numbers(5), [](std::size_t) { return false; }),
              ElementsAre("0", "1", "", "", ""));
}

TEST(Workers, GetNoMoreRequestsOnceTheyAreNotToGoOn) {
  workers one(1, answering([](const std::string& asked) { return asked; }));
  const auto answers =
      one.ask(numbers(1000), [](std::size_t have) { return have < 10; });
  ASSERT_EQ(answers.size(), 1000U);
  for (std::size_t i = 0; i < answers.size(); ++i)
    EXPECT_EQ(answers[i], i < 12 ? std::to_string(i) : "");
  // Those that follow are answered as ever.
  EXPECT_THAT(one.ask({"x", "y"}, always), ElementsAre("x", "y"));
}

TEST(Workers, AreSaidToHaveAnsweredMoreAndMore) {
  workers all(2, answering([](const std::string& asked) { return asked; }));
  std::vector<std::size_t> told;
  all.ask(numbers(20), [&told](std::size_t have) {
    told.push_back(have);
    return true;
  });
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_EQ(told.front(), 0U);
  EXPECT_GE(told.back(), 18U);
}

TEST(Workers, AnswerAsMuchAsTheyLike) {
  workers all(2, answering([](const std::string& asked) {
                return std::string(3 << 20, asked.front());
              }));
  EXPECT_THAT(all.ask({"a", "b", "c"}, always),
              ElementsAre(std::string(3 << 20, 'a'), std::string(3 << 20, 'b'),
                          std::string(3 << 20, 'c')));
}

TEST(Workers, ThatDieAreAnError) {
  workers all(2, answering([](const std::string& asked) {
                if (asked == "die") ::_exit(3);
                return asked;
              }));
  try {
    all.ask({"a", "die", "b"}, always);
    FAIL() << "nothing was noticed";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("has died"));
  }
}

TEST(Workers, ThatWereKilledBeforeTheyWereAskedAreAnError) {
  workers all(1, answering([](const std::string&) {
                return std::to_string(::getpid());
              }));
  const pid_t worker = std::stoi(all.ask({""}, always).front());
  ::kill(worker, SIGKILL);
  siginfo_t dead{};
  ASSERT_EQ(
      ::waitid(P_PID, static_cast<id_t>(worker), &dead, WEXITED | WNOWAIT), 0);
  EXPECT_THROW(all.ask({""}, always), std::runtime_error);
}

// However the kernel tells: a reset where a request was not read, an end
// before an answer, inside its length, or inside its bytes.
TEST(Workers, ThatDieAreTheSameErrorWheneverTheyDie) {
  const std::string answer =
      "\x05\0\0\0"
      "abcde"s;
  for (std::size_t sent = 0; sent < answer.size(); ++sent) {
    for (const bool reads : {true, false}) {
      workers all(1, [&](int socket) {
        char byte = 0;
        ::recv(socket, &byte, 1, MSG_PEEK);  // asked
        std::string asked;
        if (reads) receive_message(socket, asked);
        if (::send(socket, answer.data(), sent, 0) == -1) ::_exit(1);
        ::kill(::getpid(), SIGKILL);
      });
      EXPECT_THROW(all.ask({"a", "b"}, always), worker_died)
          << sent << ' ' << reads;
    }
  }
}

TEST(Workers, ThatAreStoppedInTheMiddleOfAnAnswerAreNotWaitedFor) {
  workers all(2, [](int socket) {
    std::string asked;
    while (receive_message(socket, asked)) {
      if (asked == "stop") {
        ::send(socket, "\xff\0", 2, 0);
        ::raise(SIGSTOP);
      }
      send_message(socket, asked);
    }
  });
  int told = 0;
  EXPECT_THAT(all.ask({"stop", "a", "stop", "b"},
                      [&](std::size_t) { return ++told < 20; }),
              ElementsAre("", "a", "", "b"));
  EXPECT_THAT(all.ask({"c", "d"}, always), ElementsAre("c", "d"));
}

TEST(Workers, ThatThrowAreAnError) {
  workers all(1, [](int socket) {
    std::string asked;
    receive_message(socket, asked);
    throw std::runtime_error("no");
  });
  EXPECT_THROW(all.ask({""}, always), std::runtime_error);
}

TEST(Workers, AreEndedWithTheirOwner) {
  {
    workers idle(3, answering([](const std::string& asked) { return asked; }));
  }
  EXPECT_TRUE(all_children_are_gone());
}

TEST(Workers, AreEndedWhateverTheyDo) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  {
    workers busy(2, [&ends](int) {
      ::signal(SIGTERM, SIG_IGN);
      ASSERT_EQ(::write(ends[1], "x", 1), 1);
      for (;;) ::pause();
    });
    char byte;
    for (int i = 0; i < 2; ++i) ASSERT_EQ(::read(ends[0], &byte, 1), 1);
  }
  EXPECT_TRUE(all_children_are_gone());
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Processors, AreAtLeastOne) {
  EXPECT_GE(processors(), 1);
}

}  // namespace
}  // namespace check
