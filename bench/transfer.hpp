// One transfer: a process that sends messages over TCP on 127.0.0.1, and this
// one, which receives and checks them.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
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

/// How many different messages there are; then the first comes again. So few
/// that small ones stay in the processor's first cache, as if just written.
constexpr std::size_t different_messages(std::size_t size) {
  return std::clamp<std::size_t>(128 * 1024 / size, 1, 64);
}

/// Which of them one is, as 8 bytes. The top bits are set, so that none is a
/// NUL, a line's end or a digit: every cure can send it.
class mark {
 public:
  explicit mark(std::size_t message_size)
      : last_(of(different_messages(message_size) - 1)) {}
  void operator++() { bits_ = bits_ == last_ ? of(0) : bits_ + 1; }
  void write(std::byte* to) const { std::memcpy(to, &bits_, size); }
  bool is_at(const std::byte* from) const {
    std::uint64_t other = 0;
    std::memcpy(&other, from, size);
    return other == bits_;
  }
  static constexpr std::size_t size = 8;

 private:
  static constexpr std::uint64_t of(std::size_t number) {
    return 0x8080'8080'8080'8080 + number;
  }
  std::uint64_t bits_ = of(0), last_;
};

using bytes = std::span<const std::byte>;

/// The messages to be sent. Each begins and ends with its mark, so that none is
/// lost, doubled or shifted without being noticed. They stay as they are.
class outbox {
 public:
  explicit outbox(const load&);
  outbox(const outbox&) = delete;
  outbox& operator=(const outbox&) = delete;

  std::size_t size() const noexcept { return load_.size; }
  std::uint64_t sent() const noexcept { return sent_; }
  /// When the first message was asked for.
  std::chrono::steady_clock::time_point begin() const noexcept {
    return begin_;
  }
  /// Some messages more, to be sent in this order; empty: there are none.
  std::span<const bytes> next_run();
  /// One message more; empty: there are none.
  bytes next() {
    if (run_.empty()) run_ = next_run();
    if (run_.empty()) return {};
    const bytes message = run_.front();
    run_ = run_.subspan(1);
    return message;
  }

 private:
  load load_;
  std::vector<std::byte> memory_;
  std::vector<bytes> messages_;
  std::span<const bytes> run_;  // of which next() takes
  std::uint64_t sent_ = 0, checked_at_ = 0;
  bool over_ = false;
  std::chrono::steady_clock::time_point begin_;
};

/// Takes what comes, and is strict.
class inbox {
 public:
  explicit inbox(std::size_t size) : size_(size), mark_(size) {}

  /// Throws std::runtime_error unless it is the next message.
  void take(bytes message) {
    if (message.size() != size_ || !mark_.is_at(message.data()) ||
        !mark_.is_at(message.data() + size_ - mark::size))
      refuse(message.size());
    ++mark_;
    ++taken_;
  }
  /// For what has no messages: only the bytes are counted.
  void take_bytes(std::size_t n) { bytes_ += n; }

  std::size_t size() const noexcept { return size_; }
  std::uint64_t taken() const noexcept { return taken_ + bytes_ / size_; }

 private:
  [[noreturn]] void refuse(std::size_t size) const;

  std::size_t size_;
  std::uint64_t taken_ = 0, bytes_ = 0;
  mark mark_;
};

/// Both sides of one way to transfer messages, over a connection that is there.
/// `send` comes back when all messages are under way, and the connection is
/// closed behind it; `receive` comes back at the end of the stream. Neither
/// closes `fd`. What goes wrong is an exception.
struct way {
  std::function<void(int fd, outbox&)> send;
  std::function<void(int fd, inbox&)> receive;
};

/// Runs the sender in a process of its own. The time is from its first message
/// to the end of `receive`. Throws std::runtime_error unless what it sent has
/// all come. Sets iteration time, bytes, items, and the most memory that either
/// process has had.
void transfer(benchmark::State&, const load&, const way&);

/// Adds rows to the table, as BENCHMARK does: "name/bytes:16" and so on. Make
/// it a constant outside of functions.
struct rows {
  rows(const std::string& name, const way&,
       const std::vector<std::int64_t>& sizes = {16, 64, 1024, 64 * 1024,
                                                 1024 * 1024});
};

}  // namespace bench
