// Calls that ask about a socket, or close and read it in other ways: watched,
// or refused.
#include "plays.hpp"

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Queries : public StageTest {
 protected:
  static play::record asking(const std::string& what, const std::string& cues) {
    return play_to("server:listen " + cues,
                   {"look 8080 " + what, "say 8080 hello feng"});
  }
  static const play::call* call_in(const play::record& play,
                                   const std::string& detail) {
    for (const play::call& one : play.calls)
      if (detail_of(one) == detail) return &one;
    return nullptr;
  }
};

TEST_F(Queries, AreToldWhatHasComeByThen) {
  EXPECT_EQ(asking("FIONREAD", "client:send").at("server").out,
            "FIONREAD: 4\n");
  EXPECT_EQ(asking("FIONREAD", "client:send*2").at("server").out,
            "FIONREAD: 8\n");
  EXPECT_EQ(asking("FIONREAD", "client:send server:recv client:send")
                .at("server")
                .out,
            "FIONREAD: 8\n");
}

TEST_F(Queries, AreCallsWithWhatTheyWereTold) {
  for (const auto& [what, told] : {std::pair{"FIONREAD", 4},
                                   {"SIOCOUTQ", 0},
                                   {"SIOCATMARK", 0},
                                   {"SO_ERROR", 0},
                                   {"TCP_INFO", 0}}) {
    const play::record play = asking(what, "client:send");
    const play::call* const query = call_in(play, what);
    ASSERT_NE(query, nullptr) << what;
    EXPECT_EQ(query->kind, play::kind::query) << what;
    EXPECT_EQ(query->result, told) << what;
  }
}

TEST_F(Queries, ThatAreCutAreToldLess) {
  const play::record play = asking("FIONREAD", "client:send server:ioctl(3)");
  EXPECT_EQ(play.at("server").out, "FIONREAD: 3\n");
  EXPECT_EQ(call_in(play, "FIONREAD")->forced, play::forced::cut);
  EXPECT_EQ(call_in(play, "FIONREAD")->result, 3);
  EXPECT_EQ(asking("FIONREAD", "client:send server:ioctl(9)").at("server").out,
            "FIONREAD: 4\n");
}

TEST_F(Queries, OfSomethingElseAreNoCalls) {
  const play::record play = asking("FIONREAD", "");
  for (const play::call& one : play.calls)
    if (one.name == "ioctl") EXPECT_EQ(detail_of(one), "FIONREAD");
}

TEST_F(Queries, ACloseRangeIsSeenWhereItClosesSockets) {
  const play::record play =
      asking("close_range", "client:send server:close_range client:exit");
  const auto closed =
      std::ranges::find(play.calls, "close_range", &play::call::name);
  ASSERT_NE(closed, play.calls.end());
  EXPECT_EQ(closed->kind, play::kind::close);
  EXPECT_EQ(closed->fd, -1);
  EXPECT_EQ(closed->result, 0);
}

TEST_F(Queries, AnIoSubmitOnASocketIsRefused) {
  EXPECT_THAT(
      refusal("", {"look 8080 io_submit", "say 8080 x"}),
      AllOf(HasSubstr("server"), HasSubstr("io_submit"), Not(HasSubstr("\n"))));
}

}  // namespace
