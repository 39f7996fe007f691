// Cues as they are written: what is read of a line, what is printed again, and
// every way in which such a line can be wrong.
#include <gmock/gmock.h>

#include <cerrno>
#include <random>

#include "play/calls.hpp"
#include "play/cue.hpp"
#include "play/record.hpp"

namespace play {

void PrintTo(const cue& one, std::ostream* out) {
  *out << text_of(one);
}

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using aim = cue::aim;
using way = interference::way;

std::vector<cue> cues_in(const std::string& line) {
  const std::vector<written_cue> written = parse_cues(line);
  return {written.begin(), written.end()};
}

cue only_cue_in(const std::string& line) {
  const std::vector<cue> all = cues_in(line);
  EXPECT_THAT(all, SizeIs(1)) << line;
  return all.empty() ? cue() : all.front();
}

TEST(Cue, NamesAProgramAndACall) {
  EXPECT_EQ(only_cue_in("server:listen"),
            (cue{.program = "server", .task = {}, .call = "listen"}));
}

TEST(Cue, MayNameATaskTheFirstOneToo) {
  EXPECT_EQ(only_cue_in("server:recv").task, std::nullopt);
  EXPECT_EQ(only_cue_in("server.0:recv").task, 0);
  EXPECT_EQ(only_cue_in("server.12:recv").task, 12);
}

TEST(Cue, CountsCalls) {
  EXPECT_EQ(only_cue_in("client:send").times, 1);
  EXPECT_EQ(only_cue_in("client:send*1").times, 1);
  EXPECT_EQ(only_cue_in("client:send*20").times, 20);
}

TEST(Cue, CutsACallOrLetsItFail) {
  EXPECT_EQ(only_cue_in("server:recv(3)*2"), (cue{.program = "server",
                                                  .call = "recv",
                                                  .times = 2,
                                                  .what = {way::cut, 3}}));
  EXPECT_EQ(only_cue_in("server:accept!ECONNABORTED").what,
            (interference{way::fail, ECONNABORTED}));
}

TEST(Cue, HasWordsForWhatIsNoCall) {
  EXPECT_EQ(only_cue_in("client:exit").to, aim::exit);
  EXPECT_EQ(only_cue_in("client:wait").to, aim::wait);
  EXPECT_EQ(only_cue_in("client:kill").to, aim::here);
  EXPECT_EQ(only_cue_in("client:kill").what, interference{way::kill});
}

TEST(Cue, IsPrintedAsItWasWritten) {
  for (const std::string line :
       {"", "server:listen client:send*2 server:recv(3) client:exit",
        "server:recv!ECONNRESET client:wait client:kill server.1:recv",
        "a.0:write(9223372036854775807)*1000000 b:close!EINTR*2",
        "a*b(c)!d:exit"}) {
    EXPECT_EQ(text_of(cues_in(line)), line);
  }
}

TEST(Cue, IsKnownWithItsPlaceInTheLine) {
  const auto all = parse_cues(" \n server:listen\t client:send*1\v\f\r ");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].column, 4U);
  EXPECT_EQ(all[0].text, "server:listen");
  EXPECT_EQ(all[1].column, 19U);
  EXPECT_EQ(all[1].text, "client:send*1");
}

TEST(Cue, IsNoneInAnEmptyLine) {
  EXPECT_THAT(parse_cues(""), IsEmpty());
  EXPECT_THAT(parse_cues(" \t\n"), IsEmpty());
}

// Any cue that there can be, from a few numbers.
class any_cue {
 public:
  cue make() {
    cue one;
    one.program = name();
    if (below(3) == 0) one.task = below(1'000'001);
    one.to = static_cast<aim>(below(4));
    if (one.to == aim::here) one.what = {way::kill};
    if (one.to != aim::call) return one;
    const call_type* type = nullptr;
    // There is no cue for io_uring, and exit is no call to a cue.
    while (type == nullptr || type->kind == kind::io_uring ||
           type->kind == kind::exit)
      type = &call_types[static_cast<std::size_t>(
          below(static_cast<int>(call_types.size())))];
    one.call = below(2) == 0 ? type->name : cue_for(type->name);
    if (below(2) == 0) one.times = 1 + below(below(2) == 0 ? 3 : 1'000'000);
    switch (below(3)) {
      case 0:
        one.what = {way::fail, error()};
        break;
      case 1:
        if (type->kind == kind::transfer) one.what = {way::cut, length()};
        break;
      default:
        break;
    }
    return one;
  }
  int below(int end) {
    return static_cast<int>(numbers_() % static_cast<unsigned>(end));
  }

