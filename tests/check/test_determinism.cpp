// Whether two plays of one schedule did the same, and what they did otherwise.
#include <gmock/gmock.h>

#include <functional>

#include "check/verdict/determinism.hpp"

namespace check {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

play::record a_play() {
  play::record record;
  play::program server, client;
  server.name = "server";
  server.exit = 0;
  server.out = "recv: 5 hello\n";
  client.name = "client";
  client.exit = 0;
  record.programs = {server, client};
  play::stream stream;
  stream.from = "client";
  stream.to = "server";
  stream.bytes = "hello";
  record.streams = {stream};
  play::call connect, send;
  connect.program = send.program = "client";
  set_type(connect, play::call_type_of("connect"));
  connect.fd = send.fd = 3;
  connect.result = 0;
  set_type(send, play::call_type_of("send"));
  send.result = 5;
  record.calls = {connect, send};
  return record;
}

// What is otherwise in a play that is changed so.
std::string difference(const std::function<void(play::record&)>& change,
                       const options& how = {}) {
  play::record other = a_play();
  change(other);
  return to_text(not_the_same(a_play(), other, comparison(how)));
}

TEST(Sameness, IsThatOfEqualPlays) {
  EXPECT_EQ(difference([](auto&) {}), "");
}

TEST(Sameness, IsNotOfBytesSent) {
  EXPECT_EQ(difference([](auto& r) { r.streams[0].bytes = "hallo"; }),
            "client sent other bytes (`hello`, then `hallo`), which looks like "
            "random numbers");
}

TEST(Sameness, QuotesFromShortlyBeforeTheDifference) {
  const std::string text(100, 'x');
  play::record one = a_play(), other = a_play();
  one.programs[0].out = text + "1" + text;
  other.programs[0].out = text + "2" + text;
  EXPECT_EQ(
      to_text(not_the_same(one, other, comparison({}))),
      "server printed something else (`xxxxxxxxxxxx1xxxxxxxxxxxxxxxxxxx`"
      ", then `xxxxxxxxxxxx2xxxxxxxxxxxxxxxxxxx`), which looks like a clock "
      "or a process number");
}

TEST(Sameness, IsNotOfOutput) {
  EXPECT_EQ(difference([](auto& r) { r.programs[0].out = "recv: 5\n"; }),
            "server printed something else "
            "(`recv: 5 hello\\n`, then `recv: 5\\n`)");
  EXPECT_THAT(difference([](auto& r) { r.programs[1].err = "late"; }),
              HasSubstr("client printed something else"));
}

TEST(Sameness, IsOfOutputThatIsExcused) {
  options how;
  how.ignore = {"[0-9]+"};
  EXPECT_EQ(
      difference([](auto& r) { r.programs[0].out = "recv: 6 hello\n"; }, how),
      "");
  how = {};
  how.compare = compare::exit;
  EXPECT_EQ(difference([](auto& r) { r.programs[0].out = "x"; }, how), "");
}

TEST(Sameness, IsNotOfEnds) {
  EXPECT_EQ(difference([](auto& r) { r.programs[1].exit = 1; }),
            "client ended in another way");
  EXPECT_EQ(difference([](auto& r) { r.programs[1].signal = "SIGPIPE"; }),
            "client ended in another way");
}

TEST(Sameness, NamesWhatTheDifferenceLooksLike) {
  EXPECT_THAT(difference([](auto& r) {
                r.calls[1].asked = 5;
                r.calls[1].result = 3;
              }),
              EndsWith("looks like how much the kernel's buffers held"));
  play::record one = a_play(), other = a_play();
  for (play::record* const play : {&one, &other}) play->calls[0].task = 1;
  other.programs[1].out = "late";
  EXPECT_THAT(to_text(not_the_same(one, other, comparison({}))),
              EndsWith("looks like its threads taking turns by themselves"));
}

TEST(Sameness, IsNotOfCalls) {
  EXPECT_EQ(difference([](auto& r) { r.calls[1].result = 4; }),
            "client called send(3) = 5, then send(3) = 4");
  EXPECT_EQ(difference([](auto& r) { r.calls[1].fd = 4; }),
            "client called send(3) = 5, then send(4) = 5");
  EXPECT_EQ(difference([](auto& r) { r.calls.pop_back(); }),
            "one play had more calls");
  EXPECT_EQ(difference([](auto& r) { r.calls[1].program = "server"; }),
            "client went first once");
}

TEST(ChanceLine, SaysWhatWasSeenAndWhatToDo) {
  const play::reason what{play::because::one_had_more_calls};
  EXPECT_THAT(to_text(chance(what, "")),
              AllOf(HasSubstr("cannot be explored: played twice without "
                              "interfering, one play had more calls; "),
                    HasSubstr("--ignore REGEX"), Not(HasSubstr("\n"))));
  EXPECT_THAT(to_text(chance(what, "server:recv(1)")),
              HasSubstr("played twice on `server:recv(1)`, one play had"));
}

}  // namespace
}  // namespace check
