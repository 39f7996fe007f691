#include "typed_messages.hpp"

#include <gmock/gmock.h>

#include "raw_peers.hpp"
#include "scene.hpp"

std::string printed(std::string_view lesson, std::string_view server,
                    stage::schedule& schedule, const std::string& lines) {
  const std::string port = a_port();
  const play::record play = stage::perform(
      {{"server", {program(lesson, server), "127.0.0.1", port}, ""},
       {"client", {program(lesson, "client"), "127.0.0.1", port}, lines}},
      schedule);
  EXPECT_EQ(play.at("client").exit, 0) << play.at("client").err;
  return play.at("server").out;
}

std::string said_after(std::string_view lesson, const std::string& bytes) {
  std::vector<std::string> steps;
  if (!bytes.empty()) steps.push_back(play::escaped(bytes));
  const play::record play = against_raw_client(lesson, steps);
  EXPECT_THAT(play.at("server").out,
              testing::EndsWith("1: 4 bytes \"date\"\nthe client left\n"));
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
  return play.at("server").err;
}

std::string refused(std::string_view lesson, const std::string& line) {
  const play::record play =
      against_raw_server(lesson, "client", line + "\n", {});
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_THAT(play.sends("client"), testing::IsEmpty());
  return play.at("client").err;
}
