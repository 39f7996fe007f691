// Traced or not, a program behaves the same: each behaviour of programs/odd is
// run untraced, freely on the stage, and in order on the stage, and ends and
// prints the same to the byte.
#include <sys/resource.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

#include "plays.hpp"
#include "untraced.hpp"

namespace {

struct odd_case {
  enum ways {
    anyhow,
    freely,  // in order no time passes, so it cannot be the same
  };
  const char* line;
  ways how = anyhow;
  bool stays = false;  // a process of it never ends
};

std::string name_of(const testing::TestParamInfo<odd_case>& info) {
  std::string name = info.param.line;
  std::ranges::replace(name, ' ', '_');
  return name;
}

outcome on_stage(const stage::program& program, stage::schedule& schedule) {
  const play::record play = stage::perform({program}, schedule);
  const play::program& one = play.programs.front();
  return {one.exit, one.signal, one.out, one.err};
}

class Odd : public StageTest, public testing::WithParamInterface<odd_case> {
 protected:
  static void compare() {
    const auto& [line, how, stays] = GetParam();
    const stage::program program =
        cast_as("program", std::string("odd ") + line);
    const outcome untraced = run_untraced(program, stays);
    stage::free_run free_run;
    const outcome freely = on_stage(program, free_run);
    EXPECT_EQ(freely, untraced) << line << ", freely";
    if (how == odd_case::freely) return;
    stage::in_order in_order;
    EXPECT_EQ(on_stage(program, in_order), untraced) << line << ", in order";
  }
};

TEST_P(Odd, BehavesTheSameTracedOrNot) {
  compare();
}

constexpr odd_case ends[] = {
    {"talk"},
    {"die_by 1"},
    {"die_by 6"},
    {"die_by 9"},
    {"die_by 11"},
    {"die_by 15"},
    {"die_by 17"},  // SIGCHLD, which ends nobody
    {"real_time_signal"},
    {"exit_with 0"},
    {"exit_with 255"},
    {"exit_with 256"},
    {"null_pointer"},
    {"stack_overflow"},
    {"broken_pipe"},
    {"kills_itself"},
    {"kills_itself_while_a_thread_waits"},
    {"ignores_a_signal"},
    {"blocks_all_signals"},
    {"with_sockets_open"},
    {"at_exit"},
    {"main_thread_leaves"},
    {"thread_leaves_the_process"},
    {"signal_ends_thread_and_all"},
    {"last_thread_calls_exit"},
    {"closed_output"},
};
INSTANTIATE_TEST_SUITE_P(Ends, Odd, testing::ValuesIn(ends), name_of);

constexpr odd_case processes[] = {
    {"forks"},
    {"fork_tree"},
    {"exec"},
    {"exec_with_socket"},
    {"exec_by_thread"},
    {"exec_fails"},
    {"vfork"},
    {"spawn"},
    {"new_session"},
    {"daemon"},
    {"daemon_stays", odd_case::anyhow, true},
    {"orphan"},
    {"kills_its_child"},
    {"kills_its_group"},
    {"ignores_its_children"},
    {"hears_of_its_children"},
    {"stops_and_goes_on"},
    {"stays_stopped"},
    {"odd_name"},
};
INSTANTIATE_TEST_SUITE_P(Processes, Odd, testing::ValuesIn(processes), name_of);

constexpr odd_case clones[] = {
    {"clone_plain"},
    {"clone3_plain"},
    {"clone_without_signal"},
    {"clone_with_pidfd"},
    {"clone_parent", odd_case::freely},
    {"clone_files"},
    {"clone_untraced"},
    {"clone3_untraced"},
    {"clone_untraced_by_child"},
    {"clone_untraced_stays", odd_case::anyhow, true},
    {"clone_untraced_stays 3", odd_case::anyhow, true},
    {"clone_bad"},
};
INSTANTIATE_TEST_SUITE_P(Clones, Odd, testing::ValuesIn(clones), name_of);

constexpr odd_case sockets[] = {
    {"dup2_over_socket"},
    {"output_is_socket"},
    {"input_is_socket"},
    {"closes_everything"},
    {"close_range"},
    {"passes_a_socket"},
    {"socket_pairs"},
    {"abstract_name"},
    {"version_6"},
    {"shared_port"},
    {"connects_without_waiting"},
    {"wrong_use"},
    {"accepts_in_vain"},
};
INSTANTIATE_TEST_SUITE_P(Sockets, Odd, testing::ValuesIn(sockets), name_of);

constexpr odd_case transfers[] = {
    {"splice_in"},         {"splice_out"},
    {"send_file"},         {"file_to_output"},
    {"spliced_output"},    {"much 4"},
    {"large_file 4"},      {"many_messages"},
    {"too_many_messages"}, {"peeks_and_waits_for_all"},
    {"urgent_byte"},       {"escape_sequences"},
    {"much_output 4"},
};
INSTANTIATE_TEST_SUITE_P(Transfers, Odd, testing::ValuesIn(transfers), name_of);

constexpr odd_case waits[] = {
    {"edge"},
    {"sockets_and_timer", odd_case::freely},
    {"nested_groups"},
    // In order, a poll of no socket is not known to wait for time.
    {"no_sockets", odd_case::freely},

    {"large_number"},
    {"closed_ones"},
    {"nothing_asked"},
    {"level_and_end"},
};
INSTANTIATE_TEST_SUITE_P(Waits, Odd, testing::ValuesIn(waits), name_of);

constexpr odd_case times[] = {
    {"receive_limit"},
    {"alarm_interrupts", odd_case::freely},
    {"alarm_restarts", odd_case::freely},
    {"storm_of_alarms"},
    {"poll_interrupted", odd_case::freely},
    {"sleep_interrupted", odd_case::freely},
    {"waits_for_a_signal"},
    {"masked_wait", odd_case::freely},
    {"bad_times", odd_case::freely},
    {"bad_sleep"},
};
INSTANTIATE_TEST_SUITE_P(Times, Odd, testing::ValuesIn(times), name_of);

constexpr odd_case pointers[] = {
    {"print_from_nowhere"},  {"print_from_the_edge"}, {"print_too_much"},
    {"print_in_many_parts"}, {"send_from_nowhere"},   {"receive_to_nowhere"},
    {"receive_too_much"},    {"wait_at_nowhere"},     {"name_at_nowhere"},
};
INSTANTIATE_TEST_SUITE_P(Pointers, Odd, testing::ValuesIn(pointers), name_of);

constexpr odd_case limits[] = {
    {"not_dumpable"},       {"no_new_privileges"}, {"filter_fails"},
    {"filter_kills"},       {"filter_traps"},      {"filter_without_tracer"},
    {"no_descriptor_left"}, {"own_limits"},        {"own_signals"},
    {"no_address_space"},   {"lowest_priority"},   {"raw_frames 1"},
};
INSTANTIATE_TEST_SUITE_P(Limits, Odd, testing::ValuesIn(limits), name_of);

/// With as few descriptors as most machines give.
class OddCrowds : public Odd {
 protected:
  void SetUp() override {
    Odd::SetUp();
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = std::min<rlim_t>(few.rlim_max, 1024);
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  void TearDown() override {
    ::setrlimit(RLIMIT_NOFILE, &before_);
    Odd::TearDown();
  }

 private:
  rlimit before_{};
};

TEST_P(OddCrowds, BehaveTheSameTracedOrNot) {
  compare();
}

// The first two cost seconds, and differ in order no more than forks does.
constexpr odd_case crowds[] = {
    {"children 1100", odd_case::freely},
    {"threads 1100", odd_case::freely},
    {"connections 1000"},
    {"own_limits"},
    {"fork_for_each 40"},
    {"thread_for_each 40"},
};
INSTANTIATE_TEST_SUITE_P(Many, OddCrowds, testing::ValuesIn(crowds), name_of);

// Where a tracer and its filter cannot be hidden: docs/architecture.md.
using OddStage = StageTest;

TEST_F(OddStage, IsTheOnlyTracer) {
  const auto play = play_to("", {"odd is_traced"});
  EXPECT_EQ(play.at("server").out,
            "traceme -1 Operation not permitted\ngot hellofeng, then 0\n");
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST_F(OddStage, AllowsNoStrictSeccomp) {
  const auto play = play_to("", {"odd strict_filter"});
  EXPECT_EQ(play.at("server").out,
            "got hellofeng, then 0\nstrict -1 Invalid argument\n");
}

TEST_F(OddStage, ComparesEveryBehaviourThatThereIs) {
  std::set<std::string> compared{"read_from", "is_traced", "strict_filter"};
  const auto add = [&compared](const auto& theme) {
    for (const odd_case& one : theme) {
      const std::string line = one.line;
      compared.insert(line.substr(0, line.find(' ')));
    }
  };
  add(ends), add(processes), add(clones), add(sockets), add(transfers);
  add(waits), add(times), add(pointers), add(limits), add(crowds);
  std::set<std::string> all;
  std::istringstream names(run_untraced(cast_as("program", "odd")).out);
  for (std::string name; std::getline(names, name);) all.insert(name);
  EXPECT_EQ(compared, all);
}

}  // namespace
