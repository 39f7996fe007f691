// The lessons about framing, under reads as short as TCP allows and in other
// orders.
#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::Each;

const char* const answers =
    "date: 11 bytes\n2017-07-06\n"
    "whoami: 5 bytes\negon\n";
const char* const described_answers =
    "date: a.txt, 11 bytes, md5 matches\n2017-07-06\n"
    "whoami: a.txt, 5 bytes, md5 matches\negon\n";

play::record play_with(const char* lesson, const char* client,
                       stage::schedule& schedule) {
  const std::string port = a_port();
  return stage::perform(
      {{"server", {program(lesson, "server"), "127.0.0.1", port}, ""},
       {"client",
        {program(lesson, client), "127.0.0.1", port},
        "date\nwhoami\n"}},
      schedule);
}

TEST(ShortReads, OneByteEachChangeNothingForTheRightClients) {
  one_byte_reads schedule;
  play::record play = play_with("22", "client", schedule);
  EXPECT_THAT(play.recvs("client"), Each(1));
  EXPECT_EQ(play.recvs("client").size(), 4U + 11 + 4 + 5);
  EXPECT_EQ(play.at("client").out, answers);
  EXPECT_EQ(play.at("client").exit, 0);

  play = play_with("23", "client", schedule);
  EXPECT_THAT(play.recvs("client"), Each(1));
  EXPECT_EQ(play.at("client").out, described_answers);
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(ShortReads, OneByteEachBreakTheClientsWithOneRecv) {
  one_byte_reads schedule;
  play::record play = play_with("22", "client_one_recv", schedule);
  EXPECT_NE(play.at("client").out, answers);
  EXPECT_EQ(play.at("client").signal, "");

  play = play_with("23", "client_one_recv", schedule);
  EXPECT_NE(play.at("client").out, described_answers);
  EXPECT_EQ(play.at("client").exit, 1);
}

// The length of lesson 20 is text without an end: its one recv (1024 bytes at
// most) must not be cut. Everything else may.
TEST(ShortReads, OneByteEachChangeNothingForTheDataOfLesson20) {
  one_byte_reads schedule([](const stage::actor& reader) {
    return reader.program == "server" || reader.call.asked < 1024;
  });
  play::record play = play_with("20", "client", schedule);
  EXPECT_EQ(play.recvs("client").size(), 1U + 11 + 1 + 5);
  EXPECT_EQ(play.at("client").out, answers);
  EXPECT_EQ(play.at("client").exit, 0);

  play = play_with("20", "client_miscounts", schedule);
  EXPECT_NE(play.at("client").out, answers);
}

template <class Order>
void expect_right_answers() {
  Order first, second, third;
  EXPECT_EQ(play_with("20", "client", first).at("client").out, answers);
  EXPECT_EQ(play_with("22", "client", second).at("client").out, answers);
  EXPECT_EQ(play_with("23", "client", third).at("client").out,
            described_answers);
}

TEST(Orders, ServersFirstGiveTheRightAnswers) {
  expect_right_answers<stage::in_order>();
}

TEST(Orders, ClientsFirstGiveTheRightAnswers) {
  expect_right_answers<last_first>();
}

}  // namespace
