// The table of tasks, with children that nobody traces: their ends are told in
// the same way. (tests/stage/test_tasks.cpp puts real ones on the stage.)
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "stage/run/tasks.hpp"

namespace {

using stage::stop;
using stage::task;
using testing::ElementsAre;
using testing::IsEmpty;

// A child that has ended with that status, and has not been waited for.
pid_t ended_child(int status) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(status);
  siginfo_t end{};
  ::waitid(P_PID, static_cast<id_t>(child), &end, WEXITED | WNOWAIT);
  return child;
}

pid_t waiting_child() {
  const pid_t child = ::fork();
  while (child == 0) ::pause();
  return child;
}

bool is_child(pid_t pid) {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(pid), &state,
                  WEXITED | WNOHANG | WNOWAIT) == 0;
}

struct table : testing::Test {
  stage::task_table tasks;
  std::vector<stop> told;

  bool take_news(bool go_on = true) {
    return tasks.take_news([this, go_on](task& task, const stop& news) {
      told.push_back(news);
      if (news.is_end()) task.state = task::gone;
      return go_on;
    });
  }
};
using TaskTable = table;

TEST_F(TaskTable, NumbersTheTasksOfEachProgram) {
  EXPECT_EQ(tasks.add(0, 10, 10).number, 0);
  EXPECT_EQ(tasks.add(1, 20, 20).number, 0);
  EXPECT_EQ(tasks.add(0, 10, 11).number, 1);
}

TEST_F(TaskTable, ForgetsAProgramAndItsNumbers) {
  tasks.add(0, 10, 10);
  tasks.add(0, 10, 11);
  tasks.add(1, 20, 20);
  EXPECT_EQ(tasks.forget(0), 2);
  EXPECT_EQ(tasks.find(10), nullptr);
  EXPECT_NE(tasks.find(20), nullptr);
  EXPECT_EQ(tasks.add(0, 30, 30).number, 0);
  tasks.skip_numbers(0, 4);
  EXPECT_EQ(tasks.add(0, 30, 31).number, 5);
}

TEST_F(TaskTable, TellsOnceOfATaskThatHasEnded) {
  const pid_t child = ended_child(3);
  tasks.add(0, child, child);
  EXPECT_FALSE(tasks.nobody_is_left());
  EXPECT_TRUE(take_news());
  EXPECT_THAT(told, ElementsAre(stop{stop::event::exited, 3}));
  EXPECT_TRUE(tasks.nobody_is_left());
  EXPECT_THAT(tasks.living(), IsEmpty());
  EXPECT_FALSE(take_news());
}

TEST_F(TaskTable, GivesEachTaskOneTurnInARound) {
  for (int status : {1, 2}) {
    const pid_t child = ended_child(status);
    tasks.add(0, child, child);
  }
  EXPECT_TRUE(take_news());
  EXPECT_THAT(told, ElementsAre(stop{stop::event::exited, 1},
                                stop{stop::event::exited, 2}));
}

TEST_F(TaskTable, EndsTheRoundWhereItIsTold) {
  for (int status : {1, 2}) {
    const pid_t child = ended_child(status);
    tasks.add(0, child, child);
  }
  EXPECT_TRUE(take_news(false));
  EXPECT_THAT(told, ElementsAre(stop{stop::event::exited, 1}));
  EXPECT_TRUE(take_news(false));
  EXPECT_THAT(told, ElementsAre(stop{stop::event::exited, 1},
                                stop{stop::event::exited, 2}));
}

TEST_F(TaskTable, SaysThatAStrangerIsGone) {
  const pid_t child = ended_child(0);
  ::waitpid(child, nullptr, 0);
  tasks.add(0, child, child);
  EXPECT_TRUE(tasks.take_news([this](task& task, const stop& news) {
    EXPECT_EQ(news, stop{stop::event::gone});
    tasks.follow(task, news);
    return true;
  }));
  EXPECT_TRUE(tasks.nobody_is_left());
}

TEST_F(TaskTable, HasOneTaskAfterAnotherThreadsExec) {
  task& first = tasks.add(0, 10, 10);
  tasks.add(0, 10, 11);
  EXPECT_TRUE(tasks.leaves_others(first));
  tasks.replaced(first, 11);
  EXPECT_EQ(tasks.find(11), nullptr);
  EXPECT_FALSE(tasks.leaves_others(first));
  EXPECT_EQ(first.state, task::running);
}

TEST_F(TaskTable, HoldsAParentInVforkUntilItsChildExecsOrIsGone) {
  task& parent = tasks.add(0, 10, 10);
  task& child = tasks.add(0, 20, 20);
  parent.held_by = 20;
  EXPECT_TRUE(tasks.is_held(parent));
  tasks.replaced(child, 20);
  EXPECT_FALSE(tasks.is_held(parent));
  parent.held_by = 20;
  EXPECT_TRUE(tasks.is_held(parent));
  child.state = task::gone;
  EXPECT_FALSE(tasks.is_held(parent));
}

TEST_F(TaskTable, EndsItsTasksAndNoOtherChild) {
  const pid_t ours = waiting_child(), other = waiting_child();
  tasks.add(0, ours, ours);
  tasks.end_all({}, false);
  EXPECT_TRUE(tasks.nobody_is_left());
  EXPECT_FALSE(is_child(ours)) << "not reaped";
  EXPECT_TRUE(is_child(other));
  ::kill(other, SIGKILL);
  EXPECT_EQ(::waitpid(other, nullptr, 0), other);
}

}  // namespace
