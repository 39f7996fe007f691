#include "kit/framing/delimiter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "kit/framing/bytes.hpp"

namespace {

using kit::delimiter_error;
using kit::delimiter_format;
using testing::ElementsAre;
using testing::IsEmpty;

std::string frame(const delimiter_format& format, const std::string& payload) {
  std::vector<std::byte> out;
  if (!append_frame(format, kit::as_bytes(payload), out)) return "(refused)";
  return std::string(kit::as_text(out));
}

void feed(kit::delimiter_decoder& decoder, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<std::byte> room = decoder.prepare();
    const std::size_t n = std::min(room.size(), bytes.size());
    std::memcpy(room.data(), bytes.data(), n);
    decoder.commit(n);
    bytes.remove_prefix(n);
  }
}

/// Feeds each piece as one recv, and gives the messages; "(refused)" last if
/// so. The same whether next() gives them or for_each().
std::vector<std::string> messages(const delimiter_format& format,
                                  const std::vector<std::string>& pieces) {
  kit::delimiter_decoder decoder(format), other(format);
  std::vector<std::string> all, all_of_other;
  for (const std::string& piece : pieces) {
    feed(decoder, piece);
    while (const auto payload = decoder.next())
      all.emplace_back(kit::as_text(*payload));
    feed(other, piece);
    other.for_each([&](std::span<const std::byte> payload) {
      all_of_other.emplace_back(kit::as_text(payload));
    });
  }
  EXPECT_EQ(all_of_other, all);
  EXPECT_EQ(other.error(), decoder.error());
  EXPECT_EQ(other.explain(), decoder.explain());
  if (decoder.error() != delimiter_error::none) all.emplace_back("(refused)");
  return all;
}

const delimiter_format four{.limit = 4};
const delimiter_format four_cr{.limit = 4, .strip_cr = true};

TEST(Delimiter, EndsEachMessage) {
  EXPECT_EQ(frame({}, "hello"), "hello\n");
  EXPECT_EQ(frame({}, ""), "\n");
  EXPECT_EQ(frame({.delimiter = "\n\n\t\t"}, "hello"), "hello\n\n\t\t");
}

TEST(Delimiter, IsRefusedInsideAMessage) {
  EXPECT_EQ(frame({}, "a\nb"), "(refused)");
  EXPECT_EQ(frame({}, "\n"), "(refused)");
  EXPECT_EQ(frame({.delimiter = "\r\n"}, "a\nb\rc"), "a\nb\rc\r\n");
  EXPECT_EQ(frame({.delimiter = "\r\n"}, "a\r\nb"), "(refused)");
}

TEST(Delimiter, IsRefusedWhereItWouldBeginInTheMessage) {
  EXPECT_EQ(frame({.delimiter = "aa"}, "xa"), "(refused)");
  EXPECT_EQ(frame({.delimiter = "aba"}, "xab"), "(refused)");
  EXPECT_EQ(frame({.delimiter = "\n\n\t\t"}, "x\n"), "x\n\n\n\t\t");
  EXPECT_THAT(messages({.delimiter = "\n\n\t\t"}, {"x\n\n\n\t\t"}),
              ElementsAre("x\n"));
}

TEST(Delimiter, ACrThatWouldBeStrippedIsRefused) {
  EXPECT_EQ(frame({.strip_cr = true}, "a\r"), "(refused)");
  EXPECT_EQ(frame({.strip_cr = true}, "a\rb"), "a\rb\n");
  EXPECT_EQ(frame({}, "a\r"), "a\r\n");
}

TEST(Delimiter, LeavesTheOutputAloneWhenItRefuses) {
  std::vector<std::byte> out(3);
  for (const char* payload : {"a\nb", "12345"})
    EXPECT_FALSE(append_frame(four, kit::as_bytes(payload), out));
  EXPECT_EQ(out.size(), 3U);
}

TEST(DelimiterDecoder, FindsADelimiterThatComesInPieces) {
  EXPECT_THAT(messages({.delimiter = "<=>"}, {"a<", "=", ">b<=>"}),
              ElementsAre("a", "b"));
  EXPECT_THAT(messages({.delimiter = "<=>"}, {"a<=", "<=>", "<<=>"}),
              ElementsAre("a<=", "<"));
  EXPECT_THAT(messages({.delimiter = "\n\n\t\t"}, {"a\n", "\n\n\t", "\t"}),
              ElementsAre("a\n"));
}

