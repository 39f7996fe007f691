#include "kit/frame_batch.hpp"

namespace kit {

frame_batch::frame_batch(const length_format& format)
    : format_(format),
      width_(static_cast<std::size_t>(format.width)),
      most_(longest(format)),
      // The last frame may begin one byte before the batch is full.
      room_(std::make_unique_for_overwrite<std::byte[]>(enough + 8 + large)) {}

std::span<const iovec> frame_batch::pieces() {
  close_piece();
  return pieces_;
}

void frame_batch::clear() noexcept {
  pieces_.clear();
  used_ = begin_ = size_ = 0;
}

void frame_batch::lend(std::span<const std::byte> payload) {
  close_piece();
  // writev() does not write to what it is given, whatever its type says.
  pieces_.push_back({const_cast<std::byte*>(payload.data()), payload.size()});
}

void frame_batch::close_piece() {
  if (used_ == begin_) return;
  pieces_.push_back({room_.get() + begin_, used_ - begin_});
  begin_ = used_;
}

}  // namespace kit
