#include "kit/framing/length_prefix.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <stdexcept>
#include <vector>

#include "kit/framing/bytes.hpp"

namespace {

using kit::length_error;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint64_t limit = 65536;

kit::length_format field(int width, std::endian order, bool is_signed = false) {
  return {
      .width = width, .order = order, .is_signed = is_signed, .limit = limit};
}

std::string header(const kit::length_format& format, std::uint64_t length) {
  const auto encoded = kit::encode_length(format, length);
  return encoded ? std::string(kit::as_text(encoded->bytes())) : "(refused)";
}

kit::decoded_length decoded(const kit::length_format& format,
                            const std::string& bytes) {
  return kit::decode_length(format, kit::as_bytes(bytes));
}

std::string explained(const kit::length_format& format,
                      const std::string& bytes) {
  return kit::explain(format, kit::as_bytes(bytes));
}

void feed(kit::length_prefix_decoder& decoder, std::string_view bytes) {
  std::memcpy(decoder.prepare().data(), bytes.data(), bytes.size());
  decoder.commit(bytes.size());
}

TEST(LengthPrefix, WritesTheBytesOfPythonsStructI) {
  EXPECT_EQ(header(kit::python_i(limit), 1517), "\xed\x05\0\0"s);
  EXPECT_EQ(decoded(kit::python_i(limit), "\xed\x05\0\0"s).length, 1517u);
}

TEST(LengthPrefix, WritesEveryWidthInBothOrders) {
  using std::endian;
  EXPECT_EQ(header(field(1, endian::big), 200), "\xc8");
  EXPECT_EQ(header(field(2, endian::big), 0x1234), "\x12\x34");
  EXPECT_EQ(header(field(2, endian::little), 0x1234), "\x34\x12");
  EXPECT_EQ(header(field(4, endian::big), 0x1234), "\0\0\x12\x34"s);
  EXPECT_EQ(header(field(8, endian::big), 0x1234), "\0\0\0\0\0\0\x12\x34"s);
  EXPECT_EQ(header(field(8, endian::little), 0x1234), "\x34\x12\0\0\0\0\0\0"s);
}

TEST(LengthPrefix, ReadsBackWhatItWrote) {
  for (const int width : {1, 2, 4, 8})
    for (const auto order : {std::endian::big, std::endian::little})
      for (const bool is_signed : {false, true})
        for (const std::uint64_t length : {0U, 1U, 127U}) {
          const auto format = field(width, order, is_signed);
          const auto back = decoded(format, header(format, length));
          EXPECT_EQ(back.error, length_error::none);
          EXPECT_EQ(back.length, length);
        }
}

TEST(LengthPrefix, RefusesToWriteWhatItsFieldCannotHold) {
  EXPECT_EQ(header(field(1, std::endian::big), 255), "\xff");
  EXPECT_EQ(header(field(1, std::endian::big), 256), "(refused)");
  EXPECT_EQ(header(field(1, std::endian::big, true), 127), "\x7f");
  EXPECT_EQ(header(field(1, std::endian::big, true), 128), "(refused)");
  // The documents' own example: struct.pack('i', 1111111111111).
  EXPECT_EQ(header(kit::python_i(~0ull), 1111111111111), "(refused)");
  EXPECT_EQ(header(kit::python_i(~0ull), 0x7fffffff), "\xff\xff\xff\x7f");
}

TEST(LengthPrefix, LeavesTheOutputAloneWhenItRefusesAFrame) {
  std::vector<std::byte> out(3);
  const std::string payload(256, 'x');
  EXPECT_FALSE(kit::append_frame(field(1, std::endian::big),
                                 kit::as_bytes(payload), out));
  EXPECT_EQ(out.size(), 3u);
}

TEST(LengthPrefix, NamesANegativeLengthAsSuch) {
  const auto i = kit::python_i(limit);
  EXPECT_EQ(decoded(i, "\xff\xff\xff\x7f").error, length_error::too_long);
  EXPECT_EQ(decoded(i, "\0\0\0\x80"s).error, length_error::negative);
  EXPECT_EQ(decoded(i, "\xff\xff\xff\xff").error, length_error::negative);
  EXPECT_EQ(explained(i, "\xff\xff\xff\xff"),
            "expected a length from 0 to 65536 (4 bytes, little-endian), got "
            "-1 (bytes \"\\xff\\xff\\xff\\xff\")");
  EXPECT_THAT(explained(i, "\0\0\0\x80"s), HasSubstr("got -2147483648 "));
  EXPECT_THAT(explained(field(8, std::endian::big, true),
                        "\xff\xff\xff\xff\xff\xff\xff\xfe"),
              HasSubstr("got -2 "));
}

TEST(LengthPrefix, ReadsTheSameBytesUnsignedAsTooLong) {
  const auto big = field(4, std::endian::big);
  EXPECT_EQ(decoded(big, "\xff\xff\xff\xff").error, length_error::too_long);
  EXPECT_THAT(explained(big, "\xff\xff\xff\xff"), HasSubstr("got 4294967295 "));
  EXPECT_THAT(explained(field(8, std::endian::big), std::string(8, '\xff')),
              HasSubstr("got 18446744073709551615 "));
}

TEST(LengthPrefix, RecognisesAnHttpMessage) {
  const auto i = kit::python_i(limit);
  EXPECT_EQ(explained(i, "GET "),
            "expected a length from 0 to 65536 (4 bytes, little-endian), got "
            "542393671 (bytes \"GET \"): looks like an HTTP request");
  EXPECT_THAT(explained(i, "HTTP"), HasSubstr("looks like an HTTP response"));
  EXPECT_THAT(explained(field(8, std::endian::big), "POST /a "),
              HasSubstr("looks like an HTTP request"));
}

TEST(LengthPrefix, RecognisesTheOtherByteOrder) {
  EXPECT_THAT(
      explained(kit::python_i(limit), "\0\0\x05\xed"s),
      HasSubstr("looks like the other byte order, in which it is 1517"));
}

TEST(LengthPrefix, HasNothingToExplainAboutAGoodHeader) {
  EXPECT_EQ(explained(kit::python_i(limit), "\x05\0\0\0"s), "");
}

TEST(LengthPrefixDecoder, RefusesAnOversizeFrameFromItsHeaderAlone) {
  kit::length_prefix_decoder decoder(kit::python_i(10));
  feed(decoder, "\x0b\0\0\0"s);
  EXPECT_FALSE(decoder.next());
  EXPECT_EQ(decoder.error(), length_error::too_long);
  EXPECT_THAT(decoder.explain(), HasSubstr("from 0 to 10 "));
}

TEST(LengthPrefixDecoder, HandsOutWhatStandsBeforeARefusedFrame) {
  kit::length_prefix_decoder decoder(kit::python_i(10));
  feed(decoder, "\x02\0\0\0hi\0\0\0\0\x0b\0\0\0\x02\0\0\0hi"s);
  std::vector<std::size_t> sizes;
  const auto take = [&](std::span<const std::byte> payload) {
    sizes.push_back(payload.size());
  };
  decoder.for_each(take);
  EXPECT_THAT(sizes, ElementsAre(2, 0));
  EXPECT_EQ(decoder.error(), length_error::too_long);
  decoder.for_each(take);
  EXPECT_THAT(sizes, SizeIs(2));
}

TEST(LengthPrefixDecoder, GivesFramesOnceMoreThatWereNotTaken) {
  kit::length_prefix_decoder decoder(kit::python_i(10));
  feed(decoder, "\x01\0\0\0a\x01\0\0\0b"s);
  EXPECT_THROW(decoder.for_each([](std::span<const std::byte> payload) {
    if (payload[0] == std::byte{'b'}) throw std::runtime_error("not this one");
  }),
               std::runtime_error);
  EXPECT_EQ(kit::as_text(decoder.next().value()), "a");
  EXPECT_EQ(kit::as_text(decoder.next().value()), "b");
}

TEST(LengthPrefixDecoder, SaysWhatIsMissingWhenTheStreamEnds) {
  kit::length_prefix_decoder decoder(kit::python_i(limit));
  EXPECT_THAT(decoder.explain(), IsEmpty());
  feed(decoder, "\x05\0"s);
  EXPECT_FALSE(decoder.next());
  EXPECT_EQ(decoder.explain(),
            "expected 4 bytes of header, the peer left after 2");
  feed(decoder, "\0\0he"s);
  EXPECT_FALSE(decoder.next());
  EXPECT_EQ(decoder.explain(),
            "expected 5 bytes of payload, the peer left after 2");
}

TEST(LengthPrefixDecoder, KeepsEarlierViewsWhileItHandsOutMore) {
  kit::length_prefix_decoder decoder(kit::python_i(limit));
  feed(decoder, "\x05\0\0\0hello\x04\0\0\0feng"s);
  const auto hello = decoder.next(), feng = decoder.next();
  ASSERT_TRUE(hello && feng);
  EXPECT_EQ(kit::as_text(*hello), "hello");
  EXPECT_EQ(kit::as_text(*feng), "feng");
}

}  // namespace
