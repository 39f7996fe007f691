// What a play shows beside its outcome.
#include <gmock/gmock.h>
#include <netinet/tcp.h>

#include <cerrno>

#include "check/verdict/observed.hpp"

namespace {

using check::loss;
using play::because;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

play::call call(const std::string& program, std::string_view name) {
  play::call one;
  play::set_type(one, *play::find_call_type(name));
  one.program = program;
  one.result = 0;
  return one;
}

play::stream stream(play::transport kind, std::vector<play::piece> sends,
                    std::vector<play::piece> recvs) {
  play::stream one;
  one.kind = kind;
  one.from = "client";
  one.to = "server";
  one.sends = std::move(sends);
  one.recvs = std::move(recvs);
  return one;
}

TEST(APlay, HasCrossedOnceSomethingCameToAnotherProgram) {
  play::record record;
  record.programs = {{.name = "server"}, {.name = "client"}};
  EXPECT_FALSE(check::seen_in(record).crossed);
  record.streams = {stream(play::transport::tcp, {{0, 1, 1}}, {})};
  EXPECT_TRUE(check::seen_in(record).crossed);
  record.streams.front().to = "client";  // to itself
  EXPECT_FALSE(check::seen_in(record).crossed);
  record.calls = {call("server", "accept")};
  EXPECT_TRUE(check::seen_in(record).crossed);
}

TEST(APlay, AsksForWhatNoStateHolds) {
  play::record record;
  record.calls = {call("server", "getsockopt")};
  EXPECT_FALSE(check::seen_in(record).tcp_info);
  record.calls.front().argument = TCP_INFO;
  EXPECT_TRUE(check::seen_in(record).tcp_info);
}

TEST(APlay, LosesTheRestOfADatagramThatIsCut) {
  play::record record;
  record.streams = {stream(play::transport::udp, {{0, 5, 1}, {5, 9, 2}},
                           {{0, 5, 3}, {5, 4, 4}})};
  EXPECT_THAT(check::losses_in(record),
              ElementsAre(loss{loss::kind::truncated, "server"}));
  record.streams.front().recvs.back().size = 9;
  EXPECT_THAT(check::losses_in(record), IsEmpty());
}

TEST(APlay, LosesToAResetWhatItsReaderAskedFor) {
  play::record record;
  record.streams = {stream(play::transport::tcp, {{0, 5, 1}}, {{0, 2, 2}})};
  record.calls = {call("server", "recv")};
  EXPECT_THAT(check::losses_in(record), IsEmpty());
  record.calls.front().error = ECONNRESET;
  EXPECT_THAT(check::losses_in(record),
              ElementsAre(loss{loss::kind::reset, "server"}));
  record.calls.front().forced = play::forced::failed;  // not the kernel's
  EXPECT_THAT(check::losses_in(record), IsEmpty());
}

TEST(APlay, SaysWhyNothingCrossed) {
  play::record record;
  record.programs = {{.name = "server", .exit = 3}, {.name = "client"}};
  play::call refused = call("client", "connect");
  refused.error = ECONNREFUSED;
  refused.address = "127.0.0.1:8080";
  record.calls = {refused};
  const std::string why = to_text(check::why_nothing_crossed(record));
  EXPECT_THAT(why, HasSubstr("server has ended with status 3"));
  EXPECT_THAT(why, HasSubstr("client's connect to 127.0.0.1:8080 was refused"));
}

}  // namespace
