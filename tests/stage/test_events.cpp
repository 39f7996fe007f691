// What a poll, select or epoll_wait reported is in the record; and a read that
// was cut is followed by an edge, as on a network, where the rest comes later.
#include "plays.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What each wait of the server reported.
std::vector<std::string> events(const play::record& play) {
  std::vector<std::string> all;
  for (const play::call& one : play.calls)
    if (one.program == "server" &&
        (one.name == "poll" || one.name == "select" ||
         one.name == "epoll_wait"))
      all.push_back(text_of(one.events));
  return all;
}

// The listener is 3, the connections are 4 and 5.
class Events : public StageTest,
               public testing::WithParamInterface<const char*> {
 protected:
  std::vector<std::string> reported(const std::string& cues,
                                    const std::string& count,
                                    const std::string& one = "say 8080 ab",
                                    const std::string& other = "say 8080 cd") {
    return events(
        play_to("server:listen client:connect client2:connect "
                "server:accept*2 " +
                    cues,
                {"watch 8080 " + call_ + " " + count, one, other}));
  }
  bool is_epoll() const { return call_.starts_with("epoll"); }
  bool is_select() const { return call_.ends_with("select"); }

  const std::string call_ = GetParam();
};

TEST_P(Events, NameWhoHasBytes) {
  EXPECT_THAT(reported("client:send server:exit", "1"),
              ElementsAre("4:POLLIN"));
  EXPECT_THAT(reported("client2:send server:exit", "1"),
              ElementsAre("5:POLLIN"));
}

// poll and select go by the descriptors, an epoll by the order of arrival.
TEST_P(Events, NameAllWhoHaveBytes) {
  EXPECT_THAT(reported("client:send client2:send server:exit", "1"),
              ElementsAre("4:POLLIN 5:POLLIN"));
  EXPECT_THAT(
      reported("client2:send client:send server:exit", "1"),
      ElementsAre(is_epoll() ? "5:POLLIN 4:POLLIN" : "4:POLLIN 5:POLLIN"));
}

TEST_P(Events, AreThoseOfEachWait) {
  EXPECT_THAT(reported("client:send server:recv client2:send server:exit", "2"),
              ElementsAre("4:POLLIN", is_epoll() ? "4:POLLIN 5:POLLIN"
                                                 : "4:POLLIN 5:POLLIN"));
}

TEST_P(Events, NameEveryFlag) {
  // The first asks for POLLRDHUP as well; a select has nothing of the kind.
  EXPECT_THAT(reported("client:exit server:exit", "1", "say 8080"),
              ElementsAre(is_select() ? "4:POLLIN" : "4:POLLIN|POLLRDHUP"));
  EXPECT_THAT(reported("client:exit server:exit", "1", "reset 8080"),
              ElementsAre(is_select() ? "4:POLLIN"
                                      : "4:POLLIN|POLLERR|POLLHUP|POLLRDHUP"));
}

TEST_P(Events, NameLargeDescriptors) {
  for (const char* const fd : {"63", "64", "200"})
    EXPECT_THAT(reported("client2:send server:exit", "1 " + std::string(fd)),
                ElementsAre(std::string(fd) + ":POLLIN"));
}

TEST_P(Events, AreNoneOfACallThatFails) {
  const std::string name = is_epoll()    ? "epoll_wait"
                           : is_select() ? "select"
                                         : "poll";
  const std::vector<std::string> all =
      reported("client:send server:" + name + "!EINTR", "1");
  ASSERT_THAT(all, testing::Not(IsEmpty()));
  EXPECT_EQ(all.front(), "");
}

INSTANTIATE_TEST_SUITE_P(, Events,
                         testing::Values("poll", "ppoll", "select", "pselect",
                                         "epoll_wait", "epoll_pwait"),
                         parameter_name);

using EventsOf = StageTest;

TEST_F(EventsOf, OtherCallsAreNone) {
  for (const play::call& one :
       play_to("", {"hear 8080 10", "say 8080 hello"}).calls)
    EXPECT_THAT(one.events, IsEmpty()) << one.name;
}

TEST_F(EventsOf, AWaitWhoseTimeIsUpAreNone) {
  for (const char* const call : {"poll", "select", "epoll"})
    EXPECT_THAT(events(play_to("server:listen",
                               {"wait_by 8080 " + std::string(call) + " 100",
                                "listen_first 8080"})),
                ElementsAre(""));
}

TEST_F(EventsOf, AFreeRunAreInTheRecordToo) {
  EXPECT_THAT(events(play_freely({"wait_by 8080 poll -1", "say 8080 x"})),
              ElementsAre("4:POLLIN"));
}

// ---- edges -----------------------------------------------------------------

class Edges : public StageTest {
 protected:
  static play::record play_to(const std::string& cues,
                              const std::string& size = "16",
                              const std::string& words = "hello") {
    return ::play_to("server:listen client:connect server:accept " + cues,
                     {"edge_reader 8080 " + size, "say 8080 " + words});
  }
};

TEST_F(Edges, ComeAfterAReadThatWasCut) {
  const play::record play =
      play_to("client:send server:recv(2) server:recv client:exit server:exit");
  EXPECT_EQ(play.at("server").out, "recv: 2 he\nrecv: 3 llo\nrecv: 0 \n");
  EXPECT_THAT(events(play), ElementsAre("0:POLLIN", "0:POLLIN", "0:POLLIN"));
}

TEST_F(Edges, ComeAfterEachReadThatWasCut) {
  const play::record play =
      play_to("client:send server:recv(1)*5 client:exit server:exit");
  EXPECT_EQ(play.at("server").out,
            "recv: 1 h\nrecv: 1 e\nrecv: 1 l\nrecv: 1 l\nrecv: 1 o\n"
            "recv: 0 \n");
}

// That the program itself asked for less is its own fault.
TEST_F(Edges, DoNotComeAfterAShortReadOfTheProgramsOwn) {
  const play::record play = play_to("client:send server:recv server:wait", "2");
  EXPECT_THAT(testing::PrintToString(play.at("server").out),
              testing::HasSubstr("recv: 2 he"));
}

TEST_F(Edges, DoNotComeWhereNothingIsLeft) {
  play_to("client:send server:recv server:wait client:exit");
  play_to("client:send server:recv(5) server:wait client:exit");
}

TEST_F(Edges, ComeWithEachSend) {
  const play::record play =
      play_to("client:send server:recv client:send server:recv server:wait",
              "16", "hello feng");
  EXPECT_EQ(play.at("server").out, "recv: 5 hello\nrecv: 4 feng\nrecv: 0 \n");
}

}  // namespace