TEST(DelimiterDecoder, StripsACrThatCameInAnEarlierRead) {
  EXPECT_THAT(messages(four_cr, {"a\r", "\nb\n\r\n", "\r\r\n"}),
              ElementsAre("a", "b", "", "\r"));
  EXPECT_THAT(messages(four, {"a\r", "\n"}), ElementsAre("a\r"));
}

TEST(DelimiterDecoder, RefusesALineAsSoonAsItMustBeTooLong) {
  EXPECT_THAT(messages(four, {"1234", "\n"}), ElementsAre("1234"));
  EXPECT_THAT(messages(four, {"12345"}), ElementsAre("(refused)"));
  EXPECT_THAT(messages(four, {"12345\n"}), ElementsAre("(refused)"));
  EXPECT_THAT(messages(four, {"1\n12345"}), ElementsAre("1", "(refused)"));
  EXPECT_THAT(messages(four, {"1\n12345\n"}), ElementsAre("1", "(refused)"));
  const delimiter_format arrow{.delimiter = "<=>", .limit = 4};
  EXPECT_THAT(messages(arrow, {"1234<="}), IsEmpty());
  EXPECT_THAT(messages(arrow, {"1234<=", ">"}), ElementsAre("1234"));
  EXPECT_THAT(messages(arrow, {"12345<="}), ElementsAre("(refused)"));
}

TEST(DelimiterDecoder, DoesNotCountTheCrAgainstTheLimit) {
  EXPECT_THAT(messages(four_cr, {"1234\r", "\n"}), ElementsAre("1234"));
  EXPECT_THAT(messages(four_cr, {"1234\r"}), IsEmpty());
  EXPECT_THAT(messages(four_cr, {"12345"}), ElementsAre("(refused)"));
  EXPECT_THAT(messages(four_cr, {"12345\n"}), ElementsAre("(refused)"));
  EXPECT_THAT(messages(four_cr, {"1234\rx"}), ElementsAre("(refused)"));
  EXPECT_THAT(messages(four_cr, {"1234\r\r\n"}), ElementsAre("(refused)"));
}

TEST(DelimiterDecoder, TakesNoGoodLineForGoodBehindARefusedOne) {
  EXPECT_THAT(messages(four, {"123456\n", "ok\n"}), ElementsAre("(refused)"));
}

// Quadratic, this would take hours: 4 MiB, one byte at a time.
TEST(DelimiterDecoder, SearchesNoByteTwice) {
  for (const char* delimiter : {"\n", "<=>"}) {
    kit::delimiter_decoder decoder(
        {.delimiter = delimiter, .limit = std::uint64_t{1} << 32});
    for (std::size_t i = 0; i < std::size_t{1} << 22; ++i) {
      feed(decoder, "<");
      ASSERT_FALSE(decoder.next());
    }
    feed(decoder, delimiter);
    EXPECT_EQ(decoder.next().value().size(), std::size_t{1} << 22);
  }
}

TEST(DelimiterDecoder, ExplainsALineThatIsTooLong) {
  kit::delimiter_decoder decoder({.limit = 30});
  feed(decoder, "GET / HTTP/1.1 of more than 30 bytes\n");
  EXPECT_FALSE(decoder.next());
  EXPECT_EQ(decoder.explain(),
            "expected \"\\n\" after at most 30 bytes, got "
            "\"GET / HTTP/1.1 of mo... (31 bytes)\"");
}

TEST(DelimiterDecoder, SaysWhatIsMissingWhenTheStreamEnds) {
  kit::delimiter_decoder decoder({});
  EXPECT_EQ(decoder.explain(), "");
  feed(decoder, "hello");
  EXPECT_FALSE(decoder.next());
  EXPECT_EQ(decoder.explain(),
            R"(expected "\n", the peer left after 5 bytes without it)");
}

TEST(DelimiterDecoder, KeepsEarlierViewsWhileItHandsOutMore) {
  kit::delimiter_decoder decoder({});
  feed(decoder, "hello\nfeng\n");
  const auto hello = decoder.next(), feng = decoder.next();
  ASSERT_TRUE(hello && feng);
  EXPECT_EQ(kit::as_text(*hello), "hello");
  EXPECT_EQ(kit::as_text(*feng), "feng");
}

}  // namespace
