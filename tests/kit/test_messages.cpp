#include "props/messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "kit/escaped.hpp"

namespace {

using namespace std::string_literals;
using testing::ElementsAre;

std::vector<std::string> typed(const std::string& text) {
  std::istringstream lines(text);
  std::vector<std::string> all;
  for (std::string message; kit::typed_message(lines, message);)
    all.push_back(message);
  return all;
}

TEST(Messages, AreLines) {
  EXPECT_THAT(typed("hello\nfeng\n"), ElementsAre("hello", "feng"));
  EXPECT_THAT(typed(" hello \n\nfeng"), ElementsAre(" hello ", "", "feng"));
  EXPECT_THAT(typed(""), ElementsAre());
}

TEST(Messages, AreTypedAsTheyArePrinted) {
  EXPECT_THAT(typed("a\\nb\\t\\r\\\\\\x00\\xff\n"),
              ElementsAre("a\nb\t\r\\\0\xff"s));
  std::string every;
  for (int c = 0; c < 256; ++c) every += static_cast<char>(c);
  EXPECT_THAT(typed(kit::escaped(every) + "\n"), ElementsAre(every));
}

TEST(Messages, RefuseABackslashBeforeAnythingElse) {
  for (const char* text : {"\\", "a\\q", "\\x", "\\x1", "\\xg0", "\\x-1"})
    EXPECT_THROW(typed(text), std::runtime_error) << text;
}

}  // namespace
