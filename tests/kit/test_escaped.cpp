#include "kit/escaped.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::string_literals;

TEST(Escaped, LeavesPrintableTextAlone) {
  EXPECT_EQ(kit::escaped("hello feng 粘包 é \U0001F600"),
            "hello feng 粘包 é \U0001F600");
}

TEST(Escaped, NamesControlCharactersAndTheBackslash) {
  EXPECT_EQ(kit::escaped("a\r\n\t\\\0\x1b\x7f"s), R"(a\r\n\t\\\x00\x1b\x7f)");
}

TEST(Escaped, ShowsTheControlsThatHideInUtf8) {
  EXPECT_EQ(kit::escaped("\xc2\x9b"), R"(\xc2\x9b)");
  EXPECT_EQ(kit::escaped("\xc2\xa0"), "\xc2\xa0");
}

TEST(Escaped, ShowsEveryByteThatIsNoWholeCharacter) {
  EXPECT_EQ(kit::escaped("\xe7\xb2"), R"(\xe7\xb2)");          // cut
  EXPECT_EQ(kit::escaped("\xc0\xaf"), R"(\xc0\xaf)");          // overlong
  EXPECT_EQ(kit::escaped("\xe0\x80\xaf"), R"(\xe0\x80\xaf)");  // overlong
  EXPECT_EQ(kit::escaped("\xed\xa0\x80"), R"(\xed\xa0\x80)");  // surrogate
  EXPECT_EQ(kit::escaped("\xf4\x90\x80\x80"), R"(\xf4\x90\x80\x80)");
  EXPECT_EQ(kit::escaped("\xb2x\xff"), R"(\xb2x\xff)");
  EXPECT_EQ(kit::escaped("\xe7x\xb2"), R"(\xe7x\xb2)");
}

TEST(Escaped, SaysHowMuchItCutOff) {
  EXPECT_EQ(kit::escaped("hello", 5), "hello");
  EXPECT_EQ(kit::escaped("hello!", 5), "hello... (6 bytes)");
}

TEST(Escaped, KeepsLineEndsWhereAskedTo) {
  EXPECT_EQ(kit::escaped_lines("a\nb\r\n\x1b\n"), "a\nb\\r\n\\x1b\n");
  EXPECT_EQ(kit::escaped_lines("C:\\a"), "C:\\a\n");
  EXPECT_EQ(kit::escaped_lines(""), "");
}

}  // namespace
