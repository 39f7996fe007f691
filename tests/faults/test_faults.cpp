// Every system call of the command fails: at its first use, its second ..., and
// whenever it is made. Each time it must play right, or say in one line what
// was refused, and leave nothing behind.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "calls.hpp"
#include "plan.hpp"
#include "sweep.hpp"

namespace {

using namespace faults;

// STICKY_FAULTS_MOST: how many faults each test tries; "all" is all of them,
// and takes a quarter of an hour.
std::size_t most(std::size_t usual) {
  const char* asked = std::getenv("STICKY_FAULTS_MOST");
  if (asked != nullptr && std::string(asked) == "all") return SIZE_MAX;
  if (asked != nullptr) return std::strtoul(asked, nullptr, 10);
#if defined(__SANITIZE_ADDRESS__)
  return usual / 8;  // slow; memory errors show in the common ways out
#else
  return usual;
#endif
}

subject sticky(const std::string& name, std::vector<std::string> words,
               std::string (*compared)(const std::string&) = without_ports) {
  words.insert(words.begin(), STICKY);
  return {name, {words}, compared};
}

subject show() {
  return sticky("show", {"show", "11", "late_reader"});
}
subject steered() {
  return sticky(
      "trace --cues",
      {"trace", "--cues", "server:listen client:send*2 server:recv(3)",
       "--json", "-", "--", "11/server", "127.0.0.1", "8085",
       ":::", "11/client", "127.0.0.1", "8085"},
      of_calls);
}
subject running_freely() {
  return sticky("trace",
                {"trace", "--json", "-", "--", "01/server", ":::", "01/client"},
                of_programs);
}
subject check_of_a_cure() {
  return sticky("check 22", {"check", "22", "--schedules", "2", "--jobs", "1"});
}
subject check_of_a_fault() {
  return sticky("check 11", {"check", "11", "--schedules", "3", "--jobs", "2"});
}

// The command started by `refuse`, as a container would.
void try_refusal(const subject& s, const outcome& usual,
                 const std::string& calls, const std::string& error,
                 swept& all) {
  subject refused = s;
  refused.what.words.insert(refused.what.words.begin(),
                            {FAULTS_REFUSE, error, calls});
  const fault f{{number_of(calls.substr(0, calls.find(','))), calls},
                error_called(error),
                1,
                true,
                true};
  count(all, s, f, judge(s, f, usual, run(refused.what)));
}

struct Faults : testing::Test {
  void SetUp() override {
    if (const std::string why = why_not(); !why.empty()) GTEST_SKIP() << why;
  }
  static void expect_none(const swept& all, std::size_t at_least) {
    std::cout << to_string(all) << "\n";
    EXPECT_TRUE(all.faults.empty()) << to_string(all);
    EXPECT_GE(static_cast<std::size_t>(all.injected), at_least);
  }
  /// Of those that are planned some uses are not made: a tenth, at most.
  static void nth(const subject& s, std::size_t wanted) {
    const outcome usual = usual_run(s);
    const auto plan = nth_uses(usual.uses, most(wanted));
    expect_none(sweep(s, usual, plan), plan.size() - plan.size() / 10);
  }
  static void whenever(const subject& s, std::size_t wanted) {
    const outcome usual = usual_run(s);
    auto plan = from_the_start(usual.uses);
    if (plan.size() > most(wanted)) plan.resize(most(wanted));
    expect_none(sweep(s, usual, plan), plan.size());
  }
};

TEST_F(Faults, AnyUseOfACallMayFailInShow) {
  nth(show(), 500);
}
TEST_F(Faults, AnyUseOfACallMayFailInASteeredPlay) {
  nth(steered(), 400);
}
TEST_F(Faults, AnyUseOfACallMayFailInAFreePlay) {
  nth(running_freely(), 400);
}
TEST_F(Faults, AnyUseOfACallMayFailInACheckThatFindsNothing) {
  nth(check_of_a_cure(), 280);
}
TEST_F(Faults, AnyUseOfACallMayFailInACheckThatFindsAFault) {
  nth(check_of_a_fault(), 200);
}
TEST_F(Faults, AnyCallMayBeRefusedInShow) {
  whenever(show(), 100);
}
TEST_F(Faults, AnyCallMayBeRefusedInAFreePlay) {
  whenever(running_freely(), 100);
}
TEST_F(Faults, AnyCallMayBeRefusedInCheck) {
  whenever(check_of_a_cure(), 100);
}

// What a container refuses to the command it refuses to the programs as well.
// These are calls that no program of these plays makes.
TEST_F(Faults, WhatAContainerRefusesIsNamed) {
  swept all;
  for (const subject& s : {show(), running_freely(), check_of_a_cure()}) {
    const outcome usual = usual_run(s);
    for (const char* calls :
         {"ptrace",
          "process_vm_readv",
          "process_vm_writev",
          "pidfd_open",
          "pidfd_getfd",
          "unshare",
          "setns",
          "prctl",
          "signalfd4",
          "memfd_create",
          "sched_setaffinity",
          "sched_getaffinity",
          "kill",
          "clone",
          "clone3",
          "personality",
          "close_range",
          "setpgid",
          "socketpair",
          "pidfd_getfd,unshare,setns,process_madvise,mount,umount2"})
      for (const char* error : {"EPERM", "ENOSYS", "EMFILE"})
        try_refusal(s, usual, calls, error, all);
  }
  expect_none(all, 180);
}

// The programs' descriptors begin at 3 whatever the command came with.
TEST_F(Faults, AnInheritedDescriptorIsTheCommandsOwn) {
  const outcome usual = usual_run(show());
  subject s = show();
  s.what.inherits = true;
  swept all;
  for (const char* error : {"EPERM", "ENOSYS"})
    try_refusal(s, usual_run(s), "close_range", error, all);
  expect_none(all, 2);
  EXPECT_EQ(run(s.what).out, usual.out);
}

}  // namespace
