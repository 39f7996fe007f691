// Two situations with one key have one future, so the key holds every order
// that shows, and no other, or pruning would save nothing.
#include "orders.hpp"

namespace {

using History = StageTest;

struct named {
  std::string name, line;
};

std::vector<stage::program> cast(const std::vector<named>& all) {
  std::vector<stage::program> cast;
  for (const named& one : all) cast.push_back(cast_as(one.name, one.line));
  return cast;
}

// Two servers with a client each.
const std::vector<named> two_pairs = {{"a", "hear 8080 10"},
                                      {"b", "hear 8081 10"},
                                      {"x", "say 8080 hello"},
                                      {"y", "say 8081 feng"}};
// One server with two clients.
const std::vector<named> one_server = {
    {"a", "threads 8080 2"}, {"x", "say 8080 hello"}, {"y", "say 8080 feng"}};

bool lead_to_one_state(const std::string& one, const std::string& other,
                       const std::vector<named>& all,
                       const check::history& knows = {true, {}}) {
  return key_after(one, cast(all), knows) == key_after(other, cast(all), knows);
}

TEST_F(History, IsTheSameForTheSameMoves) {
  for (const char* const moves : {"", "a*3", "a*3 b*3 x*3 a*2"})
    EXPECT_TRUE(lead_to_one_state(moves, moves, two_pairs)) << moves;
}

TEST_F(History, TellsHowFarAProgramHasCome) {
  std::set<std::uint64_t> keys;
  for (const char* const moves :
       {"", "a", "a*2", "a*3", "a*3 x", "a*3 x*2", "a*3 x*3", "a*3 x*2 a",
        "a*3 x*3 a", "a*3 x*3 a*2", "a*3 x*3 a*2 x"})
    keys.insert(key_after(moves, cast(two_pairs)));
  EXPECT_EQ(keys.size(), 11U);
}

TEST_F(History, ForgetsTheOrderOfWhatHasNothingInCommon) {
  EXPECT_TRUE(lead_to_one_state("a*3 b*3", "b*3 a*3", two_pairs));
  EXPECT_TRUE(lead_to_one_state("a b a b a b", "b*3 a*3", two_pairs));
  EXPECT_TRUE(
      lead_to_one_state("a*3 b*3 x*2 y*2", "b*3 a*3 y*2 x*2", two_pairs));
  EXPECT_TRUE(lead_to_one_state("a*3 b*3 x*2 y*2 x a*2 y b*2",
                                "a*3 b*3 y*2 x*2 y b*2 x a*2", two_pairs));
}

TEST_F(History, RemembersWhoConnectedFirstToAListener) {
  EXPECT_FALSE(lead_to_one_state("a*3 x y x y", "a*3 x y y x", one_server));
}

TEST_F(History, ForgetsWhoSentFirstOnConnectionsOfTheirOwn) {
  EXPECT_TRUE(
      lead_to_one_state("a*3 x*2 y*2 x y", "a*3 x*2 y*2 y x", one_server));
  EXPECT_TRUE(
      lead_to_one_state("a*3 x*2 y*2 a x", "a*3 x*2 y*2 x a", one_server));
}

// Events are reported in the order in which they came.
TEST_F(History, RemembersWhoSentFirstToAProgramThatUsesEpoll) {
  const check::history epoll_in_a(true, {1}), epoll_in_x(true, {2});
  EXPECT_FALSE(lead_to_one_state("a*3 x*2 y*2 x y", "a*3 x*2 y*2 y x",
                                 one_server, epoll_in_a));
  EXPECT_TRUE(lead_to_one_state("a*3 x*2 y*2 x y", "a*3 x*2 y*2 y x",
                                one_server, epoll_in_x));
}

// It may have told the epoll of a connection, with the bytes that came before.
TEST_F(History, RemembersWhatCameBeforeACallOfAProgramThatUsesEpoll) {
  EXPECT_FALSE(lead_to_one_state("a*3 x*2 y*2 a x", "a*3 x*2 y*2 x a",
                                 one_server, {true, {1}}));
}

// Nothing is left of the order then; unless there is another epoll, or events
// that the program had no room for.
TEST_F(History, ForgetsWhatCameBeforeAnEpollReportedAllThereWas) {
  const std::vector<named> room_for_8 = {{"a", "watch 8080 epoll_wait 2"},
                                         {"x", "say 8080 hello"},
                                         {"y", "say 8080 feng"}};
  const std::string late = "a*3 x*2 y*2 a*2 x a";
  const std::string early = "a*3 x*2 y*2 x a*3";
  EXPECT_TRUE(lead_to_one_state(late, early, room_for_8, {true, {1}}));
  EXPECT_FALSE(lead_to_one_state(late, early, room_for_8, {true, {1, 1}}));
  const std::vector<named> room_for_1 = {{"a", "wait_by 8080 epoll -1"},
                                         {"x", "say 8080 hello"}};
  EXPECT_FALSE(lead_to_one_state("a*3 x*2 a x a", "a*3 x*3 a*2", room_for_1,
                                 {true, {1}}));
}

// A program cannot tell apart what it gave one name, until it gives another.
TEST_F(History, RemembersWhatCameBeforeEventsOfOneName) {
  const std::vector<named> all = {{"a", "epoll_alike 8080"},
                                  {"x", "say 8080 hello"},
                                  {"y", "say 8080 feng"}};
  EXPECT_FALSE(lead_to_one_state("a*3 x*2 y*2 a*2 x y a",
                                 "a*3 x*2 y*2 a*2 y x a", all, {true, {1}}));
}

// The parent's epoll has reported all there was; its child's has not.
TEST_F(History, RemembersWhatCameToTheEpollOfAnotherProcess) {
  const std::vector<named> all = {{"a", "epoll_of_each 8080"},
                                  {"x", "say 8080 hello"},
                                  {"y", "say 8080 feng"}};
  EXPECT_FALSE(lead_to_one_state("a*3 x*2 y*2 a*2 x y a.0",
                                 "a*3 x*2 y*2 a*2 y x a.0", all, {true, {1}}));
}

TEST_F(History, FindsOutWhoUsesSeveralEpolls) {
  followed schedule("a*3 x*3 a*3");
  stage::perform(cast({{"a", "two_epolls 8080"}, {"x", "say 8080 hello"}}),
                 schedule);
  EXPECT_EQ(schedule.past.epoll_users(), (check::epoll_users{1, 1}));
}

TEST_F(History, FindsOutWhoUsesEpoll) {
  const auto users_after = [](const std::string& moves) {
    followed schedule(moves);
    stage::perform(
        cast({{"x", "say 8080 hello"}, {"a", "wait_by 8080 epoll -1"}}),
        schedule);
    return schedule.past.epoll_users();
  };
  EXPECT_EQ(users_after("a*3 x*3 a"), check::epoll_users{});
  EXPECT_EQ(users_after("a*3 x*3 a*2"), check::epoll_users{2});
}

TEST_F(History, RemembersTheOrderOfDatagramsToOnePort) {
  EXPECT_FALSE(lead_to_one_state("a*2 x y x y", "a*2 x y y x",
                                 {{"a", "udp_hear 8080 64 64"},
                                  {"x", "udp_say 8080 5 5"},
                                  {"y", "udp_say 8080 5 5"}}));
}

TEST_F(History, ForgetsTheOrderOfDatagramsToTwoPorts) {
  EXPECT_TRUE(lead_to_one_state("a*2 b*2 x y x y", "a*2 b*2 x y y x",
                                {{"a", "udp_hear 8080 64"},
                                 {"b", "udp_hear 8081 64"},
                                 {"x", "udp_say 8080 5 5"},
                                 {"y", "udp_say 8081 5 5"}}));
}

TEST_F(History, RemembersWhatEachReadBrought) {
  const std::vector<named> pair = {{"a", "hear 8080 10 10"},
                                   {"x", "say 8080 hello"}};
  const auto after = [&pair](const std::string& moves) {
    return key_after("a*3 x*3 " + moves, cast(pair));
  };
  // One byte and four, four and one: the bytes that are left are the same.
  EXPECT_NE(after("a a(1) a"), after("a a(4) a"));
  EXPECT_NE(after("a a(1)"), after("a a"));
  EXPECT_EQ(after("a a(5)"), after("a a"));
}

TEST_F(History, RemembersTheBytesAndNotOnlyTheirNumber) {
  EXPECT_NE(key_after("a*3 x*3 a*2",
                      cast({{"a", "hear 8080 10"}, {"x", "say 8080 hello"}})),
            key_after("a*3 x*3 a*2",
                      cast({{"a", "hear 8080 10"}, {"x", "say 8080 world"}})));
}

TEST_F(History, RemembersInWhichOrderThreadsOfAProgramRead) {
  EXPECT_FALSE(lead_to_one_state("a*3 x*3 a y*3 a a.1 a.2",
                                 "a*3 x*3 a y*3 a a.2 a.1", one_server));
}

// A close with unread bytes resets the connection, and the other end's next
// send fails.
TEST_F(History, RemembersWhatHadArrivedBeforeAClose) {
  const std::vector<named> pair = {{"a", "hear 8080"},
                                   {"x", "say 8080 hello feng"}};
  EXPECT_FALSE(lead_to_one_state("a*3 x*2 x a a", "a*3 x*2 a a x", pair));
}

// However it is closed, and whatever address was dialled.
TEST_F(History, RemembersWhatHadArrivedBeforeAnyClose) {
  for (const std::string place : {"8080", "0:8080"})
    for (const std::string call : {"close", "dup2"}) {
      const std::vector<named> pair = {{"a", "greet " + place},
                                       {"x", "part_by " + place + " " + call}};
      EXPECT_FALSE(lead_to_one_state("a*3 x*2 a a x", "a*3 x*2 a x a", pair))
          << place << " " << call;
    }
}

TEST_F(History, ForgetsWhatCameBeforeAReadThatLeftNothing) {
  const std::vector<named> pair = {{"a", "hear 8080 10 10"},
                                   {"x", "say 8080 hello"}};
  EXPECT_TRUE(lead_to_one_state("a*3 x*2 x a a", "a*3 x*2 a x a", pair));
}

// How full its buffers are depends on the order.
TEST_F(History, RemembersTheOrderOnAStreamThatWasFullOnce) {
  const std::string much(5000, 'm'), more(5000, 'n');
  const std::vector<named> pair = {{"a", "hear 8080 10 10"},
                                   {"x", "say 8080 " + much + " " + more}};
  EXPECT_FALSE(lead_to_one_state("a*3 x*3 a*2 x", "a*3 x*3 a x a", pair));
  const std::vector<named> little = {{"a", "hear 8080 10 10"},
                                     {"x", "say 8080 0123456789 0123456789"}};
  EXPECT_TRUE(lead_to_one_state("a*3 x*3 a*2 x", "a*3 x*3 a x a", little));
}

TEST_F(History, TellsABirthAndAnEnd) {
  const std::vector<named> pair = {{"a", "fork_to_serve 8080"},
                                   {"x", "say 8080 hello"}};
  std::set<std::uint64_t> keys;
  for (const char* const moves : {"a*3 x*3", "a*3 x*3 a", "a*3 x*3 a a.1"})
    keys.insert(key_after(moves, cast(pair)));
  EXPECT_EQ(keys.size(), 3U);
}

// On the host's network nobody can tell whose connection an accept took.
TEST_F(History, RemembersEverythingBeforeAnAcceptWherePortsAreOfChance) {
  const check::history chance(false, {});
  EXPECT_TRUE(
      lead_to_one_state("a*3 b*3 x*2", "b*3 a*3 x*2", two_pairs, chance));
  EXPECT_FALSE(
      lead_to_one_state("a*3 b*3 x*2 a", "b*3 a*3 x*2 a", two_pairs, chance));
}

TEST_F(History, KnowsWhoseLastCallCameToNothing) {
  const auto gave_up_after = [](const std::string& moves) {
    followed schedule(moves);
    stage::perform(cast({{"a", "try_again 8080"}, {"x", "say 8080 hello"}}),
                   schedule);
    return schedule.past.gave_up(0, 0);
  };
  EXPECT_FALSE(gave_up_after("a*3 x*2 a"));
  EXPECT_TRUE(gave_up_after("a*3 x*2 a a"));
  EXPECT_TRUE(gave_up_after("a*3 x*2 a a x"));
}

// The call that x stands before after these moves.
bool goes_to_nobody_after(const std::string& moves,
                          const std::vector<named>& all) {
  class asking : public followed {
   public:
    using followed::followed;
    void look(const stage::situation& now) override {
      followed::look(now);
      for (const stage::actor& one : now.actors)
        if (one.program == "x")
          answer = past.goes_to_nobody(check::index_of(now.so_far, "x"), one);
    }
    bool answer = false;
  };
  asking schedule(moves);
  stage::perform(cast(all), schedule);
  return schedule.answer;
}

TEST_F(History, KnowsWhetherSomebodyListensWhereACallGoes) {
  EXPECT_TRUE(goes_to_nobody_after("x", two_pairs));
  EXPECT_TRUE(goes_to_nobody_after("x a*2", two_pairs));
  EXPECT_FALSE(goes_to_nobody_after("x a*3", two_pairs));
  EXPECT_TRUE(goes_to_nobody_after("x b*3", two_pairs));
  // A call that goes nowhere is none of its matter.
  EXPECT_FALSE(goes_to_nobody_after("", two_pairs));
}

TEST_F(History, KnowsWhetherSomebodyIsBoundWhereADatagramGoes) {
  const std::vector<named> pair = {{"a", "udp_hear 8080 64"},
                                   {"b", "hear 8080 64"},
                                   {"x", "udp_say 8080 5"}};
  EXPECT_TRUE(goes_to_nobody_after("x a", pair));
  EXPECT_FALSE(goes_to_nobody_after("x a*2", pair));
  // TCP and UDP have ports of their own.
  EXPECT_TRUE(goes_to_nobody_after("x b*3", pair));
}

TEST_F(History, TellsAddressesOfOnePortApart) {
  const std::vector<named> pair = {{"a", "udp_hear 8080 64"},
                                   {"b", "udp_hear 2:8080 64"},
                                   {"c", "udp_hear 0:8080 64"},
                                   {"x", "udp_say 2:8080 5"}};
  EXPECT_TRUE(goes_to_nobody_after("x a*2", pair));
  EXPECT_FALSE(goes_to_nobody_after("x b*2", pair));
  EXPECT_FALSE(goes_to_nobody_after("x c*2", pair));
}

// Neither client has a name: whose bytes came first is told by the listener's
// queue, and what came out by the bytes.
TEST_F(History, KnowsWhatCrossedAUnixSocket) {
  const std::vector<named> one_desk = {{"a", "threads @desk 2"},
                                       {"x", "say @desk hello"},
                                       {"y", "say @desk world"}};
  EXPECT_TRUE(lead_to_one_state("a*2 x*2 y*2", "a*2 x y*2 x", one_desk));
  EXPECT_FALSE(lead_to_one_state("a*2 x y x y", "a*2 y x x y", one_desk));
  const std::vector<named> two_desks = {{"a", "hear @desk 10 10"},
                                        {"b", "hear @hall 10 10"},
                                        {"x", "say @desk hello"},
                                        {"y", "say @hall world"}};
  EXPECT_TRUE(lead_to_one_state("a*2 b*2 x*2 y*2 a*2 b*2",
                                "a*2 b*2 x*2 y*2 b*2 a*2", two_desks));
  EXPECT_FALSE(lead_to_one_state("a*2 b*2 x*2 y*2 a*2",
                                 "a*2 b*2 x*2 y*2 a a(1)", two_desks));
}

TEST_F(History, TakesAListenerForOneAlsoOnceItIsGone) {
  EXPECT_FALSE(
      goes_to_nobody_after("x a*3 y*2 a y*2 a*2", {{"a", "hear 8080 10"},
                                                   {"x", "say 8080 hello"},
                                                   {"y", "say 8080 hello"}}));
}

}  // namespace
