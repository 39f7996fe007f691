// What is written down besides streams.
#include "stage/run/transcript.hpp"

#include "plays.hpp"

namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class Transcript : public StageTest {
 protected:
  static stage::options here() {
    return {.network = stage::network::host, .most_bytes = 8};
  }
  static void call(stage::transcript& transcript) {
    stage::task task{.tid = 1, .tgid = 1, .program = 1, .number = 2};
    task.pending.emplace();
    transcript.add_call(task);
    EXPECT_EQ(&transcript.call_of(task), &transcript.record.calls.back());
  }
};

TEST_F(Transcript, NumbersCallsAndSaysWhose) {
  stage::session_state session(cast_of({"say 1 x", "say 1 x"}), here());
  stage::transcript transcript(session, false);
  call(transcript);
  call(transcript);
  EXPECT_THAT(transcript.record.calls,
              ElementsAre(Field(&play::call::n, 1), Field(&play::call::n, 2)));
  EXPECT_EQ(transcript.record.calls[0].program, "client");
  EXPECT_EQ(transcript.record.calls[0].task, 2);
}

TEST_F(Transcript, JoinsWhatIsPrintedInOnePlaceAmongTheCalls) {
  stage::session_state session(cast_of({"say 1 x", "say 1 x"}), here());
  stage::transcript transcript(session, false);
  transcript.add_print(0, false, "a");
  transcript.add_print(0, false, "b");
  transcript.add_print(0, true, "c");
  call(transcript);
  transcript.add_print(0, true, "d");
  transcript.add_print(0, true, "");
  const auto text = &play::print::text;
  EXPECT_THAT(
      transcript.record.prints,
      ElementsAre(Field(text, "ab"), Field(text, "c"), Field(text, "d")));
  EXPECT_EQ(transcript.record.programs[0].out, "ab");
  EXPECT_EQ(transcript.record.programs[0].err, "cd");
}

TEST_F(Transcript, EndsAPlayThatPrintsTooMuch) {
  stage::session_state session(cast_of({"say 1 x"}), here());
  stage::transcript transcript(session, false);
  transcript.add_print(0, false, "12345678");
  EXPECT_FALSE(transcript.bounds.ends());
  transcript.add_print(0, false, "9");
  EXPECT_TRUE(transcript.bounds.ends_now());
}

TEST_F(Transcript, GivesBackWhatOneProgramPrinted) {
  stage::session_state session(cast_of({"say 1 x", "say 1 x"}), here());
  stage::transcript transcript(session, false);
  transcript.add_print(0, false, "out");
  transcript.add_print(0, true, "err");
  transcript.add_print(1, false, "hi");
  EXPECT_THAT(transcript.take_back_prints(0), testing::Pair("out", "err"));
  EXPECT_THAT(transcript.record.prints,
              ElementsAre(Field(&play::print::program, "client")));
  EXPECT_THAT(transcript.record.programs[0].out, IsEmpty());
  EXPECT_EQ(transcript.record.programs[1].out, "hi");
}

}  // namespace
