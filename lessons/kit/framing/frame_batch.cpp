#include "kit/framing/frame_batch.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace kit {
namespace {

template <std::size_t Size>
inline void copy_both_ends(std::span<const std::byte> from, std::byte* to) {
  std::byte head[Size], tail[Size];
  std::memcpy(head, from.data(), Size);
  std::memcpy(tail, from.data() + from.size() - Size, Size);
  std::memcpy(to, head, Size);
  std::memcpy(to + from.size() - Size, tail, Size);
}

// A call of memcpy costs more than the copy of a few bytes: those are moved in
// two halves of a fixed size, which overlap. For the same reason it is inline,
// and the smallest usual sizes are asked for first (bench/framing.cpp).
inline void copy(std::span<const std::byte> from, std::byte* to) {
  const std::size_t size = from.size();
  if (size >= 16 && size <= 32) {
    copy_both_ends<16>(from, to);
  } else if (size >= 8 && size < 16) {
    copy_both_ends<8>(from, to);
  } else if (size > 32 && size <= 64) {
    copy_both_ends<32>(from, to);
  } else if (size != 0) {
    std::memcpy(to, from.data(), size);
  }
}

}  // namespace

frame_batch::frame_batch(const length_format& format)
    : format_(format),
      width_(static_cast<std::size_t>(format.width)),
      most_(longest(format)),
      // The last frame may begin one byte before the batch is full.
      room_(std::make_unique_for_overwrite<std::byte[]>(enough + 8 + large)),
      begin_(room_.get()),
      end_(room_.get()) {}

// Up to the first payload that is not to be copied, or that makes the batch
// full.
template <class Length>
std::size_t frame_batch::copy_frames(
    std::span<const std::span<const std::byte>> payloads) {
  // In registers: for all that the compiler knows, a byte that is written may
  // be one of this object's.
  const std::endian order = format_.order;
  const std::uint64_t most = std::min<std::uint64_t>(most_, large - 1);
  std::byte *at = end_, *const full = at + (enough - size());
  std::size_t copied = 0;
  for (const std::span<const std::byte> payload : payloads) {
    if (at >= full || payload.size() > most) break;
    number<Length>::write(order, static_cast<Length>(payload.size()), at);
    copy(payload, at + sizeof(Length));
    at += sizeof(Length) + payload.size();
    ++copied;
  }
  end_ = at;
  return copied;
}

std::size_t frame_batch::add(
    std::span<const std::span<const std::byte>> payloads) {
  assert(!is_full());
  const std::size_t copied =
      width_ == 4   ? copy_frames<std::uint32_t>(payloads)
      : width_ == 2 ? copy_frames<std::uint16_t>(payloads)
      : width_ == 1 ? copy_frames<std::uint8_t>(payloads)
                    : copy_frames<std::uint64_t>(payloads);
  if (copied == payloads.size() || is_full()) return copied;
  return lend(payloads[copied]) ? copied + 1 : copied;
}

std::span<const iovec> frame_batch::pieces() {
  close_piece();
  return pieces_;
}

void frame_batch::clear() noexcept {
  pieces_.clear();
  begin_ = end_ = room_.get();
  lent_ = 0;
}

bool frame_batch::lend(std::span<const std::byte> payload) {
  if (payload.size() > most_) return false;
  write_number(format_.order, payload.size(), {end_, width_});
  end_ += width_;
  close_piece();
  // writev() does not write to what it is given, whatever its type says.
  pieces_.push_back({const_cast<std::byte*>(payload.data()), payload.size()});
  lent_ += payload.size();
  return true;
}

void frame_batch::close_piece() {
  if (end_ == begin_) return;
  pieces_.push_back({begin_, static_cast<std::size_t>(end_ - begin_)});
  begin_ = end_;
}

}  // namespace kit
