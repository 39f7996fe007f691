// A line of cues without what it does not need.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "check/verdict/minimize.hpp"

namespace check {
namespace {

using testing::HasSubstr;

// "c1:send c2:send ...".
std::string line_of(int count) {
  std::string line;
  for (int i = 1; i <= count; ++i)
    line += (i == 1 ? "c" : " c") + std::to_string(i) + ":send";
  return line;
}

// Whether a line has all of these cues.
auto having(const std::set<std::string>& needed) {
  return [needed](const std::string& line) {
    std::istringstream in(line);
    std::set<std::string> cues;
    for (std::string cue; in >> cue;) cues.insert(cue);
    return std::ranges::includes(cues, needed);
  };
}

TEST(Shortened, FindsTheOneNeededOf20) {
  for (int i = 1; i <= 20; ++i) {
    const std::string needed = "c" + std::to_string(i) + ":send";
    EXPECT_EQ(shortened(line_of(20), having({needed})), needed);
  }
}

TEST(Shortened, KeepsBothOfTwoThatAreNeeded) {
  for (int i = 2; i <= 20; ++i) {
    const std::string other = "c" + std::to_string(i) + ":send";
    EXPECT_EQ(shortened(line_of(20), having({"c1:send", other})),
              "c1:send " + other);
  }
}

TEST(Shortened, KeepsAllWhereAllAreNeeded) {
  const std::string line = line_of(7);
  EXPECT_EQ(shortened(line, [&](const std::string& l) { return l == line; }),
            line);
}

TEST(Shortened, IsEmptyWhereNothingIsNeeded) {
  EXPECT_EQ(shortened(line_of(20), [](const std::string&) { return true; }),
            "");
  EXPECT_EQ(shortened("", [](const std::string&) { return true; }), "");
}

TEST(Shortened, KeepsTheOrderOfWhatIsLeft) {
  EXPECT_EQ(shortened("b:recv x:send a:send y:send b:recv",
                      [](const std::string& line) {
                        return line.find("b:recv") < line.find("a:send") &&
                               line.find("a:send") != std::string::npos;
                      }),
            "b:recv a:send");
}

// Once "a" has gone, "b" can go too, which it could not before.
TEST(Shortened, TriesAgainWhatAnotherCueWasInTheWayOf) {
  EXPECT_EQ(shortened("b:send c:send a:send d:send",
                      [](const std::string& line) {
                        const bool a = line.find("a:") != std::string::npos;
                        const bool b = line.find("b:") != std::string::npos;
                        const bool c = line.find("c:") != std::string::npos;
                        const bool d = line.find("d:") != std::string::npos;
                        return c && d && (b || !a);
                      }),
            "c:send d:send");
}

TEST(Shortened, AsksLittleWhereLittleIsNeeded) {
  int asked = 0;
  const auto has_it = having({"c77:send"});
  shortened(line_of(128), [&](const std::string& line) {
    ++asked;
    return has_it(line);
  });
  EXPECT_LT(asked, 20);
}

TEST(Shortened, LeavesOutTasksWhereTheSameComesOfIt) {
  EXPECT_EQ(shortened("server.1:recv client:send",
                      [](const std::string& line) {
                        return line == "server:recv client:send";
                      }),
            "server:recv client:send");
  EXPECT_EQ(shortened("server.1:recv(3) server.2:recv!EINTR server.13:send*2",
                      [](const std::string& line) {
                        return line.find("server.2:") != std::string::npos &&
                               std::ranges::count(line, ' ') == 2;
                      }),
            "server:recv(3) server.2:recv!EINTR server:send*2");
}

// Then each further question is one too many, but there are not many.
TEST(Shortened, IsTheLastThatWasConfirmedIfFromThenOnNothingIs) {
  const std::string needed = "c17:send";
  for (int confirmed = 0; confirmed <= 12; ++confirmed) {
    int asked = 0, granted = 0;
    std::string last = line_of(20);
    const auto has_it = having({needed});
    const std::string result = shortened(last, [&](const std::string& line) {
      ++asked;
      if (granted == confirmed || !has_it(line)) return false;
      ++granted;
      last = line;
      return true;
    });
    EXPECT_EQ(result, last) << confirmed;
    EXPECT_THAT(result, HasSubstr(needed));
    EXPECT_LE(asked, 100) << confirmed;
  }
}

TEST(Shortened, AsksOnlyAboutLinesThatAreShorter) {
  std::string last = "server.1:recv a:send b:send server.2:recv c:send";
  shortened(last, [&](const std::string& line) {
    EXPECT_LT(line.size(), last.size());
    const bool same = line.find("c:send") != std::string::npos;
    if (same) last = line;
    return same;
  });
}

}  // namespace
}  // namespace check
