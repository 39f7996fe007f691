// receive_buffer: how large a room it offers, and that it loses nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "kit/framing/bytes.hpp"
#include "kit/framing/receive_buffer.hpp"

namespace {

using kit::receive_buffer;

// As a recv() that brings `n` bytes, all of them `c`.
void receive(receive_buffer& buffer, std::size_t n, char c = 'x') {
  const std::span<std::byte> room = buffer.prepare();
  ASSERT_GE(room.size(), n);
  std::fill_n(room.begin(), n, static_cast<std::byte>(c));
  buffer.commit(n);
}

std::size_t fill(receive_buffer& buffer) {
  const std::size_t n = buffer.prepare().size();
  receive(buffer, n);
  return n;
}

TEST(ReceiveBuffer, OffersTheLeastRoomAtFirst) {
  receive_buffer buffer;
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_EQ(buffer.prepare().size(), receive_buffer::least_room);
}

TEST(ReceiveBuffer, OffersTwiceAsMuchAfterARoomWasFilledUpToTheMost) {
  receive_buffer buffer;
  std::size_t last = 0;
  for (int i = 0; i < 12; ++i) {
    const std::size_t room = fill(buffer);
    EXPECT_EQ(room, i == 0 ? receive_buffer::least_room
                           : std::min(2 * last, receive_buffer::most_room));
    last = room;
    buffer.consume(buffer.unread().size());
  }
  EXPECT_EQ(last, receive_buffer::most_room);
}

TEST(ReceiveBuffer, StaysSmallWhereLessComesThanARoom) {
  receive_buffer buffer;
  for (int i = 0; i < 1000; ++i) {
    receive(buffer, receive_buffer::least_room - 1);
    buffer.consume(buffer.unread().size());
  }
  EXPECT_EQ(buffer.capacity(), receive_buffer::least_room);
}

TEST(ReceiveBuffer, HoldsAtMostTwiceWhatWasUnreadAndTheRoom) {
  receive_buffer buffer;
  std::size_t unread = 0;
  for (int i = 0; i < 10; ++i) {
    unread += fill(buffer);
    EXPECT_LE(buffer.capacity(), 2 * unread + receive_buffer::most_room);
  }
}

TEST(ReceiveBuffer, KeepsTheUnreadBytesWhenItMovesOrGrows) {
  receive_buffer buffer;
  std::string expected;
  char c = 'a';
  for (std::size_t i = 1; i < 3000; ++i) {
    const std::size_t n = std::min(i * 37 % 5000, buffer.prepare().size());
    receive(buffer, n, c);
    expected.append(n, c);
    c = c == 'z' ? 'a' : static_cast<char>(c + 1);
    ASSERT_EQ(kit::as_text(buffer.unread()), expected);
    const std::size_t done = std::min(i * 53 % 5100, expected.size());
    buffer.consume(done);
    expected.erase(0, done);
    ASSERT_EQ(kit::as_text(buffer.unread()), expected);
  }
}

}  // namespace
