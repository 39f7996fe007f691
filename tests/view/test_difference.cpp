// What sets two plays of one cast apart, in words.
#include "view/words/difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "ribbon/records.hpp"
#include "view/layout/columns.hpp"

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::staged;
using view::language;

namespace {

std::string divergence(const play::record& usual, const play::record& odd,
                       language in = language::english) {
  return view::divergence(usual, odd, in).text;
}

/// What the schedule did to the call that was made last.
staged& forced(staged& play, play::forced how, int error = 0) {
  play::call& last = play.record.calls.back();
  last.forced = how;
  last.error = error;
  if (error != 0) last.result = -1;
  return play;
}

/// A server that reads a header of four bytes, then as many as that says.
play::record header_read(std::int64_t taken, std::int64_t next) {
  staged play;
  play.send(std::string("\0\0\0\5hello", 9)).recv(taken, 4);
  if (taken < 4) forced(play, play::forced::cut);
  play.recv(std::min<std::int64_t>(next, 9 - taken), next);
  return play.record;
}

}  // namespace

TEST(Parting, IsNothingWhereEveryProgramWasToldTheSame) {
  EXPECT_EQ(divergence(tests::late_reader(), tests::late_reader()), "");
  EXPECT_EQ(divergence(header_read(4, 5), header_read(4, 5)), "");
}

TEST(Parting, NamesTheCutAndWhatBecameOfIt) {
  EXPECT_EQ(divergence(header_read(4, 5), header_read(3, 28524)),
            "server's recv took 3 of the 4 bytes it asked for, so its next "
            "recv asked for 28524 bytes instead of 5");
  EXPECT_EQ(
      divergence(header_read(4, 5), header_read(3, 28524), language::chinese),
      "server 的 recv 只拿到 3 字节（要的是 4 字节），于是下一次 recv "
      "要了 28524 字节，而不是 5");
}

TEST(Parting, NamesTheBytesThatACutLeavesToTheNextRecv) {
  EXPECT_EQ(divergence(header_read(4, 5), header_read(1, 5)),
            "server's recv took 1 of the 4 bytes it asked for, so its next "
            "recv began with 3 bytes left over");
  EXPECT_EQ(divergence(header_read(4, 5), header_read(3, 5), language::chinese),
            "server 的 recv 只拿到 3 字节（要的是 4 字节），于是下一次 recv "
            "以残留的 1 字节开头");
}

TEST(Parting, LooksBehindCallsThatStayedTheSame) {
  staged usual, odd;
  usual.send("11").recv(2, 1024);
  usual.call("server", "send", 4, 10);
  usual.send("2017-07-06\n").recv(11, 11);
  odd.send("11").recv(1, 1024);
  forced(odd, play::forced::cut).call("server", "send", 4, 10);
  odd.send("2017-07-06\n").recv(1, 1);
  EXPECT_EQ(divergence(usual.record, odd.record),
            "server's recv took 1 of the 1024 bytes it asked for, so its next "
            "recv asked for 1 byte instead of 11");
}

TEST(Parting, OfSeveralCutsNamesTheOneThatMattered) {
  staged usual, odd;
  usual.send("ab").recv(2, 2).send("cdef").recv(2, 4).recv(2, 2);
  odd.send("ab").recv(1, 2);
  forced(odd, play::forced::cut).send("cdef").recv(1, 4);
  forced(odd, play::forced::cut).recv(3, 3);
  EXPECT_THAT(divergence(usual.record, odd.record),
              AllOf(StartsWith("server's recv took 1 of the 4 bytes"),
                    EndsWith("asked for 3 bytes instead of 2")));
}

TEST(Parting, TellsOfAShortWriteAndAFailure) {
  staged usual, cut, failed;
  usual.send("hello");
  cut.send("he");
  cut.record.calls.back().asked = 5;
  EXPECT_EQ(divergence(usual.record, forced(cut, play::forced::cut).record),
            "client's send took 2 of the 5 bytes it was given");
  failed.send("hello");
  EXPECT_EQ(divergence(usual.record,
                       forced(failed, play::forced::failed, 104).record),
            "client's send failed with ECONNRESET");
}

TEST(Parting, TellsWhoWasKilledAndWhen) {
  staged usual, odd;
  usual.send("hello").send("feng");
  odd.send("hello");
  odd.record.programs[1].signal = "SIGKILL";
  EXPECT_EQ(divergence(usual.record, odd.record),
            "client was killed after its send");
}

TEST(Parting, TellsWhichRecvWasToldSomethingElse) {
  EXPECT_EQ(divergence(tests::prompt_reader(), tests::late_reader()),
            "server's recv took 9 bytes, the bytes of 2 sends, instead of 5");
  EXPECT_EQ(divergence(tests::late_reader(), tests::prompt_reader()),
            "server's recv took 5 bytes instead of 9");
  staged usual, odd;
  usual.send("a").recv(1).send("b").recv(1);
  odd.send("a").recv(1).recv(0);
  EXPECT_EQ(divergence(usual.record, odd.record),
            "server's recv was told the end of the stream instead of 1 byte");
}

