#include "kit/framing/text_length.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "kit/framing/bytes.hpp"

namespace {

using kit::netstring;
using kit::text_length_error;
using kit::text_length_format;
using enum kit::text_length_error;
using testing::ElementsAre;

std::string frame(const text_length_format& format,
                  const std::string& payload) {
  std::vector<std::byte> out;
  if (!append_frame(format, kit::as_bytes(payload), out)) return "(refused)";
  return std::string(kit::as_text(out));
}

void feed(kit::text_length_decoder& decoder, std::string_view bytes) {
  std::memcpy(decoder.prepare().data(), bytes.data(), bytes.size());
  decoder.commit(bytes.size());
}

/// What became of some bytes: how many of them, one at a time, it took to
/// refuse them, and why. All of them and `none`: they were not refused.
struct verdict {
  std::size_t bytes = 0;
  text_length_error error = none;
  bool operator==(const verdict&) const = default;
};

verdict judge(const text_length_format& format, std::string_view bytes) {
  kit::text_length_decoder decoder(format);
  std::size_t n = 0;
  while (n < bytes.size() && decoder.error() == none) {
    feed(decoder, bytes.substr(n++, 1));
    while (decoder.next()) {
    }
  }
  return {n, decoder.error()};
}

std::string explained(const text_length_format& format,
                      std::string_view bytes) {
  kit::text_length_decoder decoder(format);
  feed(decoder, bytes);
  while (decoder.next()) {
  }
  return decoder.explain();
}

TEST(TextLength, WritesTheNumberAndWhatEndsIt) {
  EXPECT_EQ(frame(netstring(100), "hello"), "5:hello,");
  EXPECT_EQ(frame(netstring(100), ""), "0:,");
  EXPECT_EQ(frame(netstring(100), "hello world!"), "12:hello world!,");
  EXPECT_EQ(frame({.after = '\n', .behind = {}}, "hello"), "5\nhello");
}

TEST(TextLength, RefusesToWriteAboveTheLimit) {
  EXPECT_EQ(frame(netstring(5), "hello"), "5:hello,");
  EXPECT_EQ(frame(netstring(5), "hello!"), "(refused)");
}

TEST(TextLength, TheDocumentsFormIsAmbiguous) {
  // str(len(data)) + data: two lists of messages, the same bytes.
  const auto joined = [](const std::vector<std::string>& messages) {
    std::string all;
    for (const std::string& message : messages)
      all += std::to_string(message.size()) + message;
    return all;
  };
  EXPECT_EQ(joined({"1", "hello", "feng"}), "115hello4feng");
  EXPECT_EQ(joined({"5hello4feng"}), "115hello4feng");
}

TEST(TextLength, OfOneListOfMessagesIsThatOfNoOther) {
  std::string one, other;
  for (const char* message : {"1", "hello", "feng"})
    one += frame(netstring(100), message);
  other = frame(netstring(100), "5hello4feng");
  EXPECT_EQ(one, "1:1,5:hello,4:feng,");
  EXPECT_EQ(other, "11:5hello4feng,");
}

TEST(TextLengthDecoder, RefusesAHeaderAtItsFirstWrongByte) {
  const text_length_format format = netstring(200);
  EXPECT_EQ(judge(format, "200:"), (verdict{4, none}));
  EXPECT_EQ(judge(format, "0:,"), (verdict{3, none}));
  EXPECT_EQ(judge(format, ":"), (verdict{1, not_a_length}));
  EXPECT_EQ(judge(format, "-5:"), (verdict{1, not_a_length}));
  EXPECT_EQ(judge(format, "+5:"), (verdict{1, not_a_length}));
  EXPECT_EQ(judge(format, " 5:"), (verdict{1, not_a_length}));
  EXPECT_EQ(judge(format, "5 :"), (verdict{2, not_a_length}));
  EXPECT_EQ(judge(format, "1e3:"), (verdict{2, not_a_length}));
  EXPECT_EQ(judge(format, "0x5:"), (verdict{2, not_a_length}));
  EXPECT_EQ(judge(format, "GET / HTTP/1.1"), (verdict{1, not_a_length}));
  EXPECT_EQ(judge(format, "\xff"), (verdict{1, not_a_length}));
  EXPECT_EQ(judge(format, "05:"), (verdict{2, leading_zero}));
  EXPECT_EQ(judge(format, "00:"), (verdict{2, leading_zero}));
  EXPECT_EQ(judge(format, "201:"), (verdict{3, too_long}));
  EXPECT_EQ(judge(format, "1000:"), (verdict{4, too_long}));
  EXPECT_EQ(judge(format, "99999999999999999999999:"), (verdict{3, too_long}));
}

TEST(TextLengthDecoder, CountsWithoutOverflow) {
  const text_length_format all = netstring(~0ULL);  // 18446744073709551615
  EXPECT_EQ(judge(all, "18446744073709551615:"), (verdict{21, none}));
  EXPECT_EQ(judge(all, "18446744073709551616:"), (verdict{20, too_long}));
  EXPECT_EQ(judge(all, "184467440737095516150:"), (verdict{21, too_long}));
  EXPECT_EQ(judge(netstring(0), "0:,0:,"), (verdict{6, none}));
  EXPECT_EQ(judge(netstring(0), "1"), (verdict{1, too_long}));
}

TEST(TextLengthDecoder, RefusesAnotherByteBehindThePayload) {
  EXPECT_EQ(judge(netstring(9), "5:hello;"), (verdict{8, not_ended}));
  EXPECT_EQ(judge(netstring(9), "4:hello,"), (verdict{7, not_ended}));
  EXPECT_EQ(judge({.behind = {}}, "4:hello,"), (verdict{7, not_a_length}));
}

TEST(TextLengthDecoder, ExplainsWhatItRefuses) {
  const text_length_format format = netstring(64);
  EXPECT_EQ(explained(format, "GET / HTTP/1.1"),
            R"(expected a length from 0 to 64 and ":", got "G")");
  EXPECT_EQ(explained(format, "05:"),
            R"(expected a length from 0 to 64 and ":", got "05": a leading )"
            "zero");
  EXPECT_EQ(explained(format, "100:"),
            R"(expected a length from 0 to 64 and ":", got "100")");
  EXPECT_EQ(explained(format, "4:hello,"),
            R"(expected 4 bytes of payload and ",", got "o" behind them)");
}

TEST(TextLengthDecoder, SaysWhatIsMissingWhenTheStreamEnds) {
  const text_length_format format = netstring(64);
  EXPECT_EQ(explained(format, ""), "");
  EXPECT_EQ(explained(format, "5:hello,"), "");
  EXPECT_EQ(explained(format, "12"),
            R"(expected a length from 0 to 64 and ":", the peer left after )"
            R"("12")");
  EXPECT_EQ(explained(format, "5:hello"),
            R"(expected 5 bytes of payload and ",", the peer left after 5)");
  EXPECT_EQ(explained({.after = '\n', .behind = {}}, "5\nhe"),
            "expected 5 bytes of payload, the peer left after 2");
}

}  // namespace
