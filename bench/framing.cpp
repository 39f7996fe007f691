// What each cure costs in memory, without a socket: its frames written and
// taken apart. Beside them memcpy, the least that moving the same bytes can
// cost, and for lines a bare memchr loop and std::getline. Counters: frames and
// payload bytes a second. Run: build/release/bench/bench_framing
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

#include "kit/delimiter.hpp"
#include "kit/fixed_size.hpp"
#include "kit/frames.hpp"
#include "kit/json_header.hpp"
#include "kit/length_prefix.hpp"
#include "kit/text_length.hpp"

namespace {

constexpr std::size_t batch_bytes = 256 * 1024;  // fits the caches

struct workload {
  explicit workload(const benchmark::State& state)
      : payload(static_cast<std::size_t>(state.range(0)), std::byte{'x'}),
        frames(std::max<std::size_t>(1, batch_bytes / payload.size())) {}

  void count(benchmark::State& state) const {
    const auto done = static_cast<std::int64_t>(frames) * state.iterations();
    state.SetItemsProcessed(done);
    state.SetBytesProcessed(done * state.range(0));
  }

  std::vector<std::byte> payload;
  std::size_t frames;  // in one batch
};

// The formats with limits that let every size of this bench through.
template <kit::frame_format Format>
Format format_for(const workload&) {
  return {};
}
template <>
kit::fixed_size_format format_for(const workload& work) {
  return {.size = work.payload.size()};
}

template <kit::frame_format Format>
void append_batch(const Format& format, const workload& work,
                  std::vector<std::byte>& out) {
  for (std::size_t i = 0; i < work.frames; ++i)
    if (!append_frame(format, work.payload, out)) std::abort();
}

template <kit::frame_format Format>
void encode(benchmark::State& state) {
  const workload work(state);
  const auto format = format_for<Format>(work);
  std::vector<std::byte> out;
  for (auto _ : state) {
    out.clear();
    append_batch(format, work, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  work.count(state);
}

template <kit::frame_decoder Decoder>
std::size_t take_frames(Decoder& decoder) {
  std::size_t frames = 0;
  while (const auto frame = decoder.next()) {
    benchmark::DoNotOptimize(static_cast<std::span<const std::byte>>(*frame));
    ++frames;
  }
  return frames;
}

// As a receiver does it: the bytes come into the decoder's own room in pieces
// of its choice. The copy is recv()'s part, so only the rest is timed.
template <kit::frame_format Format>
void decode(benchmark::State& state) {
  using clock = std::chrono::steady_clock;
  const workload work(state);
  const auto format = format_for<Format>(work);
  std::vector<std::byte> stream;
  append_batch(format, work, stream);
  typename Format::decoder decoder(format);
  for (auto _ : state) {
    clock::duration spent{};
    std::size_t frames = 0;
    for (std::span<const std::byte> rest = stream; !rest.empty();) {
      const auto begin = clock::now();
      const std::span<std::byte> room = decoder.prepare();
      spent += clock::now() - begin;
      const std::size_t n = std::min(room.size(), rest.size());
      std::memcpy(room.data(), rest.data(), n);
      rest = rest.subspan(n);
      const auto again = clock::now();
      decoder.commit(n);
      frames += take_frames(decoder);
      spent += clock::now() - again;
    }
    if (frames != work.frames) std::abort();
    state.SetIterationTime(std::chrono::duration<double>(spent).count());
  }
  work.count(state);
}

void memory_copy(benchmark::State& state) {
  const workload work(state);
  std::vector<std::byte> out(work.frames * work.payload.size());
  for (auto _ : state) {
    for (std::size_t at = 0; at < out.size(); at += work.payload.size())
      std::memcpy(out.data() + at, work.payload.data(), work.payload.size());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  work.count(state);
}

std::string lines(const workload& work) {
  std::vector<std::byte> out;
  append_batch(kit::delimiter_format{}, work, out);
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

// The least that finding the ends of lines can cost.
void memchr_loop(benchmark::State& state) {
  const workload work(state);
  const std::string text = lines(work);
  for (auto _ : state) {
    const char *at = text.data(), *const end = at + text.size();
    while (const void* found =
               std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
      benchmark::DoNotOptimize(at);
      at = static_cast<const char*>(found) + 1;
    }
  }
  work.count(state);
}

void std_getline(benchmark::State& state) {
  const workload work(state);
  std::istringstream text(lines(work));
  for (auto _ : state) {
    text.clear();
    text.seekg(0);
    for (std::string line; std::getline(text, line);)
      benchmark::DoNotOptimize(line.data());
  }
  work.count(state);
}

void each_size(benchmark::internal::Benchmark* bench) {
  bench->ArgName("bytes")->Arg(16)->Arg(64)->Arg(1024)->Arg(64 * 1024);
}
#define FRAMING(what, name, format) \
  BENCHMARK(what<format>)->Name(#what "/" #name)->Apply(each_size)
#define EACH_CURE(what)                                              \
  FRAMING(what, fixed_size, kit::fixed_size_format);                 \
  FRAMING(what, delimiter, kit::delimiter_format);                   \
  FRAMING(what, text_length, kit::text_length_format);               \
  FRAMING(what, length_prefix, kit::length_format);                  \
  FRAMING(what, json_header, kit::json_header_format)

BENCHMARK(memory_copy)->Name("memcpy")->Apply(each_size);
EACH_CURE(encode);
#undef FRAMING
#define FRAMING(what, name, format)  \
  BENCHMARK(what<format>)            \
      ->Name(#what "/" #name)        \
      ->Apply(each_size)             \
      ->UseManualTime()
EACH_CURE(decode);
BENCHMARK(memchr_loop)->Name("lines/memchr")->Apply(each_size);
BENCHMARK(std_getline)->Name("lines/getline")->Apply(each_size);

}  // namespace
