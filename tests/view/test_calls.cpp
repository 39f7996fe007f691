// The calls of a play, line by line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <string>

#include "play/record.hpp"
#include "ribbon/records.hpp"
#include "view/view.hpp"

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::staged;

namespace {

std::string told(const play::record& play, view::style how = {}) {
  return view::calls(play, how);
}

}  // namespace

TEST(Calls, EachStandsInTheColumnOfItsProgram) {
  staged play;
  play.send("hello").recv(5);
  EXPECT_EQ(
      told(play.record),
      "       server                              │ client\n"
      "  #1                                       │ send(3, \"hello\") = 5\n"
      "  #2   recv(4, 10) = 5 \"hello\"             │\n");
}

TEST(Calls, WhatPreparesASocketIsOneLine) {
  const std::string text = told(tests::phone_line().record);
  EXPECT_THAT(text, HasSubstr("#1-3 socket, bind(127.0.0.1:8080),"));
  EXPECT_THAT(text, Not(HasSubstr("#2 ")));
}

TEST(Calls, WhatFailedIsNeverFolded) {
  staged play;
  play.call("server", "socket", -1, 3);
  play.call("server", "bind", 3, -1, "127.0.0.1:8080");
  play.record.calls.back().error = 98;
  EXPECT_THAT(told(play.record), HasSubstr("bind(3, 127.0.0.1:8080)"));
  EXPECT_THAT(told(play.record), HasSubstr("= -1 EADDRINUSE"));
}

TEST(Calls, WhatTheScheduleDidIsMarked) {
  staged play;
  play.send("hello").recv(2);
  play.record.calls[1].forced = play::forced::cut;
  EXPECT_THAT(told(play.record), HasSubstr("= 2 \"he\" (cut to 2)"));
  play.call("server", "recv", 4, -1);
  play.record.calls[2].error = 104;
  play.record.calls[2].forced = play::forced::failed;
  EXPECT_THAT(told(play.record), HasSubstr("= -1 ECONNRESET"));
  EXPECT_THAT(told(play.record), HasSubstr("(failed by the schedule)"));
  play.call("server", "nanosleep", -1, 0);
  play.record.calls[3].forced = play::forced::skipped;
  EXPECT_THAT(told(play.record), HasSubstr("nanosleep() = 0 (sleep skipped)"));
}

TEST(Calls, ATimeLimitThatRanOutIsMarked) {
  staged play;
  play.call("server", "poll", -1, 0);
  play.record.calls[0].forced = play::forced::time_is_up;
  EXPECT_THAT(told(play.record), HasSubstr("poll() = 0 (time is up)"));
}

TEST(Calls, MessagesThatOneCallMovesAreToldInBytes) {
  staged play;
  play.send("hello").recv(5);
  set_type(play.record.calls[0], play::call_type_of("sendmmsg"));
  set_type(play.record.calls[1], play::call_type_of("recvmmsg"));
  for (play::call& call : play.record.calls) call.result = 1;
  EXPECT_THAT(told(play.record),
              HasSubstr("sendmmsg(3, \"hello\") = 1 (5 bytes)"));
  EXPECT_THAT(told(play.record), HasSubstr("= 1 (5 bytes) \"hello\""));
}

TEST(Calls, ACallThatIsTooLongIsBrokenBetweenItsArguments) {
  staged play;
  play.send("recv_ready");
  play.record.calls[0].flags = MSG_DONTWAIT | MSG_MORE;
  EXPECT_THAT(told(play.record), HasSubstr("send(3, \"recv_ready\",\n"));
  EXPECT_THAT(told(play.record),
              HasSubstr("│   MSG_DONTWAIT|MSG_MORE) = 10\n"));
}

TEST(Calls, AnAddressThatIsTooLongKeepsItsEndAndTheBracket) {
  staged play;
  play.call("client", "connect", 3, 0,
            "/tmp/" + std::string(60, 'x') + ".sock");
  EXPECT_THAT(told(play.record), HasSubstr("connect(3, /tmp/x"));
  EXPECT_THAT(told(play.record), HasSubstr("x.sock)"));
}

TEST(Calls, APayloadTakesWhatItsLineHasLeftOver) {
  staged play;
  play.send("hello").recv(5);
  play.send("a line that is longer than its column is wide").recv(45);
  play.record.calls[3].asked = 100;
  EXPECT_THAT(told(play.record),
              HasSubstr("send(3, \"a line that is lon…\") = 45"));
}

