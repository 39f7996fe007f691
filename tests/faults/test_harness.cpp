// What the harness itself promises.
#include <gmock/gmock.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include "calls.hpp"
#include "judge.hpp"
#include "plan.hpp"

namespace {

using namespace faults;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

command bash(const std::string& line) {
  return {{"/bin/bash", "-c", line}};
}

struct Harness : testing::Test {
  void SetUp() override {
    if (const std::string why = why_not(); !why.empty()) GTEST_SKIP() << why;
  }
};

// cat reads its file in two reads: the bytes, then the end.
const command cat{{"/bin/cat", "/proc/self/comm"}};
const use read_of_the_file{number_of("read"), "/proc/N/comm"};

TEST_F(Harness, SaysWhichCallsACommandMakes) {
  const outcome usual = run(cat, true);
  EXPECT_EQ(usual.status, 0);
  EXPECT_EQ(usual.out, "cat\n");
  EXPECT_EQ(usual.uses.at(read_of_the_file), 2);
  EXPECT_EQ(usual.injected, 0);
}

TEST_F(Harness, AnInjectedFaultIsReallyInjected) {
  const outcome first = run(cat, fault{read_of_the_file, EIO, 1});
  EXPECT_EQ(first.injected, 1);
  EXPECT_EQ(first.status, 1);
  EXPECT_EQ(first.out, "");
  EXPECT_THAT(first.err, HasSubstr("Input/output error"));

  const outcome second = run(cat, fault{read_of_the_file, EIO, 2});
  EXPECT_EQ(second.injected, 1);
  EXPECT_EQ(second.status, 1);
  EXPECT_EQ(second.out, "cat\n");
}

TEST_F(Harness, AUseThatIsNotMadeIsNotCounted) {
  const outcome third = run(cat, fault{read_of_the_file, EIO, 3});
  EXPECT_EQ(third.injected, 0);
  EXPECT_EQ(third.status, 0);
  const outcome other = run(cat, fault{{number_of("ptrace"), "0x18"}, EIO, 1});
  EXPECT_EQ(other.injected, 0);
}

TEST_F(Harness, ARefusedCallStaysRefused) {
  const fault all_writes{{number_of("write"), ""}, EINTR, 1, true, true};
  const outcome now = run(bash("echo one; echo two; echo three"), all_writes);
  EXPECT_GE(now.injected, 3);
  EXPECT_EQ(now.out, "");
}

TEST_F(Harness, AChildBeforeExecIsMeantButNotAProgramAfterIt) {
  const fault all_reads{{number_of("read"), ""}, EIO, 1, true, true};
  const outcome now = run(bash("/bin/cat /proc/self/comm"), all_reads);
  EXPECT_EQ(now.out, "cat\n");
  // execve of /bin/cat, in a child: bash has another command to come.
  const fault exec{{number_of("execve"), ""}, EACCES, 1, true, true};
  const outcome none = run(bash("/bin/cat /proc/self/comm; true"), exec);
  EXPECT_EQ(none.injected, 1);
  EXPECT_EQ(none.out, "");
}

TEST_F(Harness, SeesWhatACommandLeaves) {
  EXPECT_THAT(run(bash("sleep 1000 & exit 0")).orphans, ElementsAre("sleep"));
  EXPECT_THAT(run(bash("true")).orphans, IsEmpty());
  EXPECT_THAT(run(bash(": > $TMPDIR/here")).left, ElementsAre("here"));
  EXPECT_THAT(run(bash("exec 9</dev/zero; exit")).open, Contains("/dev/zero"));
  EXPECT_EQ(run(bash("kill -SEGV $$")).status, 128 + SIGSEGV);
}

TEST_F(Harness, SeesAHangAndEndsIt) {
  command sleeper{{"/bin/sleep", "1000"}};
  sleeper.patience = std::chrono::seconds(1);
  const outcome hung = run(sleeper);
  EXPECT_TRUE(hung.hung);
  EXPECT_THAT(hung.stuck, HasSubstr("in "));
}

TEST_F(Harness, RefusesToACommandAndItsProgramsAsAContainerDoes) {
  const outcome now =
      run({{FAULTS_REFUSE, "ENOSYS", "unlink,unlinkat", "/bin/bash", "-c",
            ": > $TMPDIR/here; /bin/rm $TMPDIR/here"}});
  EXPECT_EQ(now.status, 1);
  EXPECT_THAT(now.err, HasSubstr("Function not implemented"));
  EXPECT_THAT(now.left, ElementsAre("here"));
  const command wrong{{FAULTS_REFUSE, "EPERM", "no_such", "/bin/true"}};
  EXPECT_THAT([&] { run(wrong); }, testing::ThrowsMessage<std::runtime_error>(
                                       HasSubstr("no call no_such")));
}

TEST(Plan, TriesEachUseOnceWithEachOfItsErrors) {
  const use opens{number_of("openat"), "x"}, forks{number_of("clone"), ""};
  const auto plan = nth_uses({{opens, 7}, {forks, 1}}, 1000);
  const std::size_t errors = errors_of(opens.number).size();
  EXPECT_THAT(plan, SizeIs(7 * errors + errors_of(forks.number).size()));
  for (int n = 1; n <= 7; ++n)
    EXPECT_EQ(
        static_cast<std::size_t>(std::ranges::count_if(
            plan,
            [&](const fault& f) { return f.call == opens && f.nth == n; })),
        errors)
        << n;
  EXPECT_THAT(nth_uses({{opens, 7}}, 5), SizeIs(5));
  // A call that cannot fail is not told to.
  EXPECT_THAT(nth_uses({{{number_of("getpid"), ""}, 3}}, 5), IsEmpty());
}

TEST(Plan, RefusesEachCallWithThreeErrors) {
  const auto plan = from_the_start({{{number_of("read"), "a"}, 1},
                                    {{number_of("read"), "b"}, 2},
                                    {{number_of("close"), ""}, 9}});
  EXPECT_THAT(plan, SizeIs(3));
}

struct Judge : testing::Test {
  Judge() {
    usual.status = 0;
    usual.out = "the play\n";
    usual.open = {"pipe:[N]"};
    now = usual;
  }
  std::string why() const { return judge(s, f, usual, now).why; }
  verdict is() const { return judge(s, f, usual, now).is; }

