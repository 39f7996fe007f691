// A pcapng file, read back block by block.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "view/view.hpp"

namespace {

std::uint64_t number(std::string_view bytes, std::size_t at, int size) {
  std::uint64_t value = 0;
  for (int i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(
                             bytes.at(at + static_cast<std::size_t>(i)));
  }
  return value;
}

struct block {
  std::uint64_t type;
  std::string body;
};

std::vector<block> blocks(const std::string& file) {
  std::vector<block> list;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t length = number(file, at + 4, 4);
    if (length % 4 != 0 || length < 12 || at + length > file.size() ||
        number(file, at + length - 4, 4) != length) {
      throw std::runtime_error("a block's length is wrong");
    }
    list.push_back({number(file, at, 4), file.substr(at + 8, length - 12)});
    at += length;
  }
  return list;
}

std::string pcapng(const play::record& play) {
  std::string file;
  view::pcapng(play, [&](std::string_view piece) { file += piece; });
  return file;
}

}  // namespace

TEST(Pcapng, DescribesItsSectionAndAnEthernetInterfaceInNanoseconds) {
  const std::vector<block> all = blocks(pcapng({}));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].type, 0x0A0D0D0Au);
  EXPECT_EQ(number(all[0].body, 0, 4), 0x1A2B3C4Du);
  EXPECT_EQ(number(all[0].body, 4, 2), 1u);
  EXPECT_EQ(all[1].type, 1u);
  EXPECT_EQ(number(all[1].body, 0, 2), 1u);
  // Options: if_name "lo", padded; if_tsresol 9, padded; the end.
  EXPECT_EQ(number(all[1].body, 8, 4), 2u | 2u << 16);
  EXPECT_EQ(number(all[1].body, 16, 4), 9u | 1u << 16);
  EXPECT_EQ(number(all[1].body, 20, 1), 9u);
  EXPECT_EQ(number(all[1].body, 24, 4), 0u);
  EXPECT_EQ(all[1].body.size(), 28u);
}

TEST(Pcapng, HoldsEachPacketWithItsTime) {
  play::record play;
  const std::uint64_t time = 0x1234567890ABCDEFull;
  play.packets = {{time, "odd"}, {time + 1, "even"}};
  const std::vector<block> all = blocks(pcapng(play));
  ASSERT_EQ(all.size(), 4u);
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string& body = all[2 + i].body;
    const std::string& bytes = play.packets[i].bytes;
    EXPECT_EQ(all[2 + i].type, 6u);
    EXPECT_EQ(number(body, 0, 4), 0u);
    EXPECT_EQ(number(body, 4, 4) << 32 | number(body, 8, 4), time + i);
    EXPECT_EQ(number(body, 12, 4), bytes.size());
    EXPECT_EQ(number(body, 16, 4), bytes.size());
    EXPECT_EQ(body.substr(20, bytes.size()), bytes);
  }
}