TEST(Calls, APayloadThatIsTooWideForItsColumnEndsInDots) {
  staged play;
  play.record.programs.push_back({"client2", {}, 0, "", "", "", false});
  play.send("tea or wine? wine!").recv(18);
  play::call& call = play.record.calls.front();
  set_type(call, play::call_type_of("sendto"));
  EXPECT_THAT(told(play.record), HasSubstr("sendto(3, \"tea or w…\")"));
  EXPECT_THAT(told(play.record, {.utf8 = false}),
              HasSubstr("sendto(3, \"tea or...\")"));
  // No room for bytes, but for their number, or a part of it.
  call.task = 10;
  set_type(call, play::call_type_of("sendmsg"));
  EXPECT_THAT(told(play.record), HasSubstr("[10] sendmsg(3, 18 by… │"));
  call.task = 1000;
  set_type(call, play::call_type_of("sendmmsg"));
  call.fd = 12345;
  EXPECT_THAT(told(play.record), HasSubstr("[1000] sendmmsg(12345… │"));
}

TEST(Calls, ACallThatNeverReturnedSaysSo) {
  staged play;
  play.call("server", "recv", 4, 0);
  play.record.calls[0].result.reset();
  play.record.calls[0].asked = 10;
  EXPECT_THAT(told(play.record), HasSubstr("recv(4, 10) = ? has not returned"));
}

