// Traced or not, a program behaves the same: what it writes and how it ends
// under a free schedule is what it writes and how it ends when run alone.
#include <gtest/gtest.h>

#include "alone.hpp"
#include "scene.hpp"

namespace {

/// Programs whose output does not depend on who is faster.
struct pair {
  std::string lesson, server;
  std::vector<std::string> server_args;
  std::string client, input;
  std::string server_input{};
};

void PrintTo(const pair& pair, std::ostream* out) {
  *out << pair.lesson << ' ' << pair.server << ' ' << pair.client;
}

class Traced : public testing::TestWithParam<pair> {};

TEST_P(Traced, OrNotProgramsBehaveTheSame) {
  const pair& pair = GetParam();
  const int port = free_port();
  const auto argv = [&](const std::string& name) {
    return std::vector<std::string>{program(pair.lesson, name), "127.0.0.1",
                                    std::to_string(port)};
  };
  stage::program server{"server", argv(pair.server), pair.server_input};
  server.argv.insert(server.argv.end(), pair.server_args.begin(),
                     pair.server_args.end());
  const stage::program client{"client", argv(pair.client), pair.input};

  stage::free_run freely;
  const play::record play = stage::perform({server, client}, freely);

  alone server_alone(server);
  ASSERT_TRUE(server_alone.waits_on(port));
  alone client_alone(client);
  const play::program called = client_alone.end_like(play.at("client"));
  const play::program served = server_alone.end_like(play.at("server"));

  EXPECT_EQ(called.out, play.at("client").out);
  EXPECT_EQ(called.err, play.at("client").err);
  EXPECT_EQ(called.exit, play.at("client").exit);
  EXPECT_EQ(served.out, play.at("server").out);
  EXPECT_EQ(served.err, play.at("server").err);
  EXPECT_EQ(served.exit, play.at("server").exit);
  EXPECT_NE(called.out, "");  // both of them nothing would prove nothing
}

const pair pairs[] = {
    {"01", "server", {}, "client", ""},
    {"02", "server", {}, "client", "hello\n\nworld\n"},
    {"03", "server", {}, "client_three_empties", ""},
    {"06", "server", {}, "client", "hello\n\nworld\n"},
    {"06", "server", {}, "client_connected", "hello\n\nworld\n"},
    {"07", "server", {}, "client", "ANNA\nTOM\ntea?\nhow?\n", "tea\nmilk\n"},
    {"08", "server", {"1", "2", "10"}, "client", ""},
    {"08", "true_size", {}, "client", ""},
    {"08", "server", {"65535"}, "largest", ""},
    {"10", "server", {}, "client", "seq 8 135\nseq 97 476\ntrue\n"},
    {"20", "server", {}, "client", "date\nwhoami\nipconfig\n"},
    {"22", "server", {}, "client", "date\nwhoami\ntasklist\n"},
    {"23", "server", {}, "client", "date\nwhoami\ntasklist\n"},
    {"24", "server", {}, "client", "", "hello\n\nfeng\n"},
    {"26", "server", {}, "client", "hello\nquit\n"},
    {"27", "server", {}, "client", "hello\nworld\n"},
    {"28", "server", {}, "client", "hello\n\nworld\n"},
    {"28", "server", {"1"}, "client_slow", ""},
};

INSTANTIATE_TEST_SUITE_P(Lesson, Traced, testing::ValuesIn(pairs),
                         [](const auto& at) {
                           return at.param.lesson + "_" + at.param.server +
                                  "_" + at.param.client;
                         });

// In lesson 11 the recvs depend on who is faster; the rest does not.
TEST(TracedLesson11, OrNotTheClientBehavesTheSame) {
  const int port = free_port();
  const auto cast = [port](const char* name) {
    return stage::program{
        name, {program("11", name), "127.0.0.1", std::to_string(port)}, ""};
  };
  stage::free_run freely;
  const play::record play =
      stage::perform({cast("server"), cast("client")}, freely);
  alone server(cast("server"));
  ASSERT_TRUE(server.waits_on(port));
  alone client(cast("client"));
  const play::program called = client.end_like(play.at("client"));
  EXPECT_EQ(called.out, play.at("client").out);
  EXPECT_EQ(called.exit, play.at("client").exit);
  EXPECT_EQ(server.end_like(play.at("server")).exit, play.at("server").exit);
}

}  // namespace
