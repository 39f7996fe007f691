#include <gmock/gmock.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "alone.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(UdpChat, EachGuestGetsTheAnswerToItsOwnLetter) {
  const play::record play = play_scene("07", "two_guests");
  EXPECT_THAT(play.recvs("tom"), ElementsAre(10, 10));
  EXPECT_THAT(play.sends("tom"), ElementsAre(26, 14));
  EXPECT_EQ(play.at("tom").out,
            "waiting for letters\n"
            "[guest 1] 喝酒去?\n"
            "[guest 2] 唱歌去?\n");
  EXPECT_EQ(play.at("client").out, "[TOM] 走,唱山歌!\n");
  EXPECT_EQ(play.at("client2").out, "[TOM] 什么酒?女儿红有嘛?\n");
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST(UdpChat, AContactIsChosenByName) {
  const play::record play = play_scene("07", "by_name");
  EXPECT_EQ(play.at("client").out,
            "no contact ANNA\n[TOM] tea\n[TOM] with milk\n");
  EXPECT_EQ(play.at("tom").out,
            "waiting for letters\n"
            "[guest 1] tea?\n"
            "[guest 1] how?\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(UdpChat, TheAddressTellsWhichContactAnswered) {
  const std::string port = a_port();
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"tom", {program("07", "server"), "127.0.0.1", port}, "tea\n"},
       {"jack", {program("07", "server"), "127.0.0.2", port}, "wine\n"},
       {"client",
        {program("07", "client"), "127.0.0.1", port},
        "TOM\ntea or wine?\nquit\nJACK\ntea or wine?\n"}},
      schedule);
  EXPECT_EQ(play.at("client").out, "[TOM] tea\n[JACK] wine\n");
}

TEST(UdpChat, AGuestIsKnownAgainByItsAddress) {
  const play::record play = play_scene("07", "known_again");
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "[guest 1] tea?\n"
            "[guest 2] tea?\n"
            "[guest 1] wine?\n"
            "[guest 2] wine?\n");
  EXPECT_EQ(play.at("client").out, "[TOM] one\n[TOM] three\n");
  EXPECT_EQ(play.at("client2").out, "[TOM] two\n[TOM] four\n");
}

TEST(UdpChat, NobodyTellsTheClientThatTheOwnerHasLeft) {
  const play::record play = play_scene("07", "owner_leaves");
  EXPECT_EQ(play.at("tom").exit, 0);
  EXPECT_THAT(play.sends("tom"), IsEmpty());
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
  ASSERT_EQ(play.waits.size(), 1U);
  EXPECT_EQ(play.waits[0].program, "client");
}

/// What the server shows of a letter at a terminal.
std::string at_a_terminal(const char* no_color) {
  const std::string path = program("07", "server"),
                    other = program("07", "client");
  const std::string port = std::to_string(free_port());
  int terminal = -1;
  const pid_t server = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (server == 0) {
    ::setenv("NO_COLOR", no_color, 1);
    ::execl(path.c_str(), path.c_str(), "127.0.0.1", port.c_str(), nullptr);
    ::_exit(127);
  }
  std::string shown;
  const auto read_until = [&](const char* what) {
    pollfd item{terminal, POLLIN, 0};
    char some[1000];
    while (shown.find(what) == std::string::npos &&
           ::poll(&item, 1, 10'000) == 1) {
      const ssize_t n = ::read(terminal, some, sizeof some);
      if (n <= 0) break;
      shown.append(some, static_cast<std::size_t>(n));
    }
  };
  read_until("waiting for letters");
  FILE* client =
      ::popen((other + " 127.0.0.1 " + port + " >/dev/null").c_str(), "w");
  std::fputs("TOM\nhello\n", client);
  std::fflush(client);
  read_until("hello");
  if (::write(terminal, "hi\n", 3) != 3) shown += "(not answered)";
  ::pclose(client);
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
  ::close(terminal);
  return shown;
}

TEST(UdpChat, NamesAreColouredAtATerminalUnlessNoColorIsSet) {
  EXPECT_THAT(at_a_terminal(""), HasSubstr("[\033[1;44mguest 1\033[0m] hello"));
  EXPECT_THAT(at_a_terminal("1"), HasSubstr("[guest 1] hello"));
  // Not a terminal: the scenes above.
}

}  // namespace