TEST(Calls, ASpinIsFoldedToThreeAndTheLast) {
  staged play;
  play.send("x");
  for (int i = 0; i < 22; ++i) play.recv(0).print("server", "recv: 0 bytes\n");
  const std::string text = told(play.record);
  EXPECT_THAT(text, HasSubstr("#5-22  … 18 more calls of this kind"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 11);
}

TEST(Calls, ABlockThatComesAgainAndAgainIsFoldedToo) {
  staged play;
  play.send("x");
  for (int i = 0; i < 10; ++i) {
    play.recv(0);
    play.call("server", "send", 4, 0);
  }
  const std::string text = told(play.record);
  EXPECT_THAT(text, HasSubstr("#4-19  … 16 more calls of this kind"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 7);
}

TEST(Calls, AConversationIsNotFolded) {
  staged play;
  for (int i = 0; i < 10; ++i) play.send("line " + std::to_string(i)).recv(6);
  EXPECT_THAT(told(play.record), Not(HasSubstr("more calls")));
}

TEST(Calls, OfALongPlayThoseAboutOneAreShown) {
  staged play;
  for (int i = 1; i <= 20; ++i)
    play.send(std::string(static_cast<std::size_t>(i), 'x')).recv(i);
  const std::string all = view::calls(play.record, {});
  const std::string about = view::calls(play.record, {}, 20);
  EXPECT_EQ(std::ranges::count(all, '\n'), 41);  // the heads, and each call
  EXPECT_EQ(std::ranges::count(about, '\n'), 19);
  EXPECT_THAT(about, AllOf(HasSubstr("\n  #1-10 "), HasSubstr("\n  #11 "),
                           HasSubstr("\n  #20 "), HasSubstr("\n  #26 "),
                           HasSubstr("\n  #27-40 ")));
  EXPECT_THAT(view::calls(play.record, {}, 1), HasSubstr("\n  #17-40 "));
  EXPECT_THAT(view::calls(play.record, {}, 40), HasSubstr("\n  #1-24 "));
}

TEST(Calls, AnEmptySendIsShownAsSuch) {
  staged play;
  play.send("");
  EXPECT_THAT(told(play.record), HasSubstr("send(3, \"\") = 0"));
}

TEST(Calls, ATrueSizeThatExceedsTheBufferShowsOnlyWhatWasCopied) {
  staged play(play::transport::udp);
  play.send("hello").recv_at(0, 4, 4);
  play.record.calls.back().result = 5;
  EXPECT_THAT(told(play.record), HasSubstr("recv(4, 4) = 5 \"hell\""));
}

TEST(Calls, OtherPeoplesPortsAreNotShownSincePortsDiffer) {
  staged play;
  play.call("server", "accept", 3, 4, "127.0.0.1:43210");
  play.call("server", "sendto", 4, 5, "127.0.0.1:43210");
  play.record.calls.back().flags = MSG_MORE;
  play.record.calls.back().asked = 5;
  EXPECT_THAT(told(play.record), Not(HasSubstr("43210")));
  EXPECT_THAT(told(play.record), HasSubstr("MSG_MORE"));
}

TEST(Calls, PrintsStandUnderTheCallBeforeThem) {
  staged play;
  play.print("server", "waiting\n").send("hello").print("client", "one\ntwo\n");
  const std::string text = told(play.record);
  EXPECT_LT(text.find("┊ waiting"), text.find("send("));
  EXPECT_LT(text.find("send("), text.find("┊ one"));
  EXPECT_LT(text.find("┊ one"), text.find("┊ two"));
}

TEST(Calls, ALongPrintKeepsItsFirstLinesAndItsLast) {
  staged play;
  std::string lines;
  for (int i = 1; i <= 1000; ++i) lines += "line " + std::to_string(i) + "\n";
  play.send("x").print("client", lines);
  const std::string text = told(play.record);
  EXPECT_THAT(text, HasSubstr("line 1\n"));
  EXPECT_THAT(text, HasSubstr("… 993 more lines"));
  EXPECT_THAT(text, HasSubstr("line 1000"));
}

TEST(Calls, MegabytesOnOneLineTakeNoLongerThanAFew) {
  staged play;
  play.print("client", "begin " + std::string(64 << 20, '\0') + " end");
  const std::string text = told(play.record);
  EXPECT_THAT(text, HasSubstr("┊ begin"));
  EXPECT_THAT(text, HasSubstr("more lines"));
  EXPECT_THAT(text, HasSubstr("\\x00 end\n"));
  EXPECT_LT(std::ranges::count(text, '\n'), 12);
}

TEST(Calls, WithThreeProgramsTheOtherEndIsNamed) {
  staged play;
  play.record.programs.push_back({"client2", {}, 0, "", "", "", false});
  play.send("hi").recv(2);
  EXPECT_THAT(told(play.record), HasSubstr("send(3, \"hi\") = 2"));
  EXPECT_THAT(told(play.record), HasSubstr("→ server"));
  EXPECT_THAT(told(play.record), HasSubstr("← client"));
}

TEST(Calls, AnAddressIsNotBrokenWhereItsColumnIsNarrow) {
  staged play = tests::phone_line();
  play.record.programs.push_back({"client2", {}, 0, "", "", "", false});
  EXPECT_THAT(told(play.record), HasSubstr("socket, bind(:8080), "));
}

TEST(Calls, ManyProgramsStandInOneColumnWithTheirNames) {
  staged play;
  play.record.programs.push_back({"client2", {}, 0, "", "", "", false});
  play.record.programs.push_back({"client3", {}, 0, "", "", "", false});
  play.send("hi").recv(2);
  EXPECT_THAT(told(play.record),
              HasSubstr("#1   client send(3, \"hi\") = 2 → server\n"));
}

TEST(Calls, AThreadIsNumbered) {
  staged play;
  play.call("server", "accept", 3, 4);
  play.record.calls[0].task = 2;
  EXPECT_THAT(told(play.record), HasSubstr("[2] accept(3) = 4"));
}

TEST(Calls, AVeryLongPlayIsShownInPart) {
  staged play;
  for (int i = 0; i < 5000; ++i) play.send("ping").recv(4);
  const std::string text = told(play.record);
  EXPECT_LT(std::ranges::count(text, '\n'), 140);
  EXPECT_THAT(text, HasSubstr("#1  "));
  EXPECT_THAT(text, HasSubstr("#10000 "));
}

TEST(Calls, WhereACallWasMadeStandsBesideIt) {
  staged play;
  play.send("hello").recv(5);
  play.record.calls[0].where = {{"client.cpp", 9, "say_it"},
                                {"x.cpp", 1, "main"}};
  play.record.calls[1].where = {{"server.cpp", 58, "read_header"}};
  EXPECT_EQ(told(play.record),
            "       server                              │ client\n"
            "  #1                                       │ send(3, \"hello\") = "
            "5   client.cpp:9\n"
            "  #2   recv(4, 10) = 5 \"hello\"             │\n"
            "         server.cpp:58 read_header         │\n");
}

TEST(Calls, WhereThereIsLittleRoomTheLineIsToldAlone) {
  staged play;
  play.recv(0);
  play.record.calls[0].where = {{"server.cpp", 58, "read_header"}};
  EXPECT_THAT(told(play.record),
              HasSubstr("  #1   recv(4, 10) = 0       server.cpp:58 │\n"));
  play.record.calls[0].where = {{"server.cpp", 58, "hear"}};
  EXPECT_THAT(told(play.record),
              HasSubstr("  #1   recv(4, 10) = 0  server.cpp:58 hear │\n"));
}

TEST(Calls, WithoutDebugInformationTheFunctionStandsBesideTheCall) {
  staged play;
  play.recv(0);
  play.record.calls[0].where = {{"", 0, "server+0x12a0"}};
  EXPECT_THAT(told(play.record),
              HasSubstr("  #1   recv(4, 10) = 0       server+0x12a0 │\n"));
}

TEST(Calls, WhatPreparesASocketHasItsLinesInOne) {
  staged play = tests::phone_line();
  for (int i = 0; i < 3; ++i) {
    play.record.calls[static_cast<std::size_t>(i)].where = {
        {"server.cpp", 20 + 2 * i, "main"}};
  }
  EXPECT_THAT(told(play.record), HasSubstr("server.cpp:20-24 main │"));
  play.record.calls[1].where = {{"desk.cpp", 7, "open"},
                                {"server.cpp", 30, "main"}};
  EXPECT_THAT(told(play.record), HasSubstr("server.cpp:20-30 main │"));
  play.record.calls[1].where.pop_back();
  EXPECT_THAT(told(play.record), Not(HasSubstr(".cpp")));
}

TEST(Calls, OfTwoPlacesAreNotOfOneKind) {
  staged play;
  for (int i = 0; i < 8; ++i) {
    play.recv(0);
    play.record.calls.back().where = {{"server.cpp", i, "main"}};
  }
  EXPECT_THAT(told(play.record), Not(HasSubstr("more calls")));
  for (play::call& call : play.record.calls) call.where[0].line = 5;
  EXPECT_THAT(told(play.record), HasSubstr("4 more calls of this kind"));
}

TEST(Calls, WhereTheyWereMadeIsFaint) {
  staged play;
  play.recv(0);
  play.record.calls[0].where = {{"server.cpp", 58, "hear"}};
  EXPECT_THAT(told(play.record, {.colour = true}),
              HasSubstr("\033[2mserver.cpp:58 hear"));
  EXPECT_THAT(told(play.record), Not(HasSubstr("\033")));
}

TEST(Calls, AFunctionsNameMovesNoCursor) {
  staged play;
  play.recv(0);
  play.record.calls[0].where = {{"a\033[2J.cpp", 5, "main"}};
  EXPECT_THAT(told(play.record), Not(HasSubstr("\033")));
}

TEST(SourceText, TellsAsMuchAsIsKnown) {
  play::call call;
  EXPECT_EQ(view::source_text(call), "");
  call.where = {{"server.cpp", 58, "read_header"}, {"main.cpp", 9, "main"}};
  EXPECT_EQ(view::source_text(call), "server.cpp:58 read_header");
  EXPECT_EQ(view::stack_text(call.where), "server.cpp:58 read_header < main");
  call.where = {{"", 0, "server+0x12a0"}};
  EXPECT_EQ(view::source_text(call), "server+0x12a0");
  call.where = {{"server.cpp", 58, ""}};
  EXPECT_EQ(view::source_text(call), "server.cpp:58");
}

TEST(CallLine, TellsACallWithoutItsResult) {
  play::call call;
  set_type(call, play::call_type_of("recv"));
  call.fd = 3;
  call.asked = 10;
  EXPECT_EQ(view::call_line(call), "recv(3, 10)");
  set_type(call, play::call_type_of("send"));
  EXPECT_EQ(view::call_line(call), "send(3, 10 bytes)");
  call.asked = -1;
  set_type(call, play::call_type_of("connect"));
  call.address = "127.0.0.1:8080";
  EXPECT_EQ(view::call_line(call), "connect(3, 127.0.0.1:8080)");
}
TEST(Calls, ComeInPartsWithWhatWasPrintedAfterThem) {
  tests::staged play = tests::phone_line();
  play.send("hello").print("client", "sent\n").print("server", "still here\n");
  const view::parts_of_calls parts = view::calls_in_parts(play.record, {});
  EXPECT_THAT(parts.heads, HasSubstr("server"));
  ASSERT_FALSE(parts.entries.empty());
  EXPECT_EQ(parts.entries.back().last, 7);
  EXPECT_THAT(
      parts.entries.back().text,
      AllOf(HasSubstr("hello"), HasSubstr("sent"), HasSubstr("still here")));
  std::string whole = parts.heads;
  for (const view::part& one : parts.entries) whole += one.text;
  EXPECT_EQ(whole, view::calls(play.record, {}));
}
