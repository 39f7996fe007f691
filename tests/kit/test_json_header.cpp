#include "kit/framing/json_header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "kit/framing/bytes.hpp"
#include "kit/md5.hpp"

namespace {

using kit::header_error;
using namespace std::string_literals;
using testing::EndsWith;
using testing::HasSubstr;

const kit::json_header_format format{.limit = 2000};

kit::decoded_header decoded(const std::string& text) {
  return kit::decode_json_header(format, text);
}

// A header with this text in place of the size.
kit::decoded_header with_size(const std::string& size) {
  return decoded(R"({"filename": "a", "total_size": )" + size +
                 R"(, "md5": "m"})");
}

void feed(kit::json_header_decoder& decoder, std::string_view bytes) {
  std::memcpy(decoder.prepare().data(), bytes.data(), bytes.size());
  decoder.commit(bytes.size());
}

TEST(JsonHeader, WritesTheTextOfPythonsJsonDumps) {
  EXPECT_EQ(
      kit::encode_json_header(
          format,
          {.filename = "a.txt", .total_size = 418, .md5 = "123123xi12ix12"}),
      R"({"filename": "a.txt", "total_size": 418, "md5": "123123xi12ix12"})");
  EXPECT_EQ(kit::encode_json_header(
                format, {.filename = "好\".mv", .total_size = 0, .md5 = ""}),
            R"({"filename": "\u597d\".mv", "total_size": 0, "md5": ""})");
}

TEST(JsonHeader, PutsItsLengthInFrontAsPythonsStructI) {
  const auto bytes = kit::encode_prefixed_json_header(
      format, {.filename = "a", .total_size = 5, .md5 = "m"});
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->substr(0, 4), "\x2e\0\0\0"s);
  EXPECT_EQ(bytes->size(), 4u + 0x2e);
}

TEST(JsonHeader, ReadsBackWhatItWrote) {
  const auto text = kit::encode_json_header(
      format, {.filename = "好.mv", .total_size = 2000, .md5 = "m"});
  const auto back = decoded(text.value());
  EXPECT_EQ(back.error, header_error::none);
  EXPECT_EQ(back.what, "");
  EXPECT_EQ(back.header.filename, "好.mv");
  EXPECT_EQ(back.header.total_size, 2000u);
  EXPECT_EQ(back.header.md5, "m");
}

TEST(JsonHeader, RefusesToWriteWhatThePeerCouldNotRead) {
  const auto refused = [](const kit::file_header& header) {
    return !kit::encode_json_header(format, header);
  };
  EXPECT_TRUE(refused({.filename = "a", .total_size = 2001, .md5 = ""}));
  EXPECT_TRUE(refused({.filename = "\xff", .total_size = 1, .md5 = ""}));
  EXPECT_TRUE(refused({.filename = "a\0b"s, .total_size = 1, .md5 = ""}));
  EXPECT_TRUE(refused(
      {.filename = std::string(4096, 'a'), .total_size = 1, .md5 = ""}));
}

TEST(JsonHeader, IgnoresKeysItDoesNotKnowAndTheirOrder) {
  const auto back = decoded(
      R"({"md5": "m", "extra": {"total_size": [1, {"md5": null}], "x": 0},
          "total_size": 7, "more": -1.5, "filename": "a"})");
  EXPECT_EQ(back.error, header_error::none) << back.what;
  EXPECT_EQ(back.header.total_size, 7u);
}

TEST(JsonHeader, RefusesWhatIsNoJson) {
  for (const std::string& text :
       {""s, "{"s, R"({"filename": "a)"s, "hello"s, "{'filename': 1}"s,
        R"({"filename": "a", "total_size": 1, "md5": "m",})"s,
        R"({"filename": "a", "total_size": 1, "md5": "m"} x)"s,
        R"({"filename": "a", "total_size": 1, "md5": "m"}{})"s,
        "{\"filename\": \"\xff\", \"total_size\": 1, \"md5\": \"m\"}"s,
        "{\"filename\": \"\xc0\xaf\", \"total_size\": 1, \"md5\": \"m\"}"s,
        R"({"filename": "a", "total_size": 1e999, "md5": "m"})"s})
    EXPECT_EQ(decoded(text).error, header_error::not_json) << text;
}

TEST(JsonHeader, RefusesEveryTruncation) {
  const std::string whole = R"({"filename": "a", "total_size": 1, "md5": "m"})";
  ASSERT_EQ(decoded(whole).error, header_error::none);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(decoded(whole.substr(0, size)).error, header_error::not_json);
}

TEST(JsonHeader, RefusesANulWhereverItStands) {
  EXPECT_EQ(
      decoded(R"({"filename": "a", "total_size": 1, "md5": "m"})"s + "\0rest"s)
          .error,
      header_error::nul);
  EXPECT_EQ(
      decoded(R"({"filename": "a\u0000b", "total_size": 1, "md5": "m"})").error,
      header_error::nul);
}

