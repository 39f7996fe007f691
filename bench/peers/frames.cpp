#include "frames.hpp"

#include <arpa/inet.h>
#include <fcntl.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "kit/check.hpp"

namespace bench::peers {
namespace {

constexpr std::size_t header_size = 4;
constexpr std::uint32_t limit = 16 * 1024 * 1024;

}  // namespace

outgoing::outgoing()
    : room_(std::make_unique_for_overwrite<std::byte[]>(enough + header_size +
                                                        large)) {}

bool outgoing::fill(outbox& out) {
  pieces_.clear();
  used_ = begin_ = 0;
  std::size_t size = 0;
  while (size < enough) {
    const bytes message = out.next();
    if (message.empty()) break;
    const auto length = ::htonl(static_cast<std::uint32_t>(message.size()));
    std::memcpy(room_.get() + used_, &length, header_size);
    used_ += header_size;
    if (message.size() < large) {
      std::memcpy(room_.get() + used_, message.data(), message.size());
      used_ += message.size();
    } else {
      close_piece();
      pieces_.push_back(message);
    }
    size += header_size + message.size();
  }
  close_piece();
  return size > 0;
}

void outgoing::close_piece() {
  if (used_ == begin_) return;
  pieces_.emplace_back(room_.get() + begin_, used_ - begin_);
  begin_ = used_;
}

taken take_frames(bytes stream, inbox& in) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t left = stream.size() - at;
    if (left < header_size) return {at, header_size};
    std::uint32_t length = 0;
    std::memcpy(&length, stream.data() + at, header_size);
    length = ::ntohl(length);
    if (length > limit) throw std::runtime_error("a length above the limit");
    if (left - header_size < length) return {at, header_size + length};
    in.take(stream.subspan(at + header_size, length));
    at += header_size + length;
  }
}

void incoming::received(std::size_t n) {
  used_ += n;
  const taken done = take_frames(bytes(memory_).first(used_), in_);
  if (done.bytes > 0) {
    used_ -= done.bytes;
    std::memmove(memory_.data(), memory_.data() + done.bytes, used_);
  }
  if (done.next_frame > memory_.size())
    memory_.resize(done.next_frame + enough);
}

int copy_of(int fd) {
  return kit::check(::fcntl(fd, F_DUPFD_CLOEXEC, 0), "fcntl");
}

}  // namespace bench::peers
