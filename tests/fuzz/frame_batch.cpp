// Many frames in one write are the same bytes as one frame after the other.
//
//   width and order | limit: 8 bytes | many frames, each: how many are added at
//   once | a payload's size (large ones by their top values) | its first bytes
#include "kit/framing/frame_batch.hpp"

#include <algorithm>
#include <vector>

#include "input.hpp"
#include "kit/framing/bytes.hpp"

namespace {

kit::length_format format_from(fuzz::input& in) {
  const std::uint8_t how = in.byte();
  constexpr int widths[] = {1, 2, 4, 8};
  return {.width = widths[how & 3],
          .order = (how & 4) != 0 ? std::endian::big : std::endian::little,
          .is_signed = (how & 8) != 0,
          .limit = in.number()};
}

std::vector<std::byte> payload_from(fuzz::input& in) {
  constexpr std::size_t large = kit::frame_batch::large;
  constexpr std::size_t sizes[] = {large - 1, large, large + 1, 3 * large};
  const std::uint8_t size = in.byte();
  std::string text = in.text(std::min<std::size_t>(size, 16));
  text.resize(size < 252 ? size : sizes[size - 252], 'x');
  const auto bytes = kit::as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

std::vector<std::byte> joined(kit::frame_batch& batch) {
  std::vector<std::byte> all;
  for (const iovec& piece : batch.pieces()) {
    const auto* const begin = static_cast<const std::byte*>(piece.iov_base);
    all.insert(all.end(), begin, begin + piece.iov_len);
  }
  return all;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const kit::length_format format = format_from(in);
  kit::frame_batch batch(format);
  // Lent payloads must stay where they are.
  std::vector<std::vector<std::byte>> payloads;
  std::vector<std::size_t> groups;
  while (!in.empty() && payloads.size() < 64) {
    const std::size_t count = in.choice(4) + 1;
    groups.push_back(count);
    for (std::size_t i = 0; i < count; ++i)
      payloads.push_back(payload_from(in));
  }

  std::vector<std::byte> expected;
  const std::vector<std::span<const std::byte>> all(payloads.begin(),
                                                    payloads.end());
  std::span<const std::span<const std::byte>> left(all);
  for (const std::size_t count : groups) {
    auto group = left.first(count);
    left = left.subspan(count);
    while (!group.empty()) {
      if (batch.is_full()) {
        fuzz::require(joined(batch) == expected, "a full batch");
        batch.clear();
        expected.clear();
      }
      const std::size_t taken = batch.add(group);
      for (const auto payload : group.first(taken))
        fuzz::require(kit::append_frame(format, payload, expected),
                      "what the batch takes can be encoded");
      group = group.subspan(taken);
      if (taken > 0 || group.empty()) continue;
      fuzz::require(!kit::append_frame(format, group.front(), expected),
                    "what the batch refuses cannot be encoded");
      group = group.subspan(1);
    }
  }
  fuzz::require(batch.size() == expected.size(), "the size");
  fuzz::require(joined(batch) == expected, "the bytes");
  return 0;
}
