// What each cure lets through: one process sends, another receives, over TCP on
// 127.0.0.1, every message checked. Beside them the limit, the same bytes
// without any frames in blocks of 1 MiB, and well-known libraries where they
// are installed. Counters: payload bytes and messages a second.
// Run: build/release/bench/bench_loopback
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/delimiter.hpp"
#include "kit/framing/fixed_size.hpp"
#include "kit/framing/frame_batch.hpp"
#include "kit/framing/frames.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/framing/text_length.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "transfer.hpp"

namespace {

using bench::bytes;
using bench::inbox;
using bench::outbox;

constexpr std::uint64_t limit = 16 * 1024 * 1024;

std::size_t recv_some(int fd, std::span<std::byte> room) {
  return static_cast<std::size_t>(
      kit::check(::recv(fd, room.data(), room.size(), 0), "recv"));
}

// Asks again for 20 us before it sleeps: to wake a sleeper costs the sender
// more time than to send a few KiB. While it asks, it keeps a processor busy.
std::size_t recv_polling(int fd, std::span<std::byte> room) {
  using clock = std::chrono::steady_clock;
  const auto last = clock::now() + std::chrono::microseconds(20);
  do {
    const ssize_t n = ::recv(fd, room.data(), room.size(), MSG_DONTWAIT);
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EAGAIN) kit::throw_system_error(errno, "recv");
  } while (clock::now() < last);
  return recv_some(fd, room);
}

// ---- the limit ----

// Always the same bytes: marks are not looked at here, only counted.
void send_blocks(int fd, outbox& out) {
  const std::vector<std::byte> block(out.size());
  while (!out.next().empty()) kit::send_all(fd, block);
}

void receive_blocks(int fd, inbox& in) {
  std::vector<std::byte> room(in.size());
  while (const std::size_t n = recv_some(fd, room)) in.take_bytes(n);
}

// ---- the cures ----

template <kit::frame_format Format>
void send_frames(int fd, outbox& out, const Format& format) {
  std::vector<std::byte> batch;
  for (auto m = out.next(); !m.empty(); m = out.next()) {
    if (!append_frame(format, m, batch))
      throw std::runtime_error("the format refuses a message");
    if (batch.size() < kit::frame_batch::enough) continue;
    kit::send_all(fd, batch);
    batch.clear();
  }
  kit::send_all(fd, batch);
}

void send_batches(int fd, outbox& out, const kit::length_format& format) {
  kit::frame_batch batch(format);
  for (auto run = out.next_run(); !run.empty();) {
    const std::size_t added = batch.add(run);
    if (added == 0) throw std::runtime_error("the format refuses a message");
    run = run.subspan(added);
    if (run.empty()) run = out.next_run();
    if (!batch.is_full()) continue;
    kit::send_all(fd, batch.pieces());
    batch.clear();
  }
  kit::send_all(fd, batch.pieces());
}

using receiver = std::size_t (*)(int, std::span<std::byte>);

// `hand_out` takes all frames that a decoder has.
template <kit::frame_format Format, class HandOut>
void receive(int fd, const Format& format, HandOut hand_out,
             receiver recv = recv_some) {
  typename Format::decoder decoder(format);
  for (;;) {
    hand_out(decoder);
    if (kit::refused(decoder)) throw std::runtime_error(decoder.explain());
    const std::size_t n = recv(fd, decoder.prepare());
    if (n == 0) return;
    decoder.commit(n);
  }
}

template <kit::frame_format Format>
void receive_frames(int fd, inbox& in, const Format& format,
                    receiver recv = recv_some) {
  const auto hand_out = [&](auto& decoder) {
    kit::for_each_frame(decoder, [&](bytes frame) { in.take(frame); });
  };
  receive(fd, format, hand_out, recv);
}

// ---- what each part of the fast way brings: lesson 22 ----

void send_each(int fd, outbox& out, const kit::length_format& format) {
  std::vector<std::byte> frame;
  for (auto m = out.next(); !m.empty(); m = out.next()) {
    frame.clear();
    if (!append_frame(format, m, frame))
      throw std::runtime_error("the format refuses a message");
    kit::send_all(fd, frame);
  }
}

void receive_one_by_one(int fd, inbox& in, const kit::length_format& format) {
  receive(fd, format, [&](kit::length_prefix_decoder& decoder) {
    while (const auto frame = decoder.next()) in.take(*frame);
  });
}

void receive_strings(int fd, inbox& in, const kit::length_format& format) {
  receive(fd, format, [&](kit::length_prefix_decoder& decoder) {
    decoder.for_each([&](bytes frame) {
      const std::string message(kit::as_text(frame));
      in.take(kit::as_bytes(message));
    });
  });
}

// ---- the documents' ways ----

constexpr std::size_t documents_room = 1024;

// A header of four bytes in one send, the data in the next.
void send_two_parts(int fd, outbox& out) {
  for (auto m = out.next(); !m.empty(); m = out.next()) {
    const auto header = kit::encode_length(kit::python_i(limit), m.size());
    kit::send_all(fd, header.value().bytes());
    kit::send_all(fd, m);
  }
}

