// Ladders of real plays, as they are printed.
#include <gmock/gmock.h>

#include <regex>
#include <sstream>
#include <string>

#include "scene.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

namespace {

using testing::HasSubstr;

struct Ladders : testing::Test {
  void SetUp() override {
    if (!stage::no_own_network().empty())
      GTEST_SKIP() << stage::no_own_network();
  }
};

/// Windows are the kernel's choice.
std::string masked(const std::string& ladder) {
  return std::regex_replace(ladder, std::regex("win [0-9]{5}"), "win #####");
}

std::string drawn(std::string_view lesson, std::string_view scene,
                  bool all_packets = false,
                  view::language in = view::language::english) {
  view::style how;
  how.language = in;
  const std::string text =
      view::ladder(play_scene(lesson, scene), how, all_packets);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    EXPECT_LE(view::columns(line), 80) << line;
  return masked(text);
}

TEST_F(Ladders, OfALateReader) {
  EXPECT_EQ("\n" + drawn("11", "late_reader"), R"(
                       server                     client
#1-3      socket,         │                          │
            bind(:8085),  │                          │
            listen        │                          │
#4                        █                          │ socket(SOCK_STREAM) = 3
#5                        █                          │ connect(3, :8085) = 0
#6                        │  ┌──────── 5 hello ──────┤ send(3, "hello") = 5
#7                        │  ├──────── 4 feng ───────┤ send(3, "feng") = 4
#8                        │  │                       │ close(3) = 0
#9          accept(3) = 4 │  │                       │
#10     recv(4, 10)       │◀─┘                       │
          = 9 "hellofeng" │                          │
#11       recv(4, 10) = 0 │                          │
#12          close(4) = 0 │                          │
#13          close(3) = 0 │                          │
                          │                          │

The end: every program has ended.
)");
}

TEST_F(Ladders, OfAHandshakeWithAllItsPackets) {
  EXPECT_EQ("\n" + drawn("16", "handshake", true), R"(
                    server                             client
#1-3   socket,         │                                  │
         bind(:8090),  │                                  │
         listen        │                                  │
#4                     █                                  │ socket(SOCK_STREAM)
                       █                                  │   = 3
#5                     █◀────── SYN seq 0 win ##### ──────┤ connect(3, :8090)
                       █─ SYN-ACK seq 0 ack 1 win ##### ─▶│   = 0
                       █◀─── ACK seq 1 ack 1 win ##### ───┤
#6       accept(3) = 4 │                                  │
#7                     █  ┌──────────── 5 hello ──────────┤ send(3, "hello") = 5
                       │  │       PSH-ACK seq 1 ack 1     │
                       ├──┼── ACK seq 1 ack 6 win ##### ─▶│
#8                     │◀─┼──────────── FIN-ACK ──────────┤ shutdown(3, SHUT_WR)
                       │  │      seq 6 ack 1 win #####    │   = 0
                       ├──┼── ACK seq 1 ack 7 win ##### ─▶│
#9       recv(4, 1024) │◀─┘                               █
           = 5 "hello" │                                  █
#10  recv(4, 1024) = 0 │                                  █
#11  send(4, "ok") = 2 ├─ 2 ok PSH-ACK seq 1 ack 7 ────┐  █
                       │◀─ ACK seq 7 ack 3 win ##### ──┼──┤
#12       close(4) = 0 ├────────── FIN-ACK ────────────┼─▶│
                       │    seq 3 ack 7 win #####      │  │
                       │◀─ ACK seq 7 ack 4 win ##### ──┼──┤
#13       close(3) = 0 │                               │  │
#14                    │                               └─▶│ recv(3, 1024)
                       │                                  │   = 2 "ok"
#15                    │                                  │ recv(3, 1024) = 0
#16                    │                                  │ close(3) = 0
                       │                                  │

The end: every program has ended.
)");
}

TEST_F(Ladders, OfACastOfThree) {
  EXPECT_EQ("\n" + drawn("02", "in_the_queue"), R"(
     server                   client                   client2
#1-3 │     socket,            │                        │
     │       bind(:8081),     │                        │
     │       listen           │                        │
#4   █                        │ socket(SOCK…EAM)       │
     █                        │   = 3                  │
#5   █                        │ connect(3, :8081)      │
     │                        │   = 0                  │
#6   │                        │ send(3, "hello")       │
     │                        │   = 5 → server         │
     │  ┌─────── 5 hello ─────┤                        │
#7   │  │  accept(3) = 4      █                        │
#8   │◀─┘  recv(4, 1024)      █                        │
     │       = 5 "hello"      █                        │
     │       ← client         █                        │
#9   │                        █                        │ socket(SOCK_STREAM) = 3
#10  │                        █                        │ connect(3, :8081) = 0
#11  │                        █                        │ send(3, "feng") = 4
     │                        █                        │   → server
     │  ┌─────────────────────█──────── 4 feng ────────┤
#12  │  │  send(4, 5 byt…     █                        █
     │  │    = 5 → client     █                        █
     ├──┼──── 5 HELLO ─────┐  █                        █
#13  █  │                  └─▶│ recv(3, 1024)          █
     █  │                     │   = 5 "HELLO"          █
     █  │                     │   ← server             █
#14  █  │                     │ close(3) = 0           █
#15  │  │  recv(4, 1024)      │                        █
     │  │    = 0 ← client     │                        █
#16  │  │  close(4) = 0       │                        █
#17  │  │  accept(3) = 4      │                        █
#18  │◀─┘  recv(4, 1024)      │                        █
     │       = 4 "feng"       │                        █
     │       ← client2        │                        █
#19  │     send(4, 4 byt…     │                        █
     │       = 4              │                        █
     │       → client2        │                        █
     ├─────── 4 FENG ─────────┼─────────────────────┐  █
#20  █                        │                     └─▶│ recv(3, 1024)
     █                        │                        │   = 4 "FENG" ← server
#21  █                        │                        │ close(3) = 0
#22  │     recv(4, 1024)      │                        │
     │       = 0              │                        │
     │       ← client2        │                        │
#23  │     close(4) = 0       │                        │
     █                        │                        │

The end: only servers are left, waiting for new clients.
  server waits in accept(3): for a connection
)");
}

TEST_F(Ladders, OfDatagramsThatAreCut) {
  EXPECT_EQ("\n" + drawn("08", "one_byte_each"), R"(
                         server                      client
#1-2    socket, bind(:9003) │                           │
#3                          █                           │ socket(SOCK_DGRAM) = 3
#4                          █  ┌──────── 5 hello ───────┤ sendto(3, "hello") = 5
#5                          │  ├──────── 5 world ───────┤ sendto(3, "world") = 5
#6                          │  ├───────── 4 egon ───────┤ sendto(3, "egon") = 4
#7                          │  │                        │ close(3) = 0
#8   recvfrom(3, 1) = 1 "h" │◀─┤                        │
#9   recvfrom(3, 1) = 1 "w" │◀─┤                        │
#10  recvfrom(3, 1) = 1 "e" │◀─┘                        │
#11            close(3) = 0 │                           │
                            │                           │

The end: every program has ended.
)");
}

TEST_F(Ladders, InChinese) {
  const std::string ladder =
      drawn("16", "lost", false, view::language::chinese);
  EXPECT_THAT(ladder, HasSubstr("✗"));
  EXPECT_THAT(ladder, HasSubstr("5 hello，丢失"));
  EXPECT_THAT(ladder, HasSubstr("5 hello，重传"));
  EXPECT_THAT(ladder, HasSubstr("演完：所有程序都已结束。"));
}

}  // namespace