  subject s{"show", {}, nullptr};
  fault f{{number_of("wait4"), ""}, EPERM, 1};
  outcome usual, now;
};

TEST_F(Judge, TakesTheRightPlay) {
  EXPECT_EQ(is(), verdict::right_play);
}

TEST_F(Judge, TakesOneLineThatNamesTheCallOrTheError) {
  now.status = 2;
  now.out = "half of";
  now.err = "sticky: waitpid: refused; try elsewhere\n";
  EXPECT_EQ(is(), verdict::refused) << why();
  now.err = "sticky: scenes.json: Operation not permitted\n";
  EXPECT_EQ(is(), verdict::refused) << why();
}

TEST_F(Judge, RefusesAFalseSuccess) {
  now.out = "another play\n";
  EXPECT_THAT(why(), HasSubstr("exit 0 and another output"));
  now = usual;
  now.err = "sticky: strange\n";
  EXPECT_THAT(why(), HasSubstr("complains"));
}

TEST_F(Judge, RefusesAFalseVerdict) {
  now.status = 1;
  now.out = "everyone waits\n";
  EXPECT_THAT(why(), HasSubstr("exit 1 instead of 0"));
  usual.status = 1;
  EXPECT_THAT(why(), HasSubstr("another output"));
}

TEST_F(Judge, RefusesWordsThatHelpNobody) {
  now.status = 2;
  for (const char* line :
       {"", "sticky: something is wrong\n", "sticky: std::bad_alloc\n",
        "sticky: waitpid: refused\nsticky: twice\n", "waitpid: refused\n",
        "terminate called\n"}) {
    now.err = line;
    EXPECT_EQ(is(), verdict::fault) << line;
  }
}

TEST_F(Judge, RefusesWhatIsLeftBehind) {
  for (const int status : {0, 2}) {
    usual.status = 0;
    const auto fresh = [&] {
      now = usual;
      now.status = status;
      if (status == 2) now.err = "sticky: waitpid: refused\n";
    };
    fresh();
    EXPECT_NE(is(), verdict::fault);
    now.hung = true;
    EXPECT_THAT(why(), HasSubstr("hangs"));
    fresh();
    now.orphans = {"server"};
    EXPECT_THAT(why(), HasSubstr("server"));
    fresh();
    now.left = {"sticky.abc"};
    EXPECT_THAT(why(), HasSubstr("sticky.abc"));
    fresh();
    now.open = {"pipe:[N]", "pipe:[N]"};
    EXPECT_THAT(why(), HasSubstr("descriptors"));
    fresh();
    now.status = 139;
    EXPECT_THAT(why(), HasSubstr("signal"));
  }
}

TEST_F(Judge, TakesAPlayOnTheHostsNetworkIfItSaysSo) {
  usual.out =
      "trace 127.0.0.1 8080\n  recv 5\n\na ──▶ b\n segment 5\n\nThe end\n";
  now.out = "trace 127.0.0.1 44444\n  recv 5\n\na ──▶ b\n\nThe end\n";
  EXPECT_EQ(is(), verdict::fault);
  now.out += "no network of its own here (unshare: refused)\n";
  EXPECT_EQ(is(), verdict::on_host) << why();
  now.out.replace(now.out.find("recv 5"), 6, "recv 4");
  EXPECT_EQ(is(), verdict::fault);
}

}  // namespace
