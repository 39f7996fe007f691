// step, scripted: the keys come from a pipe.
#include <gmock/gmock.h>

#include <csignal>

#include "run.hpp"

namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Everything drawn after the given number of prompts.
std::string after_prompt(const std::string& out, int prompts) {
  std::size_t at = 0;
  for (; prompts > 0; --prompts) {
    at = out.find(" > ", at);
    if (at == std::string::npos) return "no such prompt";
    at += 3;
  }
  return out.substr(at);
}

/// What was drawn in answer to the last of these keys.
std::string answer_to(const std::string& keys) {
  const Outcome outcome = sticky({"step", "11"}, {.input = keys});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, IsEmpty());
  return after_prompt(outcome.out, static_cast<int>(keys.size()));
}

TEST(Step, ShowsEveryProgramsCallAndWhetherItIsReady) {
  const Outcome outcome = sticky({"step", "11"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr(" 1 server    socket("),
                    HasSubstr(" 2 client    socket("), HasSubstr("ready")));
}

TEST(Step, ReadsKeysAsLettersOrLineByLine) {
  const std::string in_a_row = sticky({"step", "11"}, {.input = "nncq"}).out;
  EXPECT_EQ(sticky({"step", "11"}, {.input = "n\nn\nc\nq\n"}).out, in_a_row);
  // An empty line is Enter, which is n.
  EXPECT_EQ(sticky({"step", "11"}, {.input = "\n\nc\nq\n"}).out, in_a_row);
}

}  // namespace