 private:
  std::string name() {
    std::string name;
    while (name.empty() || below(6) != 0) {
      const char c = static_cast<char>(below(256));
      if (std::string_view(" \t\n\v\f\r:.").find(c) == std::string::npos)
        name += c;
    }
    return name;
  }
  int error() {
    int error = 0;
    while (error_called(error_name(error)) == 0) error = below(134);
    return error;
  }
  std::int64_t length() {
    return static_cast<std::int64_t>(numbers_() >> (1 + below(63))) | 1;
  }

  std::mt19937_64 numbers_{11};
};

TEST(Cue, OfAnyKindIsReadAgainAsWhatItWas) {
  any_cue any;
  for (int i = 0; i < 20'000; ++i) {
    const cue one = any.make();
    EXPECT_EQ(only_cue_in(text_of(one)), one);
  }
}

TEST(Cue, OfAnyKindIsReadAgainAmongOthers) {
  any_cue any;
  for (int i = 0; i < 2'000; ++i) {
    std::vector<cue> line(static_cast<std::size_t>(any.below(10)));
    for (cue& one : line) one = any.make();
    EXPECT_EQ(cues_in(text_of(line)), line);
  }
}

// What is printed of a line that was read is that line but for its blanks.
TEST(Cue, ThatIsReadWasWritten) {
  any_cue any;
  const std::string parts[] = {
      "a", "server", ":", ":",     ".", "1",    "recv", "send",  "(", ")", "3",
      "*", "2",      "!", "EINTR", " ", "exit", "kill", "close", "0", "\t"};
  int read = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string line = "a:recv";
    for (int size = any.below(8); size > 0; --size)
      line += parts[static_cast<std::size_t>(any.below(std::size(parts)))];
    try {
      const std::vector<cue> all = cues_in(line);
      EXPECT_EQ(cues_in(text_of(all)), all) << line;
      ++read;
    } catch (const cue_error& error) {
      EXPECT_LE(error.column, line.size()) << line;
    }
  }
  EXPECT_GT(read, 1'000);
}

struct slip {
  const char* line;
  std::size_t column;
  const char* why;
};

void PrintTo(const slip& one, std::ostream* out) {
  *out << one.line;
}

class CueSlips : public testing::TestWithParam<slip> {};

TEST_P(CueSlips, NameTheirColumn) {
  try {
    parse_cues(GetParam().line);
    FAIL() << "accepted";
  } catch (const cue_error& error) {
    EXPECT_EQ(error.column, GetParam().column) << error.what();
    EXPECT_THAT(error.what(), HasSubstr(GetParam().why));
    EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
  }
}

INSTANTIATE_TEST_SUITE_P(
    , CueSlips,
    testing::Values(
        slip{"server", 1, "PROGRAM:CALL"}, slip{":recv", 1, "PROGRAM:CALL"},
        slip{"server:", 1, "socket call"},
        slip{"server:listen client:sned", 15, "`sned` is no socket call"},
        slip{"  server:listen\tclient:recv!EBROKEN", 17, "EBROKEN"},
        slip{"a:recv(", 1, "bracket"}, slip{"a:recv(3", 1, "bracket"},
        slip{"a:recv()", 1, "number"}, slip{"a:recv(0)", 1, "one byte"},
        slip{"a:recv(-1)", 1, "number"}, slip{"a:recv(x)", 1, "number"},
        slip{"a:recv(99999999999999999999)", 1, "number"},
        slip{"a:send*", 1, "number"}, slip{"a:send*0", 1, "once"},
        slip{"a:send*2x", 1, "number"}, slip{"a.b:recv", 1, "number"},
        slip{"a.:recv", 1, "number"}, slip{".1:recv", 1, "PROGRAM:CALL"},
        slip{"a:exit(3)", 1, "no length"}, slip{"a:kill!EPIPE", 1, "no error"},
        slip{"a:recv!", 1, "error's name"}, slip{"a:exit*2", 1, "no count"},
        slip{"a:kill*2", 1, "no count"}, slip{"a:wait*2", 1, "no count"},
        slip{"a:bind(3)", 1, "length"}, slip{"a:io_uring", 1, "socket call"},
        slip{"a:recv(3)!EPIPE", 1, "a length or an error"},
        slip{"a:send a:recv a:(1)", 15, "socket call"}));

}  // namespace
}  // namespace play
