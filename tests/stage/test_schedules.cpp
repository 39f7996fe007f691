// What a schedule is shown, what becomes of what it decides, and that the same
// decisions give the same play.
#include <stdexcept>

#include "plays.hpp"

namespace {

using stage::actor;
using testing::ElementsAre;
using testing::HasSubstr;
using Schedules = StageTest;

const std::vector<std::string> pair = {"hear 8080 10 10",
                                       "say 8080 hello feng"};

TEST_F(Schedules, AreShownEveryTaskBeforeItsCall) {
  std::vector<actor> first;
  script schedule([&first](const stage::situation& now) {
    if (first.empty()) first = now.actors;
    return stage::in_order().next(now);
  });
  stage::perform(cast_of(pair), schedule);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].program, "server");
  EXPECT_EQ(first[1].program, "client");
  for (const actor& one : first) {
    EXPECT_EQ(one.where, actor::where::parked);
    EXPECT_EQ(one.call.name, "socket");
    EXPECT_EQ(one.call.socket_type, play::socket_type::stream);
    EXPECT_EQ(one.task, 0);
    EXPECT_TRUE(one.ready);
  }
}

TEST_F(Schedules, AreShownTheRecordSoFar) {
  std::vector<std::size_t> calls;
  script schedule([&calls](const stage::situation& now) {
    calls.push_back(now.so_far.calls.size());
    return stage::in_order().next(now);
  });
  const auto play = stage::perform(cast_of(pair), schedule);
  ASSERT_EQ(calls.size(), play.calls.size() + 1);
  for (std::size_t i = 0; i < calls.size(); ++i) EXPECT_EQ(calls[i], i);
}

TEST_F(Schedules, ThatHaveNoMoveEndThePlay) {
  script schedule(
      [](const stage::situation& now) -> std::optional<stage::move> {
        if (now.so_far.calls.size() == 4) return {};
        return stage::in_order().next(now);
      });
  const auto play = stage::perform(cast_of(pair), schedule);
  EXPECT_EQ(play.calls.size(), 4U);
  EXPECT_EQ(play.ended, play::ending::killed);
  EXPECT_TRUE(play.at("server").dismissed);
  EXPECT_FALSE(play.at("server").exit);
  EXPECT_EQ(play.at("server").signal, "");
}

TEST_F(Schedules, ThatThrowEndAllPrograms) {
  script schedule(
      [](const stage::situation& now) -> std::optional<stage::move> {
        if (now.so_far.calls.size() == 6) throw std::logic_error("enough");
        return stage::in_order().next(now);
      });
  EXPECT_THROW(stage::perform(cast_of(pair), schedule), std::logic_error);
}

TEST_F(Schedules, MayChooseWhoWouldWait) {
  // The server is let into accept() before anybody has connected.
  bool done = false;
  actor inside;
  script schedule(
      [&](const stage::situation& now) -> std::optional<stage::move> {
        if (now.actors.empty()) return {};
        if (now.actors[0].where == actor::where::inside) inside = now.actors[0];
        if (!done && now.actors[0].call.name == "accept") {
          done = true;
          return stage::move{.actor = 0};
        }
        return stage::in_order().next(now);
      });
  const auto play = stage::perform(cast_of(pair), schedule);
  EXPECT_EQ(inside.call.name, "accept");
  EXPECT_EQ(to_text(inside.waits_for), "a connection");
  EXPECT_EQ(play.ended, play::ending::exited);
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST_F(Schedules, OfLastReadyFirstWorkToo) {
  script schedule(
      [](const stage::situation& now) -> std::optional<stage::move> {
        for (std::size_t i = now.actors.size(); i-- > 0;)
          if (now.actors[i].ready) return stage::move{.actor = i};
        return {};
      });
  const auto play = stage::perform(
      cast_of({"serve 8080", "ask 8080 one", "ask 8080 two"}), schedule);
  EXPECT_EQ(play.at("client").err, "connect: Connection refused\n");
  EXPECT_EQ(play.at("client2").err, "connect: Connection refused\n");
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST_F(Schedules, GiveEachClientTheSamePortEveryTime) {
  needs_own_network();
  const auto play = play_to("server:listen client:exit client2:exit",
                            {"threads 8080 2", "say 8080 one", "say 8080 two"});
  ASSERT_EQ(play.streams.size(), 2U);
  EXPECT_EQ(play.streams[0].from_address, "127.0.0.1:50001");
  EXPECT_EQ(play.streams[0].to_address, "127.0.0.1:8080");
  EXPECT_EQ(play.streams[1].from_address, "127.0.0.1:50002");
}

TEST_F(Schedules, PlayTheSameTwentyTimes) {
  needs_own_network();
  const auto once = [] {
    return json_without_packets(play_to(
        "server:listen client:exit client2:send client3:exit server:recv(3)",
        {"threads 8080 3", "say 8080 hello feng", "say 8080 a b c",
         "pour 8080 5000"}));
  };
  const std::string first = once();
  for (int i = 1; i < 20; ++i) ASSERT_EQ(once(), first) << "play " << i;
}

TEST_F(Schedules, NumberTheCallsInTheOrderTheyWereLetGo) {
  const auto play = play_to("server:listen client:exit server:exit", pair);
  for (std::size_t i = 0; i < play.calls.size(); ++i)
    EXPECT_EQ(play.calls[i].n, static_cast<int>(i) + 1);
  EXPECT_EQ(call_names(play, "server"),
            "socket bind listen accept recv recv close exit");
  EXPECT_EQ(call_names(play, "client"), "socket connect send send close");
}

TEST_F(Schedules, RecordWhatEachCallWasAboutAndGave) {
  needs_own_network();
  const auto play = play_to("server:listen client:exit server:recv(2)", pair);
  const auto call = [&play](const std::string& program,
                            const std::string& name) {
    for (const play::call& one : play.calls)
      if (one.program == program && one.name == name) return one;
    return play::call{};
  };
  EXPECT_EQ(call("server", "bind").address, "127.0.0.1:8080");
  EXPECT_EQ(call("server", "listen").argument, 5);
  EXPECT_EQ(call("server", "accept").result, 4);
  EXPECT_EQ(call("server", "accept").address, "127.0.0.1:50001");
  EXPECT_EQ(call("client", "connect").address, "127.0.0.1:8080");
  const play::call recv = call("server", "recv");
  EXPECT_EQ(recv.fd, 4);
  EXPECT_EQ(recv.asked, 10);
  EXPECT_EQ(recv.result, 2);
  EXPECT_EQ(recv.forced, play::forced::cut);
  ASSERT_EQ(recv.stream, 0);
  EXPECT_EQ(play.streams[0].from, "client");
  EXPECT_EQ(play.streams[0].to, "server");
  EXPECT_EQ(play.streams[0].bytes, "hellofeng");
}

}  // namespace
