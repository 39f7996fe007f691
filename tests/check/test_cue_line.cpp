// A play's moves as a line of cues: no longer than cues need.
#include <gmock/gmock.h>

#include <cerrno>

#include "check/schedule/cue_line.hpp"

namespace check {
namespace {

using way = choice::way;

constexpr std::uint8_t server = 0, client = 1;

made_move made(std::uint8_t program, const std::string& call,
               std::uint16_t task = 0, way how = way::none,
               std::uint32_t value = 0) {
  return {{program, how, task, value}, call, play::find_call_type(call)->kind};
}
made_move cut(std::uint8_t program, const std::string& call,
              std::uint32_t size) {
  return made(program, call, 0, way::cut, size);
}
made_move failed(std::uint8_t program, const std::string& call, int error) {
  return made(program, call, 0, way::fail, static_cast<std::uint32_t>(error));
}
made_move killed(std::uint8_t program, const std::string& before,
                 std::uint16_t task = 0) {
  return made(program, before, task, way::kill);
}
made_move in_order(made_move one) {
  one.in_order = true;
  return one;
}
made_move forced(made_move one) {
  one.forced = true;
  return one;
}

std::string line_of(const std::vector<made_move>& moves) {
  return cue_line(moves, {"server", "client"});
}

TEST(CueLine, OfNoMovesIsEmpty) {
  EXPECT_EQ(line_of({}), "");
}

TEST(CueLine, LeavesOutWhatHappensByItselfAtItsEnd) {
  EXPECT_EQ(line_of({in_order(made(server, "bind"))}), "");
  EXPECT_EQ(line_of({made(client, "send"), in_order(made(server, "recv")),
                     in_order(made(server, "close"))}),
            "client:send");
}

TEST(CueLine, KeepsWhatHappensByItselfBeforeADecision) {
  EXPECT_EQ(line_of({in_order(made(server, "listen")), made(client, "connect"),
                     in_order(made(server, "accept")), made(client, "send")}),
            "server:listen client:connect server:accept client:send");
}

// Nobody can tell when they were made.
TEST(CueLine, LeavesForcedMovesToTheirProgramsNextCue) {
  EXPECT_EQ(line_of({forced(made(server, "socket"))}), "");
  EXPECT_EQ(line_of({made(client, "connect"), forced(made(server, "accept")),
                     made(client, "send")}),
            "client:send");
  EXPECT_EQ(line_of({made(client, "connect"), forced(made(server, "accept")),
                     made(client, "send"), cut(server, "recv", 1)}),
            "client:send server:recv(1)");
  EXPECT_EQ(line_of({made(client, "send"), forced(made(client, "socket")),
                     made(client, "send")}),
            "client:send*2");
}

TEST(CueLine, LeavesOutForcedMovesAtItsEnd) {
  EXPECT_EQ(line_of({made(client, "send"), in_order(made(server, "recv")),
                     forced(made(server, "accept"))}),
            "client:send");
}

TEST(CueLine, NamesOnlyTheLastCallOfARun) {
  EXPECT_EQ(line_of({made(server, "bind"), made(server, "listen"),
                     made(client, "connect"), made(client, "send")}),
            "server:listen client:send");
}

TEST(CueLine, CountsTheCallsOfThatName) {
  EXPECT_EQ(line_of({made(client, "send"), made(client, "send")}),
            "client:send*2");
  EXPECT_EQ(
      line_of({made(server, "recv"), made(server, "poll"), made(server, "recv"),
               made(server, "poll"), made(server, "recv")}),
      "server:recv*3");
}

TEST(CueLine, CountsOnlyWithinOneRun) {
  EXPECT_EQ(line_of({made(client, "send"), made(server, "recv"),
                     made(client, "send")}),
            "client:send server:recv client:send");
}

TEST(CueLine, SaysSendAndRecvForTheirFamilies) {
  EXPECT_EQ(line_of({made(client, "sendto"), made(server, "recvfrom"),
                     made(client, "write"), made(server, "readv")}),
            "client:send server:recv client:send server:recv");
  EXPECT_EQ(line_of({made(client, "write"), made(client, "sendmsg")}),
            "client:send*2");
}

TEST(CueLine, SaysEveryOtherCallByItsName) {
  EXPECT_EQ(line_of({made(server, "epoll_wait"), made(client, "shutdown")}),
            "server:epoll_wait client:shutdown");
}

TEST(CueLine, LetsAProgramEndThatMakesItsLastCall) {
  EXPECT_EQ(line_of({made(server, "close"), made(server, "exit"),
                     made(client, "send")}),
            "server:exit client:send");
}

TEST(CueLine, LeadsToACutThroughOtherCalls) {
  EXPECT_EQ(line_of({made(server, "listen"), made(server, "accept"),
                     cut(server, "recv", 3)}),
            "server:recv(3)");
}

TEST(CueLine, ReadsWholeWhatComesBeforeACutRead) {
  EXPECT_EQ(line_of({made(server, "recv"), cut(server, "recv", 3)}),
            "server:recv server:recv(3)");
  EXPECT_EQ(
      line_of({made(server, "read"), made(server, "send"), made(server, "recv"),
               made(server, "poll"), cut(server, "recvmsg", 1)}),
      "server:recv*2 server:recv(1)");
}

TEST(CueLine, HasACueForEachCut) {
  EXPECT_EQ(line_of({cut(server, "recv", 1), cut(server, "read", 4),
                     cut(client, "write", 2), made(client, "send")}),
            "server:recv(1) server:recv(4) client:send(2) client:send");
}

TEST(CueLine, KeepsACutThatIsLast) {
  EXPECT_EQ(line_of({cut(server, "recv", 1), in_order(made(server, "close"))}),
            "server:recv(1)");
}

TEST(CueLine, NamesTheErrorOfACallThatFails) {
  EXPECT_EQ(line_of({failed(server, "accept", ECONNABORTED)}),
            "server:accept!ECONNABORTED");
  EXPECT_EQ(line_of({made(server, "recv"), failed(server, "read", EINTR)}),
            "server:recv server:recv!EINTR");
  EXPECT_EQ(
      line_of({made(client, "connect"), failed(client, "sendto", ECONNRESET)}),
      "client:send!ECONNRESET");
}

TEST(CueLine, LeadsAProgramToWhereItIsKilled) {
  EXPECT_EQ(line_of({killed(client, "connect")}), "client:kill");
  // A kill strikes at once, so all that comes before it is needed.
  EXPECT_EQ(line_of({made(server, "recv"), made(server, "send"),
                     killed(server, "close"), made(client, "recv")}),
            "server:send server:kill client:recv");
}

TEST(CueLine, NumbersTheTasksOfAProgramThatHasSeveral) {
  EXPECT_EQ(line_of({made(server, "accept"), made(client, "send"),
                     made(server, "recv", 1), made(server, "close")}),
            "server.0:accept client:send server.1:recv server.0:close");
  EXPECT_EQ(line_of({made(server, "recv", 2), made(server, "recv", 1)}),
            "server.2:recv server.1:recv");
}

TEST(CueLine, NumbersNoTasksWhereTheOthersAreNotInIt) {
  EXPECT_EQ(line_of({made(server, "accept"), made(client, "send"),
                     in_order(made(server, "recv", 1))}),
            "server:accept client:send");
}

TEST(CueLine, KillsAProgramAndNotATask) {
  EXPECT_EQ(line_of({made(server, "recv", 1), killed(server, "recv", 1)}),
            "server.1:recv server:kill");
}

}  // namespace
}  // namespace check
