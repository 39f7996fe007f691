// The servers of lessons 23 to 28 stay: what fails in accept, for want of a
// thread or of a descriptor, costs one caller, and nobody spins meanwhile.
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "alone.hpp"
#include "failing.hpp"
#include "kit/check.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "scene.hpp"

namespace {

using testing::HasSubstr;

struct pair {
  std::string lesson, server, client, input;
  std::vector<std::string> arguments = {};
};

const pair pairs[] = {
    {"23", "server", "client", "date\n"},
    {"25", "server", "client", "put hello.txt\n", {"-"}},
    {"25", "server_document", "client_document", "put hello.txt\n", {"-"}},
    {"25", "exercises/server_whole_files", "client_document", "", {"-"}},
    {"25", "solutions/server_whole_files", "client_document", "", {"-"}},
    {"26", "server", "client", "hello\n"},
    {"26", "exercises/server_refuses", "client", "hello\n"},
    {"26", "solutions/server_refuses", "client", "hello\n"},
    {"27", "server", "client", "hello\n"},
    {"27", "server_static", "client", "hello\n"},
    {"27", "class_server", "client", "hello\n"},
    {"27", "server_commands", "line_client", "upper hello\n"},
    {"28", "server", "client", "hello\n"},
    {"28", "solutions/server_no_deadline", "client", "hello\n"},
};

/// For the name of a test's case.
std::ostream& operator<<(std::ostream& out, const pair& one) {
  return out << one.lesson << '/' << one.server;
}

/// Fails if the server asked again at once after an accept that found nothing
/// free: before it slept, somebody left, or its time was up.
void expect_no_spin(const play::record& play) {
  bool failed = false;
  for (const play::call& call : play.calls) {
    if (call.program != "server") continue;
    if (call.name == "accept") {
      EXPECT_FALSE(failed);
      failed =
          call.error != 0 && call.error != ECONNABORTED && call.error != EPROTO;
    } else if (call.name == "nanosleep" || call.name == "close" ||
               (call.name == "epoll_wait" && call.result == 0)) {
      failed = false;
    }
  }
}

class AcceptThatFails : public testing::TestWithParam<pair> {};

TEST_P(AcceptThatFails, DoesNotEndTheServer) {
  const pair& one = GetParam();
  for (const char* error : {"ECONNABORTED", "EMFILE", "ENFILE", "ENOBUFS",
                            "ENOMEM", "EPROTO", "EPERM"}) {
    SCOPED_TRACE(error);
    const std::string port = a_port();
    stage::program server{
        "server", {program(one.lesson, one.server), "127.0.0.1", port}, ""};
    stage::program client{"client",
                          {program(one.lesson, one.client), "127.0.0.1", port},
                          one.input};
    for (stage::program* each : {&server, &client})
      each->argv.insert(each->argv.end(), one.arguments.begin(),
                        one.arguments.end());
    const std::string fails = std::string(" server:accept!") + error;
    stage::cues schedule("server:listen client:connect" + fails + fails);
    const play::record play =
        stage::perform({server, client}, schedule, {.most_calls = 2000});
    EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
    EXPECT_EQ(play.at("client").exit, 0) << play.at("client").err;
    EXPECT_FALSE(play.at("server").exit) << play.at("server").err;
    expect_no_spin(play);
  }
}

INSTANTIATE_TEST_SUITE_P(Lessons, AcceptThatFails, testing::ValuesIn(pairs),
                         [](const auto& one) {
                           std::string name =
                               one.param.lesson + one.param.server;
                           std::ranges::replace(name, '/', '_');
                           return name;
                         });

const std::string no_descriptor =
    "server: accept: Too many open files: callers have to wait\n";

/// A server by itself, with 30 descriptors or with calls that fail.
class ServerAlone : public testing::Test {
 protected:
  void start(const char* lesson, const std::string& arguments = "") {
    start({"server",
           {"/bin/sh", "-c",
            "ulimit -n 30 && exec \"$0\" 127.0.0.1 " + port + " " + arguments,
            program(lesson, "server")},
           ""});
  }
  void start(const stage::program& what) {
    server.emplace(what);
    ASSERT_TRUE(server->waits_on(std::stoi(port)));
  }
  stage::program plain(const char* lesson, const char* name) const {
    return {"server", {program(lesson, name), "127.0.0.1", port}, ""};
  }
  std::vector<kit::unique_fd> strangers(int many) const {
    std::vector<kit::unique_fd> all;
    while (many-- > 0)
      all.push_back(kit::connect_to(kit::endpoint("127.0.0.1", port)));
    return all;
  }
  /// What a lesson's client prints, and fails unless it leaves content.
  std::string friends_output(const char* lesson) const {
    alone client(
        {"client", {program(lesson, "client"), "127.0.0.1", port}, "hello\n"});
    const play::program done = client.end_like({});
    EXPECT_EQ(done.exit, 0) << done.err;
    return done.out;
  }
  std::string said() {
    play::program like;
    like.dismissed = true;
    return server->end_like(like).err;
  }

