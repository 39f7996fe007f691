// All reasons there are say something, in both languages, and say all that they
// are given.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "play/reason.hpp"

namespace {

using play::because;
using play::is_whole;
using play::language;
using play::reason;
using play::to_text;
using testing::HasSubstr;
using testing::Not;

/// Every reason but "nothing", with as many arguments and parts as its words
/// take: "<0>", "<1>" ... and reasons that name "<a>", "<b>" ...
std::vector<reason> all_reasons() {
  std::vector<reason> all;
  for (int code = 1; code < static_cast<int>(because::how_many); ++code) {
    reason why{static_cast<because>(code)};
    for (char name = '0'; !is_whole(why) && name < '4'; ++name) {
      why.parts.clear();
      for (char part = 'a'; !is_whole(why) && part < 'd'; ++part) {
        why.parts.push_back(
            {because::data_from, {std::string{'<', part, '>'}}});
      }
      if (!is_whole(why)) {
        why.parts.clear();
        why.arguments.push_back({'<', name, '>'});
      }
    }
    // As many as there are: two.
    reason two = why;
    two.parts = {{because::data_from, {"<a>"}}, {because::data_from, {"<b>"}}};
    all.push_back(is_whole(two) ? two : why);
  }
  return all;
}

bool has_letters(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Without what it was given.
std::string own_words(const reason& why, language in) {
  std::string text = to_text(why, in);
  const auto drop = [&text](const std::string& given) {
    const std::size_t at = text.find(given);
    if (at != text.npos) text.erase(at, given.size());
  };
  for (const std::string& argument : why.arguments) drop(argument);
  for (const reason& part : why.parts) drop(to_text(part, in));
  return text;
}

TEST(Reasons, SaySomethingElseInEachLanguage) {
  for (const reason& why : all_reasons()) {
    const std::string english = own_words(why, language::english);
    const std::string chinese = own_words(why, language::chinese);
    SCOPED_TRACE(to_text(why));
    ASSERT_TRUE(is_whole(why)) << static_cast<int>(why.code);
    EXPECT_NE(to_text(why), "");
    EXPECT_NE(to_text(why, language::chinese), "");
    // But for a name and a call's, or a list.
    if (has_letters(english)) {
      EXPECT_NE(english, chinese);
    }
    EXPECT_THAT(english, Not(testing::ContainsRegex("[\x80-\xff]")));
  }
}

TEST(Reasons, SayAllThatTheyAreGivenInEachLanguage) {
  for (const reason& why : all_reasons()) {
    for (const language in : {language::english, language::chinese}) {
      const std::string text = to_text(why, in);
      for (const std::string& argument : why.arguments) {
        EXPECT_THAT(text, HasSubstr(argument));
      }
      for (const reason& part : why.parts) {
        EXPECT_THAT(text, HasSubstr(part.arguments.front()));
      }
      EXPECT_THAT(text, Not(testing::ContainsRegex("[{}\n]")));
    }
  }
}

TEST(Reasons, AreNothingAtFirst) {
  EXPECT_TRUE(reason().empty());
  EXPECT_EQ(to_text(reason()), "");
  EXPECT_EQ(to_text(reason(), language::chinese), "");
  EXPECT_FALSE(reason{because::data}.empty());
}

TEST(Reasons, PutASpaceBetweenChineseAndANameOnly) {
  const auto waits = [](const reason& what) {
    return to_text({because::waits_in_a_call, {"server", "recv(4)"}, {what}},
                   language::chinese);
  };
  EXPECT_EQ(waits({because::data_from, {"client"}}),
            "server 停在 recv(4)，等待 client 的数据");
  EXPECT_EQ(waits({because::a_connection}),
            "server 停在 recv(4)，等待新的连接");
  EXPECT_EQ(waits({because::data_from, {"客户"}}),
            "server 停在 recv(4)，等待客户的数据");
}

TEST(Reasons, ListTheirPartsAsTheLanguageDoes) {
  const reason why{because::zero_bytes_under_way,
                   {},
                   {{because::waits_elsewhere, {"a"}, {{because::data}}},
                    {because::waits_elsewhere, {"b"}, {{because::data}}}}};
  EXPECT_EQ(to_text(why),
            "a waits for data; b waits for data; 0 bytes are under way");
  EXPECT_EQ(to_text(why, language::chinese),
            "a 在等待数据；b 在等待数据；路上的数据是 0 字节");
}

TEST(Reasons, SayWhatTheyHaveWhereSomethingIsMissing) {
  EXPECT_EQ(to_text({because::data_from}), "data from ");
  EXPECT_EQ(to_text({because::broken_answer}),
            "a process that plays has sent a broken answer, ; is there enough "
            "memory?");
  EXPECT_EQ(to_text({because::how_many}), "");
}

TEST(Reasons, AreNotReadAgainInWhatTheyAreGiven) {
  EXPECT_EQ(to_text({because::data_from, {"{0} {a} {*} {"}}),
            "data from {0} {a} {*} {");
}

TEST(Reasons, AreWholeWithWhatTheirWordsTake) {
  EXPECT_TRUE(is_whole({}));
  EXPECT_TRUE(is_whole({because::data_from, {"client"}}));
  EXPECT_FALSE(is_whole({because::data_from}));
  EXPECT_FALSE(is_whole({because::data_from, {"client", "server"}}));
  EXPECT_FALSE(is_whole({because::data_from, {"client"}, {{because::data}}}));
  EXPECT_TRUE(is_whole({because::each_of_these}));
  EXPECT_FALSE(is_whole(
      {because::each_of_these, {}, {{because::data}, {because::data_from}}}));
  EXPECT_FALSE(is_whole({because::how_many}));
}

TEST(Reasons, HaveTheirArgumentsEscapedInTheirPartsToo) {
  const reason why{
      because::call_refused, {"a\n", "b"}, {{because::data_from, {"\x1b"}}}};
  EXPECT_EQ(escaped(why), (reason{because::call_refused,
                                  {"a\\n", "b"},
                                  {{because::data_from, {"\\x1b"}}}}));
}

TEST(Reasons, AreWhatAnErrorSaysInEnglish) {
  const play::explained_error wrong({because::not_in_path, {"frob"}});
  EXPECT_STREQ(wrong.what(), "frob: not found in PATH");
  EXPECT_EQ(to_text(wrong.why, language::chinese), "frob：PATH 里没有它");
  std::ostringstream text;
  text << wrong.why;
  EXPECT_EQ(text.str(), wrong.what());
}

}  // namespace
