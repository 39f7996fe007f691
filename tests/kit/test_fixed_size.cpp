#include "kit/framing/fixed_size.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "kit/framing/bytes.hpp"

namespace {

using namespace std::string_literals;

std::string frame(const kit::fixed_size_format& format,
                  const std::string& payload) {
  std::vector<std::byte> out;
  if (!append_frame(format, kit::as_bytes(payload), out)) return "(refused)";
  return std::string(kit::as_text(out));
}

void feed(kit::fixed_size_decoder& decoder, std::string_view bytes) {
  std::memcpy(decoder.prepare().data(), bytes.data(), bytes.size());
  decoder.commit(bytes.size());
}

std::optional<std::string> next(kit::fixed_size_decoder& decoder) {
  const auto payload = decoder.next();
  if (!payload) return {};
  return std::string(kit::as_text(*payload));
}

TEST(FixedSize, PadsWithNul) {
  EXPECT_EQ(frame({.size = 8}, "hello"), "hello\0\0\0"s);
  EXPECT_EQ(frame({.size = 8}, ""), "\0\0\0\0\0\0\0\0"s);
  EXPECT_EQ(frame({.size = 8}, "12345678"), "12345678");
  EXPECT_EQ(frame({.size = 8, .pad = std::byte{' '}}, "hello"), "hello   ");
}

TEST(FixedSize, RefusesWhatWouldNotComeBackTheSame) {
  EXPECT_EQ(frame({.size = 8}, "123456789"), "(refused)");
  EXPECT_EQ(frame({.size = 8}, "hello\0"s), "(refused)");
  EXPECT_EQ(frame({.size = 8}, "\0"s), "(refused)");
  EXPECT_EQ(frame({.size = 8, .pad = std::byte{' '}}, "hello "), "(refused)");
}

TEST(FixedSize, KeepsAPadByteInsideAPayload) {
  kit::fixed_size_decoder decoder({.size = 8});
  feed(decoder, frame({.size = 8}, "\0a\0b"s));
  EXPECT_EQ(next(decoder), "\0a\0b"s);
}

TEST(FixedSizeDecoder, SaysWhatIsMissingWhenTheStreamEnds) {
  kit::fixed_size_decoder decoder({.size = 8});
  EXPECT_EQ(decoder.explain(), "");
  feed(decoder, "hello");
  EXPECT_EQ(next(decoder), std::nullopt);
  EXPECT_EQ(decoder.explain(), "expected 8 bytes, the peer left after 5");
  feed(decoder, "\0\0\0"s);
  EXPECT_EQ(next(decoder), "hello");
  EXPECT_EQ(decoder.explain(), "");
}

TEST(FixedSizeDecoder, CannotTellThatAByteIsMissing) {
  // The price of having no marks: one byte lost, and all frames are wrong.
  kit::fixed_size_decoder decoder({.size = 8});
  feed(decoder, "hello\0\0feng\0\0\0\0"s);
  EXPECT_EQ(next(decoder), "hello\0\0f"s);
  EXPECT_EQ(decoder.error(), kit::fixed_size_error::none);
}

}  // namespace
