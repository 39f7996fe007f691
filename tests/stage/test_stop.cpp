// What a wait status says. The statuses are literal: the kernel builds them
// from an exit status or a signal, 0x7f for a stop, and ptrace's event.
#include "stage/tracer/stop.hpp"

#include <gmock/gmock.h>

#include <csignal>

namespace stage {

// NOLINTNEXTLINE: found by argument-dependent lookup
void PrintTo(const stop& stop, std::ostream* out) {
  *out << "event " << static_cast<int>(stop.what) << ", number " << stop.number;
}

}  // namespace stage

namespace {

using stage::decode;
using stage::stop;
using event = stage::stop::event;

TEST(Stop, OfATaskThatHasEndedTellsItsExitStatus) {
  EXPECT_EQ(decode(0x0000), (stop{event::exited, 0}));
  EXPECT_EQ(decode(0x0300), (stop{event::exited, 3}));
  EXPECT_EQ(decode(0xff00), (stop{event::exited, 255}));
}

TEST(Stop, OfATaskThatASignalEndedTellsTheSignal) {
  EXPECT_EQ(decode(0x0009), (stop{event::killed, SIGKILL}));
  EXPECT_EQ(decode(0x008b), (stop{event::killed, SIGSEGV})) << "dumped core";
}

TEST(Stop, AtACallOfTheFilterIsNotOneAtACallsBoundary) {
  EXPECT_EQ(decode(0x7057f), (stop{event::filtered}));
  EXPECT_EQ(decode(0x857f), (stop{event::call_boundary}));
}

TEST(Stop, ThatPtraceAnnouncesIsNamed) {
  EXPECT_EQ(decode(0x1057f), (stop{event::fork}));
  EXPECT_EQ(decode(0x2057f), (stop{event::vfork}));
  EXPECT_EQ(decode(0x3057f), (stop{event::clone}));
  EXPECT_EQ(decode(0x4057f), (stop{event::exec}));
  EXPECT_EQ(decode(0x5057f), (stop{event::vfork_done}));
  EXPECT_EQ(decode(0x6057f), (stop{event::exiting}));
}

TEST(Stop, ByAStopSignalIsTheGroupsAndAnyOtherABeginning) {
  EXPECT_EQ(decode(0x80137f), (stop{event::group_stop, SIGSTOP}));
  EXPECT_EQ(decode(0x80147f), (stop{event::group_stop, SIGTSTP}));
  EXPECT_EQ(decode(0x80157f), (stop{event::group_stop, SIGTTIN}));
  EXPECT_EQ(decode(0x80167f), (stop{event::group_stop, SIGTTOU}));
  EXPECT_EQ(decode(0x80057f), (stop{event::begun}));
}

TEST(Stop, BeforeASignalTellsWhichAlsoIfPtraceUsesItToo) {
  EXPECT_EQ(decode(0x0a7f), (stop{event::signalled, SIGUSR1}));
  EXPECT_EQ(decode(0x137f), (stop{event::signalled, SIGSTOP}));
  EXPECT_EQ(decode(0x057f), (stop{event::signalled, SIGTRAP}));
}

TEST(Stop, OfAnotherKindIsUnknown) {
  EXPECT_EQ(decode(0xffff), (stop{event::unknown})) << "continued";
  EXPECT_EQ(decode(0x63057f), (stop{event::unknown})) << "a newer kernel's";
}

TEST(SignalName, IsThatOfTheHeaderOrANumber) {
  EXPECT_EQ(stage::signal_name(SIGKILL), "SIGKILL");
  EXPECT_EQ(stage::signal_name(40), "signal 40");
}

TEST(Stop, IsAnEndIfNothingIsLeftOfTheTask) {
  EXPECT_TRUE(decode(0x0000).is_end());
  EXPECT_TRUE(decode(0x0009).is_end());
  EXPECT_FALSE(decode(0x6057f).is_end());
  EXPECT_FALSE(decode(0x857f).is_end());
}

}  // namespace
