// frame_batch: its pieces are the same bytes as append_frame's frames.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kit/framing/bytes.hpp"
#include "kit/framing/frame_batch.hpp"

namespace {

using kit::frame_batch;

constexpr kit::length_format format{.limit = 1024 * 1024};

std::string text(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<char>(i * 7919 >> 3);
  return bytes;
}

std::string joined(std::span<const iovec> pieces) {
  std::string bytes;
  for (const iovec& piece : pieces)
    bytes.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
  return bytes;
}

std::string framed(const kit::length_format& of, std::string_view payload) {
  std::vector<std::byte> out;
  EXPECT_TRUE(append_frame(of, kit::as_bytes(payload), out));
  return std::string(kit::as_text(out));
}

TEST(FrameBatch, WritesWhatAppendFrameWritesForEverySizeUpToALentOne) {
  for (std::size_t size = 0; size <= frame_batch::large + 1;
       size += size < 300 ? 1 : 997) {
    const std::string payload = text(size);
    frame_batch batch(format);
    ASSERT_TRUE(batch.add(kit::as_bytes(payload)));
    EXPECT_EQ(joined(batch.pieces()), framed(format, payload)) << size;
    EXPECT_EQ(batch.size(), 4 + size);
  }
}

TEST(FrameBatch, WritesEveryWidthAndBothByteOrders) {
  for (const int width : {1, 2, 4, 8})
    for (const std::endian order : {std::endian::big, std::endian::little}) {
      const kit::length_format one{.width = width, .order = order};
      frame_batch batch(one);
      ASSERT_TRUE(batch.add(kit::as_bytes("hello")));
      EXPECT_EQ(joined(batch.pieces()), framed(one, "hello")) << width;
    }
}

TEST(FrameBatch, KeepsTheOrderOfCopiedAndLentPayloads) {
  const std::string large = text(frame_batch::large), other = text(20'000);
  frame_batch batch(format);
  std::string expected;
  for (const std::string& payload : {std::string("hello"), large, other,
                                     std::string("feng"), std::string()}) {
    // The two large ones must outlive the batch's pieces.
    const std::string& kept = payload == large   ? large
                              : payload == other ? other
                                                 : payload;
    ASSERT_TRUE(batch.add(kit::as_bytes(kept)));
    expected += framed(format, payload);
  }
  EXPECT_EQ(joined(batch.pieces()), expected);
  EXPECT_EQ(joined(batch.pieces()), expected) << "asked twice";
}

TEST(FrameBatch, LendsALargePayloadAndCopiesASmallOne) {
  const std::string large = text(frame_batch::large);
  std::string small = "hello";
  frame_batch batch(format);
  ASSERT_TRUE(batch.add(kit::as_bytes(small)));
  ASSERT_TRUE(batch.add(kit::as_bytes(large)));
  small = "HELLO";
  const std::span<const iovec> pieces = batch.pieces();
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[1].iov_base, large.data());
  EXPECT_THAT(joined(pieces.first(1)), testing::HasSubstr("hello"));
}

TEST(FrameBatch, GoesOnBehindPiecesThatWereLookedAt) {
  frame_batch batch(format);
  ASSERT_TRUE(batch.add(kit::as_bytes("hello")));
  EXPECT_EQ(joined(batch.pieces()), framed(format, "hello"));
  ASSERT_TRUE(batch.add(kit::as_bytes("feng")));
  EXPECT_EQ(joined(batch.pieces()),
            framed(format, "hello") + framed(format, "feng"));
}

TEST(FrameBatch, RefusesWhatAppendFrameRefusesAndAddsNothing) {
  frame_batch batch({.width = 1});
  EXPECT_FALSE(batch.add(kit::as_bytes(text(256))));
  EXPECT_EQ(batch.size(), 0U);
  EXPECT_TRUE(batch.pieces().empty());
  EXPECT_TRUE(batch.add(kit::as_bytes(text(255))));
}

TEST(FrameBatch, AddsManyAtOnceUpToTheOneThatFillsItOrIsRefused) {
  const std::string small = text(100), lent = text(frame_batch::large),
                    refused = text(1024 * 1024 + 1);
  const auto bytes = [](const std::string& of) { return kit::as_bytes(of); };
  frame_batch batch(format);
  const std::vector some{bytes(small), bytes(lent), bytes(small)};
  EXPECT_EQ(batch.add(some), 2U) << "a lent one ends a run";
  EXPECT_EQ(batch.add(std::span(some).subspan(2)), 1U);
  EXPECT_EQ(
      joined(batch.pieces()),
      framed(format, small) + framed(format, lent) + framed(format, small));
  const std::vector ends{bytes(small), bytes(refused), bytes(small)};
  EXPECT_EQ(batch.add(ends), 1U);
  EXPECT_EQ(batch.add(std::span(ends).subspan(1)), 0U);
  batch.clear();
  const std::vector many(frame_batch::enough / 100, bytes(small));
  const std::size_t added = batch.add(many);
  EXPECT_EQ(added, (frame_batch::enough + 103) / 104);
  EXPECT_TRUE(batch.is_full());
}

// The last frame begins one byte before the batch is full.
TEST(FrameBatch, HasRoomForTheLongestCopyAtItsVeryEnd) {
  const kit::length_format one{.width = 8};
  frame_batch batch(one);
  std::string expected;
  const auto add = [&](std::size_t size) {
    const std::string payload = text(size);
    ASSERT_TRUE(batch.add(kit::as_bytes(payload)));
    expected += framed(one, payload);
  };
  while (batch.size() + 10'000 < frame_batch::enough) add(5'000);
  add(frame_batch::enough - 1 - batch.size() - 8);
  ASSERT_EQ(batch.size(), frame_batch::enough - 1);
  ASSERT_FALSE(batch.is_full());
  add(frame_batch::large - 1);
  EXPECT_TRUE(batch.is_full());
  EXPECT_EQ(joined(batch.pieces()), expected);
}

TEST(FrameBatch, BeginsAnewAfterClear) {
  frame_batch batch(format);
  ASSERT_TRUE(batch.add(kit::as_bytes("hello")));
  batch.clear();
  EXPECT_EQ(batch.size(), 0U);
  EXPECT_TRUE(batch.pieces().empty());
  ASSERT_TRUE(batch.add(kit::as_bytes("feng")));
  EXPECT_EQ(joined(batch.pieces()), framed(format, "feng"));
}

}  // namespace
