// One transfer: a process that sends messages over TCP on 127.0.0.1, and this
// one, which receives and checks them.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bench {

/// What there is to send, in one transfer.
struct load {
  std::size_t size = 0;  ///< bytes of a message, at least 16
  /// So many messages; nothing: as many as go in `time`.
  std::optional<std::uint64_t> messages{};
  std::chrono::milliseconds time{50};
};

/// The number of a message as 8 bytes, seven bits in each. The top bits are
/// set, so that none is a NUL, a line's end or a digit: every cure can send it.
class mark {
 public:
  void operator++() { bits_ = (bits_ + 1) | top_bits; }
  void write(std::byte* to) const { std::memcpy(to, &bits_, size); }
  bool is_at(const std::byte* from) const {
    std::uint64_t other = 0;
    std::memcpy(&other, from, size);
    return other == bits_;
  }
  static constexpr std::size_t size = 8;

 private:
  static constexpr std::uint64_t top_bits = 0x8080'8080'8080'8080;
  std::uint64_t bits_ = top_bits;
};

/// The messages, one by one. Each begins and ends with its mark, so that none
/// is lost, doubled or shifted without being noticed.
class outbox {
 public:
  explicit outbox(const load&);

  std::size_t size() const noexcept { return load_.size; }
  std::uint64_t sent() const noexcept { return number_; }
  /// The next message; empty: that was the last. Valid for the next
  /// `bytes_kept` bytes of messages.
  std::span<const std::byte> next() {
    if (left_ == 0 && !refill()) return {};
    --left_;
    std::byte* const begin = ring_.data() + at_ * load_.size;
    if (++at_ == places_) at_ = 0;
    mark_.write(begin);
    mark_.write(begin + load_.size - mark::size);
    ++mark_;
    ++number_;
    return {begin, load_.size};
  }
  static constexpr std::size_t bytes_kept = 1024 * 1024;

 private:
  bool refill();

  load load_;
  std::vector<std::byte> ring_;
  std::size_t places_, at_ = 0;
  std::uint64_t number_ = 0, left_ = 0;
  mark mark_;
  std::chrono::steady_clock::time_point begin_;
};

/// Takes what comes, and is strict.
class inbox {
 public:
  explicit inbox(std::size_t size) : size_(size) {}

  /// Throws std::runtime_error unless it is the next message.
  void take(std::span<const std::byte> message) {
    if (message.size() != size_ || !mark_.is_at(message.data()) ||
        !mark_.is_at(message.data() + size_ - mark::size))
      refuse(message.size());
    ++mark_;
    ++number_;
  }
  /// For what has no messages: only the bytes are counted.
  void take_bytes(std::size_t n) { bytes_ += n; }

  std::size_t size() const noexcept { return size_; }
  std::uint64_t taken() const noexcept { return number_ + bytes_ / size_; }

 private:
  [[noreturn]] void refuse(std::size_t size) const;

  std::size_t size_;
  std::uint64_t number_ = 0, bytes_ = 0;
  mark mark_;
};

/// Both sides of one way to transfer messages, from a connection that is there
/// to its end of stream.
struct way {
  std::function<void(int fd, outbox&)> send;
  std::function<void(int fd, inbox&)> receive;
};

/// Runs the sender in a process of its own. Throws std::runtime_error unless
/// what it sent has all come. Sets iteration time, bytes and items.
void transfer(benchmark::State&, const load&, const way&);

}  // namespace bench
