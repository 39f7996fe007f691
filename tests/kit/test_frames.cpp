// One program for every cure: what kit::frame_format promises is enough.
#include "kit/framing/frames.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <optional>

#include "kit/framing/bytes.hpp"
#include "kit/framing/delimiter.hpp"
#include "kit/framing/fixed_size.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/framing/text_length.hpp"
#include "kit/md5.hpp"

namespace {

using testing::ElementsAre;

template <class Cure>
class Cures : public testing::Test {};

using all = testing::Types<kit::fixed_size_format, kit::delimiter_format,
                           kit::text_length_format, kit::length_format,
                           kit::json_header_format>;
TYPED_TEST_SUITE(Cures, all);

TYPED_TEST(Cures, GiveBackTheMessagesAsTheyAre) {
  using cure = TypeParam;
  static_assert(kit::frame_format<cure>);
  std::vector<std::byte> stream;
  for (const char* message : {"hello", "", "feng"})
    ASSERT_TRUE(append_frame(cure{}, kit::as_bytes(message), stream));

  typename cure::decoder decoder(cure{});
  std::memcpy(decoder.prepare().data(), stream.data(), stream.size());
  decoder.commit(stream.size());
  std::vector<std::string> messages;
  while (const auto message = decoder.next())
    messages.emplace_back(kit::as_text(*message));
  EXPECT_THAT(messages, ElementsAre("hello", "", "feng"));
  EXPECT_FALSE(kit::refused(decoder));
  EXPECT_EQ(decoder.end(), kit::stream_end::between_frames);
  EXPECT_EQ(decoder.explain(), "");
}

TYPED_TEST(Cures, GiveThemAllAtOnce) {
  using cure = TypeParam;
  std::vector<std::byte> stream;
  for (const char* message : {"hello", "", "feng", "a"})
    ASSERT_TRUE(append_frame(cure{}, kit::as_bytes(message), stream));
  stream.pop_back();  // of the last frame a byte is missing

  typename cure::decoder decoder(cure{});
  std::memcpy(decoder.prepare().data(), stream.data(), stream.size());
  decoder.commit(stream.size());
  std::vector<std::string> messages;
  kit::for_each_frame(decoder, [&](std::span<const std::byte> message) {
    messages.emplace_back(kit::as_text(message));
  });
  EXPECT_THAT(messages, ElementsAre("hello", "", "feng"));
  EXPECT_FALSE(kit::refused(decoder));
  EXPECT_NE(decoder.explain(), "");
}

TEST(Frames, WhatIsNoFormatIsToldApart) {
  struct without_decoder {};
  static_assert(!kit::frame_format<without_decoder>);
  static_assert(!kit::frame_decoder<kit::receive_buffer>);
}

TEST(Frames, ARefusedStreamSaysSo) {
  kit::text_length_decoder decoder(kit::netstring(64));
  decoder.prepare()[0] = std::byte{'x'};
  decoder.commit(1);
  EXPECT_FALSE(decoder.next());
  EXPECT_TRUE(kit::refused(decoder));
}

TEST(Frames, OfAJsonHeaderCarryTheDigest) {
  std::vector<std::byte> stream;
  ASSERT_TRUE(
      append_frame(kit::json_header_format{}, kit::as_bytes("hello"), stream));
  kit::json_header_decoder decoder(kit::json_header_format{});
  std::memcpy(decoder.prepare().data(), stream.data(), stream.size());
  decoder.commit(stream.size());
  const auto message = decoder.next();
  ASSERT_TRUE(message);
  EXPECT_EQ(message->header.filename, "");
  EXPECT_EQ(message->header.total_size, 5U);
  EXPECT_EQ(message->header.md5, kit::md5("hello"));
}

}  // namespace
