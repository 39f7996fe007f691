// What the coordinator and its workers tell each other arrives as it was.
#include <sys/socket.h>

#include <gmock/gmock.h>

#include <span>
#include <thread>

#include "check/pool/worker.hpp"
#include "check/protocol.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace check {
namespace {

using play::because;
using std::string_literals::operator""s;
using testing::IsEmpty;

const std::string big(3 << 20, 'x');

TEST(Request, ArrivesWithAllItsFields) {
  request sent;
  sent.ask = request::what::replay;
  sent.to_play.path = {{3, {1, choice::way::cut, 2, 4000000000}},
                       {0, {0, choice::way::kill, 65535, 0}}};
  sent.to_play.state = 0xfedcba9876543210;
  sent.epoll_users = {5, 4};
  sent.cues = "server:listen\0client:kill"s;
  sent.disturbed = true;

  const request got = request_in(packed(sent));
  EXPECT_EQ(got.ask, request::what::replay);
  ASSERT_EQ(got.to_play.path.size(), 2U);
  EXPECT_EQ(got.to_play.path[0].by_itself, 3U);
  EXPECT_EQ(got.to_play.path[0].then, sent.to_play.path[0].then);
  EXPECT_EQ(got.to_play.path[1].by_itself, 0U);
  EXPECT_EQ(got.to_play.path[1].then, sent.to_play.path[1].then);
  EXPECT_EQ(got.to_play.state, 0xfedcba9876543210);
  EXPECT_EQ(got.epoll_users, (check::epoll_users{5, 4}));
  EXPECT_EQ(got.cues, sent.cues);
  EXPECT_TRUE(got.disturbed);
}

TEST(Request, ArrivesEmpty) {
  const request got = request_in(packed(request{}));
  EXPECT_EQ(got.ask, request::what::guided);
  EXPECT_THAT(got.to_play.path, IsEmpty());
  EXPECT_EQ(got.to_play.state, 0U);
  EXPECT_EQ(got.epoll_users, check::epoll_users{});
  EXPECT_EQ(got.cues, "");
  EXPECT_FALSE(got.disturbed);
}

answer full_answer() {
  answer sent;
  sent.came = answer::ending::pruned;
  sent.why = {
      because::differs_on_cues,
      {"because\0of that"s},
      {{because::ended_otherwise, {"server"}}, {because::take_chance_out}}};
  sent.points = {{17, {{{0, choice::way::cut, 1, 9}, 2}, {{}, 0}}}, {18, {}}};
  sent.end.digest = UINT64_MAX;
  sent.end.state = 19;
  sent.end.cues = "client:send*2";
  sent.end.deviations.preemptions = 3;
  sent.end.deviations.of(choice::way::cut) = 4;
  sent.end.deviations.of(choice::way::kill) = 5;
  sent.end.disturbed = true;
  sent.end.ended = play::ending::spinning;
  sent.end.ended_because = {because::reads_an_ended_stream, {"server", "10"}};
  play::program server;
  server.name = "server";
  server.exit = -1;
  server.out = "\0\xff\n"s;
  play::program client;
  client.signal = "SIGPIPE";
  client.dismissed = true;
  client.err = big;
  sent.end.programs = {server, client};
  sent.epoll_users = {6, 2};
  sent.binds_path = true;
  sent.notes = {{}, {because::packets_not_recorded, {"one\ntwo"}}};
  return sent;
}

TEST(Answer, ArrivesWithAllItsFields) {
  const answer sent = full_answer();
  const answer got = answer_in(packed(sent));
  EXPECT_EQ(got.came, answer::ending::pruned);
  EXPECT_EQ(got.why, sent.why);
  EXPECT_EQ(got.epoll_users, (check::epoll_users{6, 2}));
  EXPECT_TRUE(got.binds_path);
  EXPECT_EQ(got.notes, sent.notes);
  EXPECT_EQ(got.end.digest, UINT64_MAX);
  EXPECT_EQ(got.end.state, 19U);
  EXPECT_EQ(got.end.cues, "client:send*2");
  EXPECT_EQ(got.end.deviations.preemptions, 3);
  EXPECT_EQ(got.end.deviations.of(choice::way::cut), 4);
  EXPECT_EQ(got.end.deviations.of(choice::way::fail), 0);
  EXPECT_EQ(got.end.deviations.of(choice::way::kill), 5);
  EXPECT_TRUE(got.end.disturbed);
  EXPECT_EQ(got.end.ended, play::ending::spinning);
  EXPECT_EQ(got.end.ended_because, sent.end.ended_because);
}

TEST(Answer, ArrivesWithEachPointsAlternatives) {
  const answer sent = full_answer();
  const answer got = answer_in(packed(sent));
  ASSERT_EQ(got.points.size(), 2U);
  EXPECT_EQ(got.points[0].state, 17U);
  ASSERT_EQ(got.points[0].alternatives.size(), 2U);
  EXPECT_EQ(got.points[0].alternatives[0].what,
            sent.points[0].alternatives[0].what);
  EXPECT_EQ(got.points[0].alternatives[0].size, 2);
  EXPECT_EQ(got.points[0].alternatives[1].what, choice{});
  EXPECT_EQ(got.points[1].state, 18U);
  EXPECT_THAT(got.points[1].alternatives, IsEmpty());
}

TEST(Answer, ArrivesWithWhatBecameOfEachProgram) {
  const answer got = answer_in(packed(full_answer()));
  ASSERT_EQ(got.end.programs.size(), 2U);
  const play::program &server = got.end.programs[0],
                      &client = got.end.programs[1];
  EXPECT_EQ(server.name, "server");
  EXPECT_EQ(server.exit, -1);
  EXPECT_EQ(server.signal, "");
  EXPECT_FALSE(server.dismissed);
  EXPECT_EQ(server.out, "\0\xff\n"s);
  EXPECT_EQ(client.name, "");
  EXPECT_EQ(client.exit, std::nullopt);
  EXPECT_EQ(client.signal, "SIGPIPE");
  EXPECT_TRUE(client.dismissed);
  EXPECT_EQ(client.err, big);
}

TEST(Answer, ArrivesEmpty) {
  const answer got = answer_in(packed(answer{}));
  EXPECT_EQ(got.came, answer::ending::ended);
  EXPECT_TRUE(got.why.empty());
  EXPECT_THAT(got.points, IsEmpty());
  EXPECT_THAT(got.end.programs, IsEmpty());
  EXPECT_THAT(got.notes, IsEmpty());
}

// ---- bytes that are no message ---------------------------------------------

TEST(Request, IsNoneThatBreaksOffOrGoesOn) {
  request sent;
  sent.to_play.path = {{3, {1, choice::way::cut, 2, 4}}};
  sent.cues = "server:listen";
  const std::string whole = packed(sent);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THROW(request_in(whole.substr(0, size)), bad_message) << size;
  EXPECT_THROW(request_in(whole + "x"), bad_message);
}

TEST(Answer, IsNoneThatBreaksOffOrGoesOn) {
  answer sent = full_answer();
  sent.end.programs[1].err = "no";
  const std::string whole = packed(sent);
  EXPECT_EQ(packed(answer_in(whole)), whole);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THROW(answer_in(whole.substr(0, size)), bad_message) << size;
  EXPECT_THROW(answer_in(whole + "x"), bad_message);
}

// The first byte of either says which kind it is.
TEST(MessageBytes, HaveNoValuesWithoutAMeaning) {
  std::string request_bytes = packed(request{}), bytes = packed(answer{});
  for (const char odd : {'\x04', '\x7f', '\xff'}) {
    request_bytes[0] = odd;
    EXPECT_THROW(request_in(request_bytes), bad_message);
  }
  bytes[0] = '\x06';
  EXPECT_THROW(answer_in(bytes), bad_message);
  bytes = packed(answer{});
  bytes.back() = '\x02';  // binds_path
  EXPECT_THROW(answer_in(bytes), bad_message);
}

answer told(const play::reason& why) {
  answer sent;
  sent.why = why;
  return sent;
}

TEST(Answer, IsNoneWhoseReasonLacksSomething) {
  const play::reason cut{because::reads_an_ended_stream, {"server"}};
  for (const play::reason& why : {cut,
                                  play::reason{because::data_from},
                                  {because::data, {"client"}},
                                  {because::broken_answer},
                                  {because::each_of_these, {}, {cut}}})
    EXPECT_THROW(answer_in(packed(told(why))), bad_message) << why;
  std::string bytes = packed(answer{});
  for (const char odd : {static_cast<char>(because::how_many), '\xff'}) {
    bytes[1] = odd;  // the second field is the reason's code
    EXPECT_THROW(answer_in(bytes), bad_message);
  }
}

// However deep it claims to be, reading it takes little stack.
TEST(Answer, IsNoneWhoseReasonTellsOfTooManyInOneAnother) {
  play::reason why{because::data};
  for (int i = 0; i < 7; ++i)
    why = {because::each_of_these, {}, {std::move(why)}};
  const std::string whole = packed(told(why));
  EXPECT_EQ(answer_in(whole).why, why);
  why = {because::each_of_these, {}, {std::move(why)}};
  EXPECT_THROW(packed(told(why)), bad_message);

  std::string bytes = packed(answer{});
  const std::size_t none = 0, one = 1;
  std::string level(1, static_cast<char>(because::each_of_these));
  level.append(reinterpret_cast<const char*>(&none), sizeof none)
      .append(reinterpret_cast<const char*>(&one), sizeof one);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += level;
  bytes.insert(1, deep);
  EXPECT_THROW(answer_in(bytes), bad_message);
}

// An answer's second field begins with a reason's code and a list.
TEST(Answer, TakesNoMemoryForWhatIsOnlyPromised) {
  const std::size_t many = std::size_t{1} << 60;
  const std::string promise(reinterpret_cast<const char*>(&many), sizeof many);
  const std::string whole = packed(answer{});
  for (const std::size_t at : {std::size_t{2}, 2 + sizeof many}) {
    std::string bytes = whole;
    bytes.replace(at, sizeof many, promise);
    EXPECT_THROW(answer_in(bytes), bad_message) << at;
  }
}

// ---- over a stream ---------------------------------------------------------

class Messages : public testing::Test {
 protected:
  Messages() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    ours_ = kit::unique_fd(ends[0]);
    theirs_ = kit::unique_fd(ends[1]);
  }

