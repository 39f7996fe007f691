// Who moves, of children that nobody traces. (tests/stage/test_time.cpp and
// others see a whole play come to rest.)
#include "stage/run/quiescence.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "stage/tracer/proc.hpp"

namespace {

using namespace std::chrono_literals;
using stage::task;

// Does something until it is killed.
class child {
 public:
  explicit child(bool computes) : pid_(::fork()) {
    while (pid_ == 0)
      if (!computes) ::pause();
    while (!computes && stage::state_of(pid_, pid_) != 'S') continue;
  }
  ~child() {
    end();
    ::waitpid(pid_, nullptr, 0);
  }
  child(const child&) = delete;
  child& operator=(const child&) = delete;

  void end() {
    ::kill(pid_, SIGKILL);
    siginfo_t state{};
    ::waitid(P_PID, static_cast<id_t>(pid_), &state, WEXITED | WNOWAIT);
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

struct Quiescence : testing::Test {
  std::vector<stage::connection> opened;
  stage::traffic traffic{-1, opened, false};
  stage::task_table tasks;

  task& add(const child& one) { return tasks.add(0, one.pid(), one.pid()); }
  bool anybody_moves() { return who_moves(tasks, traffic, false) != nullptr; }
};

TEST_F(Quiescence, IsThereWhereNobodyIs) {
  EXPECT_FALSE(anybody_moves());
}

TEST_F(Quiescence, IsThereWhereEverybodySleeps) {
  const child sleeper(false);
  add(sleeper);
  EXPECT_FALSE(anybody_moves());
}

TEST_F(Quiescence, IsNotThereWhileOneComputes) {
  const child sleeper(false), worker(true);
  add(sleeper);
  const task& works = add(worker);
  EXPECT_EQ(who_moves(tasks, traffic, false), &works);
}

TEST_F(Quiescence, DoesNotAskWhatAParkedTaskDoes) {
  const child worker(true);
  add(worker).state = task::parked;
  EXPECT_FALSE(anybody_moves());
}

TEST_F(Quiescence, IsNotThereBeforeAProgramHasComeToItsExec) {
  const child sleeper(false);
  task& first = add(sleeper);
  first.state = task::starting;
  EXPECT_TRUE(anybody_moves());
  tasks.replaced(first, sleeper.pid());
  EXPECT_FALSE(anybody_moves());
}

TEST_F(Quiescence, DoesNotWaitForAParentInVfork) {
  const child parent(true), sleeper(false);
  add(parent).held_by = sleeper.pid();
  add(sleeper);
  EXPECT_FALSE(anybody_moves());
}

TEST_F(Quiescence, IsNotThereBeforeAnEndHasBeenTold) {
  child ended(false);
  add(ended);
  ended.end();
  EXPECT_TRUE(anybody_moves());
}

TEST_F(Quiescence, IsThereWhenAFirstThreadHasLeftOthers) {
  child first(false);
  const child other(false);
  add(first);
  tasks.add(0, first.pid(), other.pid());
  first.end();
  // The other is none of its threads here, and /proc knows it as none.
  const task* const moving = who_moves(tasks, traffic, false);
  ASSERT_NE(moving, nullptr);
  EXPECT_EQ(moving->tid, other.pid());
}

TEST_F(Quiescence, NoticesAParkedTaskThatIsNotStoppedAnyMore) {
  const child sleeper(false);
  task& parked = add(sleeper);
  EXPECT_FALSE(one_was_killed(tasks));
  parked.state = task::parked;
  EXPECT_TRUE(one_was_killed(tasks));
}

TEST_F(Quiescence, IsAwaitedPatiently) {
  const child worker(true), sleeper(false);
  stage::patience calm(1h), late(-1s);
  EXPECT_FALSE(calm.has_ended_for(add(worker)));
  EXPECT_TRUE(late.is_late());
  EXPECT_FALSE(late.has_ended_for(add(worker))) << "has a second of its own";
  EXPECT_TRUE(late.has_ended_for(add(sleeper)));
}

}  // namespace
