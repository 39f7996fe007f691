#include <gmock/gmock.h>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A command that prints 200 lines of Chinese, 1892 bytes. The first 1024 end
/// inside the first character of line 114.
const char* const long_answer = "seq -f 第%g行 200\n";

play::record play_client(const char* client, const char* input,
                         stage::schedule& schedule) {
  const std::string port = a_port();
  return stage::perform(
      {{"server", {program("09", "server_to_the_end"), "127.0.0.1", port}, ""},
       {"client", {program("09", client), "127.0.0.1", port}, input}},
      schedule);
}

check::report search(const char* scene) {
  const course::lesson lesson = course::find("09");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       {});
}

TEST(Encoding, ACharacterThatIsCutIsNoTextInEitherRecv) {
  const play::record play = play_scene("09", "cut_character");
  EXPECT_THAT(play.sends("server"), ElementsAre(7));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 3, 0));
  EXPECT_EQ(play.at("client").out, "echo 中文: \"中\\xe6\\x96\\x87\\n\"\n");
}

TEST(Encoding, WhatIsKeptForTheNextRecvBecomesTheCharacter) {
  const play::record play = play_scene("09", "kept_bytes");
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 3, 0));
  EXPECT_EQ(play.at("client").out, "echo 中文: \"中文\\n\"\n");
}

TEST(Encoding, TheDocumentsRecvCutsALongAnswerByItself) {
  last_first schedule;
  play::record play =
      play_client("client_text_per_recv", long_answer, schedule);
  EXPECT_THAT(play.sends("server"), ElementsAre(1892));
  EXPECT_THAT(play.recvs("client"), ElementsAre(1024, 868, 0));
  EXPECT_THAT(play.at("client").out,
              HasSubstr("第113行\\n\\xe7\\xac\\xac114行\\n第115行\\n"));

  play = play_client("client_text", long_answer, schedule);
  EXPECT_THAT(play.recvs("client"), ElementsAre(1024, 868, 0));
  EXPECT_THAT(play.at("client").out, HasSubstr("第114行\\n第115行\\n"));
  EXPECT_THAT(play.at("client").out, testing::Not(HasSubstr("\\x")));
}

TEST(Encoding, OneByteEachChangesNothingForWhoKeepsTheRest) {
  one_byte_reads schedule;
  const play::record play = play_client(
      "client_text", "echo 中文, é, 𝄞\nprintf '\\344\\270'\n", schedule);
  EXPECT_EQ(play.at("client").out,
            "echo 中文, é, 𝄞: \"中文, é, 𝄞\\n\"\n"
            "printf '\\344\\270': \"\\xe4\\xb8\"\n");  // ended inside it
}

TEST(Encoding, BytesOfGbkAreNoUtf8) {
  const play::record play = play_scene("09", "two_encodings");
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 3));
  EXPECT_EQ(play.at("client").out,
            "echo 中: \"中\\n\"\n"
            "printf '\\326\\320\\n': \"\\xd6\\xd0\\n\"\n");
}

TEST(Encoding, APipeCanBeReadOnce) {
  const play::record play = play_scene("09", "read_once");
  EXPECT_THAT(play.sends("server"), ElementsAre(13));
  EXPECT_THAT(play.at("client").out,
              EndsWith(": recv -> 13 \"hello\\nagain:\\n\"\n"));
}

TEST(Encoding, OneShortReadFindsTheCutCharacter) {
  const check::report report = search("cut_character");
  ASSERT_THAT(report.faults, SizeIs(1));
  EXPECT_THAT(report.faults.front().cues, EndsWith("client:recv(1)"));
}

TEST(Encoding, NoOrderAndNoShortReadChangesWhatIsKept) {
  const check::report report = search("kept_bytes");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_THAT(report.faults, IsEmpty());
}

}  // namespace