// The data of one message, 1024 bytes at most at a time, put together.
void receive_data(int fd, std::size_t size, inbox& in) {
  std::array<std::byte, documents_room> room;
  std::vector<std::byte> data;
  while (data.size() < size) {
    const std::size_t n = recv_some(
        fd, std::span(room).first(std::min(room.size(), size - data.size())));
    if (n == 0) throw std::runtime_error("the sender left inside a message");
    data.insert(data.end(), room.begin(), room.begin() + std::ptrdiff_t(n));
  }
  in.take(data);
}

void receive_two_parts(int fd, inbox& in) {
  const kit::length_format format = kit::python_i(limit);
  std::array<std::byte, 4> header;
  while (kit::recv_exact(fd, header).how == kit::received::complete)
    receive_data(fd, kit::decode_length(format, header).length, in);
}

// The length as text, then a wait for "recv_ready", then the data: lesson 20.
constexpr std::string_view ready = "recv_ready";

void send_exchange(int fd, outbox& out) {
  // Without it every second send would wait for a delayed acknowledgement: that
  // is lesson 14, not the exchange.
  const int on = 1;
  kit::check(::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on),
             "setsockopt");
  std::array<std::byte, ready.size()> answer;
  for (auto m = out.next(); !m.empty(); m = out.next()) {
    kit::send_all(fd, std::to_string(m.size()));
    if (kit::recv_exact(fd, answer).how != kit::received::complete) return;
    kit::send_all(fd, m);
  }
}

void receive_exchange(int fd, inbox& in) {
  std::array<std::byte, documents_room> room;
  // One recv for the length, as there: only the wait behind it keeps it apart.
  while (const std::size_t n = recv_some(fd, room)) {
    const std::string text(kit::as_text(std::span(room).first(n)));
    kit::send_all(fd, ready);
    receive_data(fd, std::stoul(text), in);
  }
}

// ---- the rows ----

template <class Format>
bench::way frames(const Format& format) {
  return {[format](int fd, outbox& out) { send_frames(fd, out, format); },
          [format](int fd, inbox& in) { receive_frames(fd, in, format); }};
}

// The size is agreed upon beforehand.
const bench::way frames_of_one_size{
    [](int fd, outbox& out) {
      send_frames(fd, out, kit::fixed_size_format{.size = out.size()});
    },
    [](int fd, inbox& in) {
      receive_frames(fd, in, kit::fixed_size_format{.size = in.size()});
    }};

bench::way batches(const kit::length_format& format) {
  return {[format](int fd, outbox& out) { send_batches(fd, out, format); },
          [format](int fd, inbox& in) { receive_frames(fd, in, format); }};
}

constexpr kit::length_format prefix{.limit = limit};
const bench::way polling{
    [](int fd, outbox& out) { send_batches(fd, out, prefix); },
    [](int fd, inbox& in) { receive_frames(fd, in, prefix, recv_polling); }};
const bench::way one_send_each{
    [](int fd, outbox& out) { send_each(fd, out, prefix); },
    [](int fd, inbox& in) { receive_frames(fd, in, prefix); }};
const bench::way next_each{
    [](int fd, outbox& out) { send_batches(fd, out, prefix); },
    [](int fd, inbox& in) { receive_one_by_one(fd, in, prefix); }};
const bench::way a_string_each{
    [](int fd, outbox& out) { send_batches(fd, out, prefix); },
    [](int fd, inbox& in) { receive_strings(fd, in, prefix); }};

const bench::rows table[] = {
    {"unframed", {send_blocks, receive_blocks}, {1024 * 1024}},
    {"length_prefix", batches(prefix)},
    {"length_prefix_polling", polling},
    {"fixed_size", frames_of_one_size},
    {"delimiter", frames(kit::delimiter_format{.limit = limit})},
    {"text_length", frames(kit::netstring(limit))},
    {"json_header", frames(kit::json_header_format{.limit = limit})},
    {"two_parts", {send_two_parts, receive_two_parts}},
    {"length_exchange", {send_exchange, receive_exchange}},
    {"gain/one_send_each", one_send_each},
    {"gain/all_copied", frames(prefix)},
    {"gain/next_each", next_each},
    {"gain/a_string_each", a_string_each},
};

// Does the time of a message, or the memory, grow with their number?
void many_messages(benchmark::State& state) {
  bench::transfer(
      state,
      {.size = 64, .messages = static_cast<std::uint64_t>(state.range(0))},
      batches(prefix));
}
BENCHMARK(many_messages)
    ->ArgName("messages")
    ->RangeMultiplier(10)
    ->Range(10'000, 10'000'000)
    ->UseManualTime();

}  // namespace

int main(int argc, char** argv) try {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  if (*LEFT_OUT) std::fprintf(stderr, "left out: %s\n", LEFT_OUT);
  benchmark::RunSpecifiedBenchmarks();
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_loopback: %s\n", error.what());
  return 1;
}