TEST(JsonHeader, RefusesDeepNestingBothOfArraysAndOfObjects) {
  const std::string head = R"({"filename": "a", "total_size": 1, "x": )";
  EXPECT_EQ(decoded(head + std::string(100'000, '[')).error,
            header_error::too_deep);
  std::string objects = head;
  for (int i = 0; i < 100'000; ++i) objects += R"({"k":)";
  EXPECT_EQ(decoded(objects).error, header_error::too_deep);
  EXPECT_EQ(decoded(std::string(100'000, '[')).error,
            header_error::not_an_object);
}

TEST(JsonHeader, AllowsTheLastLevelOfItsDepthAndNoMore) {
  const auto nested = [](int levels) {
    const auto n = static_cast<std::size_t>(levels);
    return decoded(R"({"filename": "a", "total_size": 1, "md5": "m", "x": )" +
                   std::string(n, '[') + std::string(n, ']') + "}");
  };
  EXPECT_EQ(nested(format.depth - 1).error, header_error::none);
  EXPECT_EQ(nested(format.depth).error, header_error::too_deep);
}

TEST(JsonHeader, RefusesWhatIsNoObject) {
  for (const std::string& text : {"[]"s, "1"s, "\"a\""s, "null"s, "true"s})
    EXPECT_EQ(decoded(text).error, header_error::not_an_object) << text;
}

TEST(JsonHeader, RefusesADuplicateKeyOnAnyLevel) {
  EXPECT_EQ(decoded(R"({"filename": "a", "filename": "b"})").error,
            header_error::duplicate_key);
  EXPECT_EQ(decoded(R"({"x": [{"y": 1, "y": 2}]})").error,
            header_error::duplicate_key);
}

TEST(JsonHeader, NamesTheMissingKey) {
  const auto result = decoded(R"({"filename": "a", "md5": "m"})");
  EXPECT_EQ(result.error, header_error::missing_key);
  EXPECT_EQ(result.what,
            "expected a JSON header {\"filename\": text, \"total_size\": "
            "number, \"md5\": text}, got \"{\"filename\": \"a\", \"md5\": "
            "\"m\"}\": \"total_size\" is missing");
}

TEST(JsonHeader, RefusesASizeOfAnotherType) {
  for (const std::string& size :
       {"\"1\""s, "1.5"s, "1e3"s, "1.0"s, "null"s, "true"s, "[1]"s, "{}"s,
        "18446744073709551616"s})
    EXPECT_EQ(with_size(size).error, header_error::wrong_type) << size;
  EXPECT_THAT(with_size("1e3").what, EndsWith("total_size is the number 1e3"));
}

TEST(JsonHeader, RefusesASizeThatCannotBe) {
  for (const std::string& size :
       {"-1"s, "-9223372036854775808"s, "2001"s, "9223372036854775808"s,
        "18446744073709551615"s})
    EXPECT_EQ(with_size(size).error, header_error::size_not_allowed) << size;
  EXPECT_EQ(with_size("2000").error, header_error::none);
  EXPECT_EQ(with_size("0").error, header_error::none);
  EXPECT_EQ(with_size("-0").error, header_error::none);
}

TEST(JsonHeader, RefusesANameThatIsNoText) {
  EXPECT_EQ(decoded(R"({"filename": 1, "total_size": 1, "md5": "m"})").error,
            header_error::wrong_type);
  EXPECT_EQ(
      decoded(R"({"filename": "a", "total_size": 1, "md5": ["m"]})").error,
      header_error::wrong_type);
}

TEST(JsonHeader, ShowsAStrangersBytesEscapedAndCutShort) {
  const std::string what = decoded("\x1b[2J" + std::string(3000, 'x')).what;
  EXPECT_THAT(what, HasSubstr("\\x1b[2Jxxx"));
  EXPECT_THAT(what, HasSubstr("... (3004 bytes)"));
}

TEST(JsonHeaderDecoder, RefusesTheLengthInFront) {
  kit::json_header_decoder negative(format), http(format);
  feed(negative, "\xff\xff\xff\xff");
  EXPECT_FALSE(negative.next());
  EXPECT_EQ(negative.error(), header_error::negative_length);
  feed(http, "HTTP/1.1 400 Bad Request\r\n");
  EXPECT_FALSE(http.next());
  EXPECT_EQ(http.error(), header_error::too_long);
  EXPECT_THAT(http.explain(), EndsWith("looks like an HTTP response"));
}

TEST(JsonHeaderDecoder, SaysWhatIsMissingWhenTheStreamEnds) {
  kit::json_header_decoder decoder(format);
  EXPECT_EQ(decoder.explain(), "");
  const std::string header =
      kit::encode_prefixed_json_header(
          format, {.filename = "a", .total_size = 5, .md5 = "m"})
          .value();
  feed(decoder, header.substr(0, 10));
  EXPECT_FALSE(decoder.next());
  EXPECT_THAT(decoder.explain(),
              EndsWith("the peer left after 10 bytes of them"));
  feed(decoder, header.substr(10) + "he");
  EXPECT_FALSE(decoder.next());
  EXPECT_EQ(decoder.explain(),
            "expected 5 bytes of data, the peer left after 2");
}

TEST(Md5, IsTheOneOfRfc1321) {
  EXPECT_EQ(kit::md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(kit::md5("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

}  // namespace