  kit::unique_fd ours_, theirs_;
};

TEST_F(Messages, ArriveOneByOne) {
  for (const std::string& text : {"hello"s, ""s, "\0feng"s})
    send_message(theirs_.get(), text);
  std::string got = "something else";
  for (const std::string& text : {"hello"s, ""s, "\0feng"s}) {
    ASSERT_TRUE(receive_message(ours_.get(), got));
    EXPECT_EQ(got, text);
  }
}

TEST_F(Messages, ArriveWholeHoweverBig) {
  std::thread sender([this] { send_message(theirs_.get(), big); });
  std::string got;
  EXPECT_TRUE(receive_message(ours_.get(), got));
  sender.join();
  EXPECT_EQ(got, big);
}

TEST_F(Messages, EndWithTheStream) {
  send_message(theirs_.get(), "hello");
  theirs_.reset();
  std::string got;
  EXPECT_TRUE(receive_message(ours_.get(), got));
  EXPECT_FALSE(receive_message(ours_.get(), got));
}

TEST_F(Messages, ThatBreakOffDoNotArrive) {
  const std::uint32_t size = 6;
  kit::send_all(theirs_.get(), std::as_bytes(std::span(&size, 1)));
  kit::send_all(theirs_.get(), "hello");
  theirs_.reset();
  std::string got;
  EXPECT_FALSE(receive_message(ours_.get(), got));
}

}  // namespace
}  // namespace check
