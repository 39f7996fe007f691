#include "kit/arguments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace {

using testing::ThrowsMessage;

kit::arguments given(std::vector<const char*> argv) {
  return {static_cast<int>(argv.size()), argv.data(), "8080"};
}

TEST(Arguments, DefaultToThisMachineAndTheLessonsPort) {
  EXPECT_EQ(given({"server"}).host, "127.0.0.1");
  EXPECT_EQ(given({"server"}).port, "8080");
  EXPECT_FALSE(given({"server"}).help);
}

TEST(Arguments, TakeAHostAndThenAPort) {
  EXPECT_EQ(given({"server", "::1"}).host, "::1");
  EXPECT_EQ(given({"server", "::1"}).port, "8080");
  EXPECT_EQ(given({"server", "::1", "99"}).port, "99");
}

TEST(Arguments, ExplainThemselves) {
  EXPECT_TRUE(given({"server", "--help"}).help);
  EXPECT_TRUE(given({"server", "-h"}).help);
  EXPECT_EQ(given({"./build/server", "::1", "99", "-h"}).usage,
            "usage: server [host] [port]\n"
            "  host  a name or a number, 127.0.0.1 if not given\n"
            "  port  8080 if not given\n");
}

TEST(Arguments, RefuseWhatTheyDoNotKnow) {
  EXPECT_THAT(
      [] {
        given({"server", "--fast"});
      },
      ThrowsMessage<std::runtime_error>("unknown option --fast: see --help"));
  EXPECT_THAT(
      [] {
        given({"server", "a", "1", "b"});
      },
      ThrowsMessage<std::runtime_error>(
          "expected [host] [port], got 3 arguments: see --help"));
}

}  // namespace
