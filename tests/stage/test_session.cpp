// A session plays the same cast again and again: each play is like a first one.
#include <ostream>
#include <stdexcept>

#include "plays.hpp"

namespace {

using play::ending;
using testing::ElementsAre;

struct troupe {
  const char* name;
  std::vector<std::string> cast;
  // Several ways to play it, one after the other.
  std::vector<std::string> cues;
};

void PrintTo(const troupe& one, std::ostream* out) {
  *out << one.name;
}

const troupe troupes[] = {
    {"Pair",
     {"hear 8080 10 10", "say 8080 hello feng"},
     {"", "server:listen client:exit",
      "server:listen client:exit server:recv(1)", "server:listen client:kill"}},
    {"ServerThatStays",
     {"serve 8080", "ask 8080 hello", "ask 8080 feng"},
     {"", "server:listen client2:connect"}},
    {"ServerThatIsKilled",
     {"serve 8080", "ask 8080 hello"},
     {"server:listen client:send server:kill", ""}},
    {"ResetConnection",
     {"hear 8080 10", "reset 8080"},
     {"", "server:listen client:exit"}},
    {"ClientThatComesTooEarly",
     {"hear 8080 10", "say 8080 x"},
     {"client:exit"}},
    {"Datagrams",
     {"udp_serve 8080", "udp_ask 8080 hello", "udp_ask 8080 feng"},
     {"", "server:bind client2:send"}},
    {"Threads", {"threads 8080 2", "say 8080 hello", "say 8080 feng"}, {""}},
    {"Children", {"fork_to_serve 8080", "say 8080 hello"}, {""}},
    {"OverIPv6", {"hear 6:8080 10", "say 6:8080 hello"}, {""}},
    {"FullBuffers", {"drain 8080", "fill 8080 8"}, {""}},
    {"EveryoneWaits", {"hear 8080 10", "listen_first 8080"}, {""}},
    {"Spinning", {"read_on 8080", "say 8080 x"}, {""}},
    {"Sleeper", {"rest 5000", "rest 5000"}, {""}},
    {"SleeperThatTalks",
     {"hear 8080 10", "hold sleep /dev/null 8080"},
     {"", "server:listen client:exit"}},
    {"NoSocketCall", {"chatter 200", "/bin/true"}, {""}},
    {"Static", {"hear 8080 10", "say_static 8080 hello"}, {""}},
    {"OtherProgram",
     {"hear 8080 10", "start exec PROGRAMS/say 8080 hello"},
     {""}},
};

std::vector<stage::program> cast_of(const troupe& one) {
  std::vector<std::string> lines = one.cast;
  for (std::string& line : lines)
    if (const std::size_t at = line.find("PROGRAMS"); at != std::string::npos)
      line.replace(at, 8, PROGRAMS);
  return ::cast_of(lines);
}

class Session : public StageTest, public testing::WithParamInterface<troupe> {
 protected:
  void SetUp() override {
    StageTest::SetUp();
    if (!IsSkipped()) needs_own_network();
  }
};

TEST_P(Session, PlaysEachTimeAsOnAStageOfItsOwn) {
  for (const bool copies : {true, false}) {
    SCOPED_TRACE(copies ? "with copies" : "without copies");
    stage::options options;
    options.copies = copies;
    stage::session session(cast_of(GetParam()), options);
    for (int round = 0; round < 3; ++round)
      for (const std::string& line : GetParam().cues) {
        stage::cues alone(line), again(line);
        EXPECT_EQ(
            json_without_packets(session.perform(again)),
            json_without_packets(stage::perform(cast_of(GetParam()), alone)))
            << "round " << round << ": " << line;
      }
  }
}

INSTANTIATE_TEST_SUITE_P(, Session, testing::ValuesIn(troupes),
                         [](const auto& one) { return one.param.name; });

class OneSession : public StageTest {
 protected:
  static std::vector<stage::program> pair() {
    return ::cast_of({"hear 8080 10 10", "say 8080 hello feng"});
  }
  static std::string json(play::record play) {
    return json_without_packets(std::move(play));
  }
};

TEST_F(OneSession, PlaysAHundredTimesAlike) {
  needs_own_network();
  stage::session session(pair());
  stage::in_order schedule;
  const std::string first = json(session.perform(schedule));
  for (int i = 1; i < 100; ++i)
    ASSERT_EQ(json(session.perform(schedule)), first) << i;
}

TEST_F(OneSession, LeavesNoProcessBehind) {
  {
    stage::session session(pair());
    stage::in_order schedule;
    for (int i = 0; i < 3; ++i) session.perform(schedule);
  }
  EXPECT_THAT(processes_of_this_test(), testing::IsEmpty());
}

TEST_F(OneSession, LeavesNoProcessOfAPlayBehind) {
  stage::session session(::cast_of({"fork_to_serve 8080", "say 8080 hello"}));
  const auto left_after = [&session](const std::string& line) {
    stage::cues schedule(line);
    session.perform(schedule);
    return processes_of_this_test().size();
  };
  // What stays are the two that copies are made of.
  const std::size_t originals = left_after("");
  EXPECT_LE(originals, 2U);
  for (const char* const line :
       {"", "server:listen client:connect server:accept server:kill",
        "server:listen client:kill"})
    EXPECT_EQ(left_after(line), originals) << line;
}

TEST_F(OneSession, GoesOnAfterAScheduleThatThrew) {
  needs_own_network();
  stage::session session(pair());
  stage::in_order all;
  const std::string first = json(session.perform(all));
  for (std::size_t calls = 0; calls < 10; ++calls) {
    script throws(
        [calls](const stage::situation& now) -> std::optional<stage::move> {
          if (now.so_far.calls.size() == calls) throw std::logic_error("no");
          return stage::in_order().next(now);
        });
    EXPECT_THROW(session.perform(throws), std::logic_error);
    EXPECT_EQ(json(session.perform(all)), first) << calls;
  }
}

TEST_F(OneSession, GoesOnAfterAScheduleThatHadNoMove) {
  needs_own_network();
  stage::session session(pair());
  stage::in_order all;
  const std::string first = json(session.perform(all));
  for (std::size_t calls = 0; calls < 10; ++calls) {
    script stops(
        [calls](const stage::situation& now) -> std::optional<stage::move> {
          if (now.so_far.calls.size() == calls) return {};
          return stage::in_order().next(now);
        });
    EXPECT_EQ(session.perform(stops).ended, ending::killed);
    EXPECT_EQ(json(session.perform(all)), first) << calls;
  }
}

TEST_F(OneSession, GoesOnAfterAKillAtEachCall) {
  needs_own_network();
  stage::session session(pair());
  stage::in_order all;
  const std::string first = json(session.perform(all));
  for (std::size_t calls = 0; calls < 10; ++calls) {
    script kills([calls](const stage::situation& now) {
      auto move = stage::in_order().next(now);
      if (move && now.so_far.calls.size() == calls)
        move->what = {stage::move::way::kill};
      return move;
    });
    session.perform(kills);
    EXPECT_EQ(json(session.perform(all)), first) << calls;
  }
}

TEST_F(OneSession, PlaysFreelyInBetween) {
  needs_own_network();
  stage::session session(::cast_of({"serve 8080", "ask 8080 hello"}));
  stage::in_order schedule;
  const std::string first = json(session.perform(schedule));
  for (int i = 0; i < 2; ++i) {
    stage::free_run freely;
    const play::record play = session.perform(freely);
    EXPECT_EQ(play.ended, ending::idle);
    EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
    EXPECT_EQ(json(session.perform(schedule)), first);
  }
}

TEST_F(OneSession, GivesTheInputAnewEachTime) {
  stage::session session(
      {cast_as("server", "hear 8080 10"),
       {"client", {"/bin/cat"}, "first line\nsecond line\n"}});
  for (int i = 0; i < 3; ++i) {
    stage::in_order schedule;
    EXPECT_EQ(session.perform(schedule).at("client").out,
              "first line\nsecond line\n");
  }
}

TEST_F(OneSession, DiesOfASignalEachTime) {
  for (const char* const number : {"6", "9", "11"}) {
    stage::session session(::cast_of({"signal_itself " + std::string(number)}));
    for (int i = 0; i < 3; ++i) {
      stage::in_order schedule;
      const play::record play = session.perform(schedule);
      EXPECT_THAT(play.at("server").signal,
                  testing::AnyOf("SIGABRT", "SIGKILL", "SIGSEGV"));
      EXPECT_EQ(play.at("server").out, "before\n");
    }
  }
}

TEST_F(OneSession, PlaysOnTheHostsNetworkToo) {
  stage::options options;
  options.network = stage::network::host;
  const std::string port = free_port();
  stage::session session(
      ::cast_of({"hear " + port + " 10 10", "say " + port + " hello feng"}),
      options);
  for (int i = 0; i < 2; ++i) {
    stage::cues schedule("server:listen client:exit server:exit");
    EXPECT_EQ(session.perform(schedule).at("server").out,
              "recv: 9 hellofeng\nrecv: 0 \n");
  }
}

TEST_F(OneSession, EndsSoonOnceItIsInterrupted) {
  {
    stage::session session(::cast_of({"serve 8080", "ask 8080 hello"}));
    int moves = 0;
    script schedule([&moves](const stage::situation& now) {
      if (++moves == 5) stage::interrupt();
      return stage::in_order().next(now);
    });
    EXPECT_EQ(session.perform(schedule).ended, ending::killed);
    EXPECT_EQ(moves, 5);
    // Those that follow end as they begin.
    stage::in_order all;
    EXPECT_EQ(session.perform(all).ended, ending::killed);
    stage::forget_interrupt();
    EXPECT_EQ(session.perform(all).ended, ending::idle);
    stage::interrupt();
  }
  EXPECT_FALSE(stage::interrupted());
}

// ---- ports -----------------------------------------------------------------

using Ports = OneSession;

// Of accepted connections in their order, then "client 127.0.0.1:50001" for
// each client's datagrams.
std::vector<std::string> clients_ports(const play::record& play) {
  std::vector<std::string> ports;
  for (const play::call& one : play.calls)
    if (one.name == "accept" && one.result) ports.push_back(one.address);
  for (const play::stream& one : play.streams)
    if (one.from != "server" && one.kind == play::transport::udp)
      ports.push_back(one.from + " " + one.from_address);
  return ports;
}

TEST_F(Ports, AreThoseOfTheProgramWhoeverConnectsFirst) {
  needs_own_network();
  stage::session session(
      ::cast_of({"serve 8080", "ask 8080 one", "ask 8080 two"}));
  stage::cues one_first("server:listen client:connect client2:connect");
  stage::cues two_first("server:listen client2:connect client:connect");
  const play::record one = session.perform(one_first),
                     two = session.perform(two_first);
  EXPECT_THAT(clients_ports(one),
              ElementsAre("127.0.0.1:50001", "127.0.0.1:50002"));
  EXPECT_EQ(one.at("server").out, "one\ntwo\n");
  EXPECT_THAT(clients_ports(two),
              ElementsAre("127.0.0.1:50002", "127.0.0.1:50001"));
  EXPECT_EQ(two.at("server").out, "two\none\n");
}

TEST_F(Ports, AreAHundredApartWithinAProgram) {
  needs_own_network();
  stage::session session(::cast_of(
      {"threads 8080 4", "connect_twice 8080", "connect_twice 8080"}));
  for (int i = 0; i < 2; ++i) {
    stage::cues in_turn(
        "server:listen client:connect client2:connect client2:connect "
        "client:connect");
    EXPECT_THAT(clients_ports(session.perform(in_turn)),
                ElementsAre("127.0.0.1:50001", "127.0.0.1:50002",
                            "127.0.0.1:50102", "127.0.0.1:50101"));
  }
}

TEST_F(Ports, StepAsideForAProgramThatHasItsOwnThere) {
  needs_own_network();
  stage::cues schedule("");
  const play::record play =
      stage::perform(::cast_of({"hear 50001 10", "say 50001 x"}), schedule);
  EXPECT_EQ(play.at("server").out, "recv: 1 x\n");
  EXPECT_THAT(clients_ports(play), ElementsAre("127.0.0.1:50101"));
}

TEST_F(Ports, OfDatagramSocketsAreTheSame) {
  needs_own_network();
  for (const char* const line :
       {"server:bind client:connect client2:connect",
        "server:bind client2:connect client:connect"}) {
    stage::cues schedule(line);
    EXPECT_THAT(clients_ports(stage::perform(
                    ::cast_of({"udp_serve 8080", "udp_ask 8080 hello",
                               "udp_ask 8080 feng"}),
                    schedule)),
                testing::UnorderedElementsAre("client 127.0.0.1:50001",
                                              "client2 127.0.0.1:50002"));
  }
}

}  // namespace
