// step, scripted: the keys come from a pipe.
#include <gmock/gmock.h>

#include <csignal>

#include "run.hpp"

namespace {

using Step = OwnNetwork;
using testing::AllOf;
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
  EXPECT_EQ(outcome.status, 0) << keys;
  EXPECT_THAT(outcome.err, IsEmpty()) << keys;
  return after_prompt(outcome.out, static_cast<int>(keys.size()));
}

// The client has sent "hello", the server stands before recv.
const std::string hello_sent = "sssccsc";

TEST_F(Step, ShowsEveryProgramsCallAndWhetherItIsReady) {
  const Outcome outcome = sticky({"step", "11"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("▸1 server    socket("),
                    HasSubstr(" 2 client    socket("), HasSubstr("ready")));
  // The server has called socket, bind and listen; nobody has dialled yet.
  EXPECT_THAT(answer_to("sss"),
              AllOf(HasSubstr(" 1 server    accept(3) "),
                    HasSubstr("would wait for a connection")));
}

TEST_F(Step, DrawsTheBytesThatAreQueued) {
  EXPECT_THAT(answer_to(hello_sent),
              AllOf(HasSubstr("hello"), HasSubstr("not yet read 5"),
                    HasSubstr("recv(4, 10) ")));
}

TEST_F(Step, LetsTheUserChooseWhoGoes) {
  // By letter and by number; nine bytes are then under way.
  for (const char* client : {"c", "2"}) {
    EXPECT_THAT(answer_to(hello_sent + client), HasSubstr("not yet read 9"));
  }
  // That the scene would let the client go on is said once.
  EXPECT_THAT(answer_to("ssscc"), Not(HasSubstr("Off the script")));
  EXPECT_THAT(answer_to("sssccs"), HasSubstr("Off the script: n lets"));
  EXPECT_THAT(answer_to(hello_sent), Not(HasSubstr("Off the script")));
  EXPECT_THAT(answer_to(hello_sent + "cs"), HasSubstr("= 9 \"hellofeng\""));
  EXPECT_THAT(answer_to(hello_sent + "s"), HasSubstr("= 5 \"hello\""));
}

TEST_F(Step, RefusesACallThatWouldWait) {
  EXPECT_THAT(answer_to("ssss"), HasSubstr("server: would wait for a conn"));
  EXPECT_THAT(answer_to("9"), HasSubstr("No program has that number."));
  EXPECT_THAT(answer_to("x"), HasSubstr("No such key"));
  EXPECT_THAT(answer_to("h"), HasSubstr("No recv is ready"));
}

TEST_F(Step, CutsARecvShort) {
  EXPECT_THAT(answer_to(hello_sent + "h"), HasSubstr("take, 1 to 9? > "));
  EXPECT_THAT(answer_to(hello_sent + "h2"), HasSubstr("= 2 \"he\""));
  EXPECT_THAT(answer_to(hello_sent + "hx"),
              AllOf(HasSubstr("No short read"), HasSubstr("not yet read 5")));
}

TEST_F(Step, GoesBackCallByCall) {
  EXPECT_THAT(answer_to("b"), HasSubstr("This is the beginning."));
  EXPECT_EQ(answer_to(hello_sent + "cb"), answer_to(hello_sent));
  // A short read is repeated as short as it was.
  EXPECT_EQ(answer_to(hello_sent + "h2cb"), answer_to(hello_sent + "h2"));
  EXPECT_EQ(answer_to(hello_sent + "h2cbb"), answer_to(hello_sent));
  EXPECT_EQ(answer_to("nnbb"), answer_to(""));
}

TEST_F(Step, GoesBackFromTheEnd) {
  const std::string to_the_end(13, 'n');
  EXPECT_THAT(answer_to(to_the_end), AllOf(HasSubstr("The play is over."),
                                           HasSubstr("every program has")));
  EXPECT_THAT(answer_to(to_the_end + "n"), HasSubstr("Nobody is left to go."));
  EXPECT_EQ(answer_to(to_the_end + "b"), answer_to(to_the_end.substr(1)));
}

TEST_F(Step, ReadsKeysAsLettersOrLineByLine) {
  const std::string in_a_row = sticky({"step", "11"}, {.input = "nncq"}).out;
  EXPECT_EQ(sticky({"step", "11"}, {.input = "n\nn\nc\nq\n"}).out, in_a_row);
  // An empty line is Enter, which is n.
  EXPECT_EQ(sticky({"step", "11"}, {.input = "\n\nc\nq\n"}).out, in_a_row);
}

TEST_F(Step, TellsItsKeys) {
  EXPECT_THAT(answer_to("?"), AllOf(HasSubstr("n or Enter"), HasSubstr("b: ")));
}

TEST_F(Step, EndsAtOnceOnASignal) {
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM}) {
    const Outcome outcome =
        sticky({"step", "11"}, {.signal = signal, .signal_after = " > "});
    EXPECT_EQ(outcome.status, 128 + signal);
    EXPECT_EQ(outcome.err, "sticky: interrupted\n");
  }
}

}  // namespace
