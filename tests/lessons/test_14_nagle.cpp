#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "check/check.hpp"
#include "course/course.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

check::report search(std::string_view scene,
                     const check::options& options = {}) {
  const course::lesson lesson = course::find("14");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       options);
}

TEST(Nagle, WriteWriteReadGetsItsAnswer) {
  const play::record play = play_scene("14", "write_write_read");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_EQ(play.at("server").out, "recv -> 9 \"hellofeng\"\n");
  EXPECT_EQ(play.at("client").out, "answer: ok\n");
}

TEST(Nagle, WithoutItTwoSegmentsStillComeOutOfOneRecv) {
  const play::record play = play_scene("14", "nodelay");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_EQ(play.at("client").out, "answer: ok\n");
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play.segments("client"), ElementsAre(5, 4));
}

std::uint16_t port_of(int fd, decltype(::getsockname)* side) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (side(fd, reinterpret_cast<sockaddr*>(&address), &size) == -1) return 0;
  return ntohs(address.sin_port);
}

/// What the option is on the socket of that process which is connected to that
/// port: its own descriptors, copied. Nothing: this machine forbids to look.
std::optional<int> no_delay(pid_t of, std::uint16_t port) {
  const kit::unique_fd process(
      static_cast<int>(::syscall(SYS_pidfd_open, of, 0)));
  for (int fd = 3; fd < 100; ++fd) {
    const kit::unique_fd copy(
        static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), fd, 0)));
    if (copy.get() == -1 && errno != EBADF) break;
    int set = -1;
    socklen_t size = sizeof set;
    if (port_of(copy.get(), ::getpeername) == port &&
        ::getsockopt(copy.get(), IPPROTO_TCP, TCP_NODELAY, &set, &size) == 0)
      return set;
  }
  return std::nullopt;
}

// Acknowledgements come at once under the stage, so no picture tells whether
// Nagle's algorithm is on. The kernel does, while the client waits for its
// answer: it has sent then.
TEST(Nagle, IsOffInTheOneClientOnly) {
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint("127.0.0.1", "0"));
  const std::uint16_t port = port_of(listener.get(), ::getsockname);
  for (const auto& [name, expected] :
       {std::pair{"client", 0}, {"client_nodelay", 1}, {"client_more", 0}}) {
    SCOPED_TRACE(name);
    std::string path = program("14", name), host = "127.0.0.1",
                number = std::to_string(port);
    char* argv[] = {path.data(), host.data(), number.data(), nullptr};
    pid_t client = -1;
    ASSERT_EQ(::posix_spawn(&client, argv[0], nullptr, nullptr, argv, environ),
              0);
    const kit::unique_fd connection(kit::check(
        ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept"));
    std::array<char, 9> both{};
    EXPECT_EQ(::recv(connection.get(), both.data(), both.size(), MSG_WAITALL),
              9);
    const std::optional<int> set = no_delay(client, port);
    const std::string why = std::strerror(errno);
    ::kill(client, SIGKILL);
    ::waitpid(client, nullptr, 0);
    if (!set) GTEST_SKIP() << "pidfd_getfd: " << why;
    EXPECT_EQ(*set, expected);
  }
}

TEST(Nagle, MsgMoreMakesOneSegmentOfTwoSends) {
  const play::record play = play_scene("14", "more");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play.segments("client"), ElementsAre(9));
}

TEST(Nagle, OneSegmentMayComeOutOfTwoRecvs) {
  const play::record play = play_scene("14", "more_split");
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7));
  EXPECT_EQ(play.at("server").out,
            "recv -> 2 \"he\"\n"
            "recv -> 7 \"llofeng\"\n");
  EXPECT_EQ(play.at("client").out, "answer: ok\n");
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play.segments("client"), ElementsAre(9));
}

TEST(Nagle, NothingLeavesAfterMsgMoreAlone) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  stage::cues order{
      "server:listen client:send server:accept server:wait client:send "
      "server:exit client:exit"};
  const play::record play = play_scene("14", "more", order);
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
}

TEST(Nagle, WithoutMsgMoreTheFirstSendLeavesAtOnce) {
  for (const char* scene : {"write_write_read", "nodelay"}) {
    SCOPED_TRACE(scene);
    stage::cues order{
        "server:listen client:send server:accept server:recv client:send "
        "server:exit client:exit"};
    EXPECT_THAT(play_scene("14", scene, order).recvs("server"),
                ElementsAre(5, 4));
  }
}

TEST(Nagle, TheRoundsAreMeasuredInFourWays) {  // how long they take: by hand
  stage::free_run freely;
  const play::record play =
      stage::perform({{"rounds", {program("14", "rounds")}, ""}}, freely);
  const std::string& out = play.at("rounds").out;
  EXPECT_THAT(out, HasSubstr("two sends: first round "));
  EXPECT_THAT(out, HasSubstr("\ntwo sends, TCP_NODELAY: first round "));
  EXPECT_THAT(out, HasSubstr("\ntwo sends, MSG_MORE: first round "));
  EXPECT_THAT(out, HasSubstr("\none send: first round "));
  EXPECT_EQ(play.at("rounds").exit, 0);
  EXPECT_EQ(lines(out), 4U);
}

TEST(Nagle, IsNoCureSwitchedOnOrOffOrTold) {
  for (const char* scene : {"write_write_read", "nodelay", "more"}) {
    SCOPED_TRACE(scene);
    const check::report report = search(scene);
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_GT(report.outcomes.size(), 1U);
  }
}

}  // namespace