  const std::string port = std::to_string(free_port());
  std::optional<alone> server;
};

TEST_F(ServerAlone, OfLesson26ServesAFriendAfterSilentStrangers) {
  start("26");
  const std::vector<kit::unique_fd> silent = strangers(31);
  ASSERT_TRUE(server->says(no_descriptor));
  EXPECT_EQ(friends_output("26"), "both know the key\nHELLO\n");
}

TEST_F(ServerAlone, OfLesson27ServesAFriendWhenStrangersHaveLeft) {
  start("27");
  std::vector<kit::unique_fd> silent = strangers(31);
  ASSERT_TRUE(server->says(no_descriptor));
  kit::unique_fd waiting = kit::connect_to(kit::endpoint("127.0.0.1", port));
  kit::send_all(waiting.get(), std::string_view("hello"));
  char room[5];
  EXPECT_EQ(::recv(waiting.get(), room, 5, MSG_DONTWAIT), -1);
  silent.clear();
  EXPECT_EQ(::recv(waiting.get(), room, 5, MSG_WAITALL), 5);
  EXPECT_EQ(std::string(room, 5), "HELLO");
}

TEST_F(ServerAlone, OfLesson28ServesAFriendAfterSilentStrangers) {
  start("28", "1");
  const std::vector<kit::unique_fd> silent = strangers(31);
  EXPECT_EQ(friends_output("28"), "HELLO\n");
  EXPECT_THAT(said(), HasSubstr(no_descriptor));
}

/// Two clients that are hung up on; the third is served.
void expect_two_lost(const std::string& port) {
  for (int i = 0; i < 2; ++i) {
    const kit::unique_fd lost =
        kit::connect_to(kit::endpoint("127.0.0.1", port));
    char byte = 0;
    EXPECT_EQ(::recv(lost.get(), &byte, 1, 0), 0);
  }
}

TEST_F(ServerAlone, OfLesson26OutlivesAThreadThatCannotBeMade) {
  start(failing(plain("26", "server"), "threads"));
  expect_two_lost(port);
  EXPECT_EQ(friends_output("26"), "both know the key\nHELLO\n");
}

TEST_F(ServerAlone, OfLesson27OutlivesAThreadThatCannotBeMade) {
  stage::program one_place = plain("27", "server");
  one_place.argv.push_back("1");  // what a lost client had is free again
  start(failing(one_place, "threads"));
  expect_two_lost(port);
  EXPECT_EQ(friends_output("27"), "HELLO\n");
  EXPECT_THAT(said(), HasSubstr("server: hung up: "));
}

TEST_F(ServerAlone, OfDatagramsOutlivesAThreadThatCannotBeMade) {
  for (const char* name : {"udp_server", "solutions/server_wrong_address"}) {
    start(failing(plain("27", name), "threads"));
    const kit::endpoint there("127.0.0.1", port);
    const kit::unique_fd client(
        kit::check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));
    kit::check(::connect(client.get(), there.address(), there.size()),
               "connect");
    kit::give_up_after(client.get(), std::chrono::seconds(10));
    for (const char* text : {"one", "two", "six"})
      kit::send_all(client.get(), std::string_view(text));
    char room[9];
    EXPECT_EQ(::recv(client.get(), room, sizeof room, 0), 3);
    EXPECT_EQ(std::string(room, 3), "SIX");
    EXPECT_EQ(said(), "a question is lost\na question is lost\n");
  }
}

TEST_F(ServerAlone, OfLesson28HangsUpOnWhomItCannotWatch) {
  start(failing(plain("28", "server"), "watches"));
  const kit::unique_fd lost = kit::connect_to(kit::endpoint("127.0.0.1", port));
  char byte = 0;
  EXPECT_EQ(::recv(lost.get(), &byte, 1, 0), 0);
  EXPECT_EQ(friends_output("28"), "HELLO\n");
  EXPECT_EQ(said(), "server: hung up: epoll_ctl: No space left on device\n");
}

}  // namespace
