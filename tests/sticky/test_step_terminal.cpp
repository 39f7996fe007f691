// step before a user: what a terminal of 24 lines shows, at each prompt.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "run.hpp"
#include "terminal.hpp"
#include "view/layout/columns.hpp"

namespace {

using testing::EndsWith;
using testing::HasSubstr;

/// A lesson's scene on a terminal of that size.
struct seat {
  const char* lesson;
  const char* scene;
  int columns;
  const char* language = "en";
};

std::ostream& operator<<(std::ostream& out, const seat& here) {
  return out << here.lesson << ' ' << here.scene << " on " << here.columns
             << "x24, " << here.language;
}

struct StepOnATerminal : OwnNetwork, testing::WithParamInterface<seat> {};

bool is_over(const Terminal& terminal) {
  const std::string screen = terminal.screen();
  return screen.find("The play is over.") != std::string::npos ||
         screen.find("演出结束。") != std::string::npos;
}

/// All that holds for whatever is drawn.
void expect_to_fit(const Terminal& terminal) {
  const std::vector<std::string> rows = terminal.rows();
  EXPECT_LE(rows.size(), 24U) << terminal.screen();
  for (const std::string& row : rows)
    EXPECT_LE(view::columns(row), terminal.width()) << row;
  EXPECT_THAT(rows.back(), EndsWith(" > "));
}

/// How many calls a drawing tells of: the highest number at a row's beginning.
int calls_shown(const Terminal& terminal) {
  int most = 0;
  for (const std::string& row : terminal.rows()) {
    if (!row.starts_with("  #")) continue;
    const std::size_t dash = row.find_first_of("- ", 3);
    const std::size_t at = row[dash] == '-' ? dash + 1 : 3;
    most = std::max(most, std::stoi(row.substr(at)));
  }
  return most;
}

TEST_P(StepOnATerminal, ShowsTheLastCallAndFits) {
  const seat here = GetParam();
  Terminal terminal(24, here.columns,
                    {"step", here.lesson, here.scene, "--lang", here.language});
  ASSERT_TRUE(terminal.wait_for_prompt()) << terminal.screen();
  int calls = 0;
  while (!is_over(terminal)) {
    SCOPED_TRACE("after call " + std::to_string(calls));
    expect_to_fit(terminal);
    EXPECT_EQ(calls_shown(terminal), calls) << terminal.screen();
    // With more to say below, the same.
    terminal.send("?");
    ASSERT_TRUE(terminal.wait_for_prompt()) << terminal.screen();
    expect_to_fit(terminal);
    EXPECT_EQ(calls_shown(terminal), calls) << terminal.screen();
    if (HasFailure()) return;
    terminal.send("\n");
    ASSERT_TRUE(terminal.wait_for_prompt()) << terminal.screen();
    ++calls;
  }
  EXPECT_GT(calls, 5);
  expect_to_fit(terminal);
  EXPECT_GE(calls_shown(terminal), calls) << terminal.screen();
  EXPECT_THAT(terminal.screen(), HasSubstr("./sticky trace"));
  terminal.send("q");
  EXPECT_EQ(terminal.status(), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Lessons, StepOnATerminal,
    testing::Values(
        seat{"02", "two_in_turn", 80}, seat{"02", "two_in_turn", 60},
        seat{"11", "late_reader", 80}, seat{"11", "late_reader", 60},
        seat{"11", "late_reader", 60, "zh"}, seat{"22", "one_recv_short", 80},
        seat{"22", "one_byte_at_a_time", 60},
        seat{"22", "one_byte_at_a_time", 60, "zh"}, seat{"27", "at_once", 80},
        seat{"27", "at_once", 60}, seat{"27", "at_once", 60, "zh"},
        seat{"28", "half_a_frame", 80}, seat{"28", "half_a_frame", 60},
        seat{"28", "half_a_frame", 80, "zh"}));

TEST_F(OwnNetwork, TerminalShowsAQuestionThatIsLong) {
  Terminal terminal(24, 60, {"step", "28", "half_a_frame"});
  ASSERT_TRUE(terminal.wait_for_prompt());
  // Up to where the server can recv.
  for (int i = 0; i < 40; ++i) {
    if (terminal.screen().find("▸1 server    recv(") != std::string::npos)
      break;
    terminal.send("n");
    ASSERT_TRUE(terminal.wait_for_prompt());
  }
  terminal.send("h");
  ASSERT_TRUE(terminal.wait_for_prompt()) << terminal.screen();
  expect_to_fit(terminal);
  EXPECT_THAT(terminal.screen(), HasSubstr("Short read: how many bytes"));
}

TEST_F(OwnNetwork, TerminalIsLeftOnCtrlC) {
  Terminal terminal(24, 80, {"step", "11"});
  ASSERT_TRUE(terminal.wait_for_prompt());
  terminal.send("\x03");
  EXPECT_EQ(terminal.status(), 130);
}

}  // namespace