TEST(Parting, TellsThatSomebodyElseCameFirst) {
  staged usual, odd;
  for (staged* play : {&usual, &odd}) {
    play->record.streams.push_back(play->stream());
    play->record.streams[0].from_address = "127.0.0.1:50001";
    play->record.streams[1].from_address = "127.0.0.1:50002";
    play->record.streams[1].from = "client2";
  }
  usual.call("server", "accept", 3, 4, "127.0.0.1:50001");
  odd.call("server", "accept", 3, 4, "127.0.0.1:50002");
  EXPECT_EQ(divergence(usual.record, odd.record),
            "server's accept took client2 instead of client");
}

TEST(Parting, TellsOfAnotherCallOrAnotherResult) {
  staged usual, odd, refused;
  usual.call("client", "connect", 3, 0);
  odd.call("client", "close", 3, 0);
  EXPECT_EQ(divergence(usual.record, odd.record),
            "client called close instead of connect");
  refused.call("client", "connect", 3, -1);
  refused.record.calls.back().error = 111;
  EXPECT_EQ(divergence(usual.record, refused.record),
            "client's connect gave ECONNREFUSED instead of 0");
}

TEST(Parting, TellsWhatWasSentOtherwise) {
  staged usual, other, partly;
  usual.send("hello");
  other.send("hellx");
  EXPECT_EQ(divergence(usual.record, other.record),
            "client's send sent other bytes");
  partly.send("he");
  partly.record.calls.back().asked = 5;
  EXPECT_EQ(divergence(usual.record, partly.record),
            "client's send took 2 of the 5 bytes it was given instead of 5");
}

TEST(Parting, TellsWhoseCloseWasAReset) {
  staged usual, odd;
  for (staged* play : {&usual, &odd}) {
    play->send("a").recv(1).send("b");
    play->call("server", "close", 4, 0);
    play->call("client", "recv", 3, play == &usual ? 0 : -1);
  }
  odd.record.calls.back().error = 104;
  EXPECT_EQ(divergence(usual.record, odd.record),
            "client's recv gave ECONNRESET instead of 0, after server's close");
}

TEST(PrintedInstead, QuotesTheFirstLineThatDiffers) {
  const view::style plain;
  EXPECT_EQ(view::printed_instead("server", "a\nhello\n", "a\nh\n", plain),
            "server printed `h` where otherwise it prints `hello`");
  EXPECT_EQ(view::printed_instead("server", "a\n", "a\nb\n", plain),
            "server printed `b` besides");
  EXPECT_EQ(view::printed_instead("server", "a\nb\n", "a\n", plain),
            "server did not print `b`");
  EXPECT_EQ(view::printed_instead("server", "a\n", "a\n", plain), "");
}

TEST(PrintedInstead, KeepsTheQuotesShortAroundTheDifference) {
  const std::string long_line(1000, 'x');
  const std::string told = view::printed_instead(
      "server", long_line + "hello" + long_line + "\n",
      long_line + "feng" + long_line + "\n", view::style{});
  EXPECT_THAT(told, AllOf(HasSubstr("xxhello"), HasSubstr("xxfeng")));
  EXPECT_LT(view::columns(told), 160);
}

TEST(EndedInstead, TellsStatusSignalOrNoEnd) {
  const play::program well{"client", {}, 0, "", "", "", false};
  play::program failed = well, crashed = well, hangs = well;
  failed.exit = 1;
  crashed.exit.reset();
  crashed.signal = "SIGSEGV";
  hangs.exit.reset();
  EXPECT_EQ(
      view::ended_instead(well, failed, language::english),
      "client exits with status 1 where otherwise it exits with status 0");
  EXPECT_EQ(view::ended_instead(well, crashed, language::chinese),
            "client 被 SIGSEGV 终止，其他时候的退出状态是 0");
  EXPECT_EQ(view::ended_instead(well, hangs, language::english),
            "client does not end where otherwise it exits with status 0");
  EXPECT_EQ(view::ended_instead(well, well, language::english), "");
}

TEST(Around, KeepsWithinItsWidthAndShowsTheByte) {
  view::style ascii;
  ascii.utf8 = false;
  EXPECT_EQ(view::around("hello", 4, 10, ascii), "hello");
  const std::string bytes = std::string(50, 'a') + "X" + std::string(50, 'b');
  for (const view::style& style : {view::style{}, ascii}) {
    for (const std::size_t at : {0U, 50U, 101U}) {
      EXPECT_LE(view::columns(view::around(bytes, at, 20, style)), 20) << at;
    }
    EXPECT_THAT(view::around(bytes, 50, 20, style), HasSubstr("aXb"));
  }
}

TEST(Around, CutsNoCharacterInTwo) {
  std::string bytes;
  for (int i = 0; i < 40; ++i) bytes += "粘";
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::string shown = view::around(bytes, at, 21, view::style{});
    EXPECT_EQ(shown.find("\\x"), shown.npos) << shown;
  }
}
