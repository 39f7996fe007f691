// What frames cost: the length-prefix codec beside memcpy, which is the least
// that moving the same bytes can cost. Counters: frames and payload bytes a
// second. Run: build/release/bench/bench_framing
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "kit/length_prefix.hpp"

namespace {

constexpr kit::length_format format{.limit = 1 << 20};
constexpr std::size_t batch_bytes = 256 * 1024;  // fits the caches

std::size_t payload_size(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

std::size_t frames_per_batch(const benchmark::State& state) {
  return std::max<std::size_t>(1, batch_bytes / payload_size(state));
}

void count(benchmark::State& state) {
  const auto frames =
      static_cast<std::int64_t>(frames_per_batch(state)) * state.iterations();
  state.SetItemsProcessed(frames);
  state.SetBytesProcessed(frames * state.range(0));
}

std::vector<std::byte> batch(const benchmark::State& state) {
  const std::vector<std::byte> payload(payload_size(state), std::byte{'x'});
  std::vector<std::byte> out;
  for (std::size_t i = 0; i < frames_per_batch(state); ++i)
    if (!kit::append_frame(format, payload, out)) std::abort();
  return out;
}

void memory_copy(benchmark::State& state) {
  const std::vector<std::byte> payload(payload_size(state), std::byte{'x'});
  std::vector<std::byte> out(frames_per_batch(state) * payload.size());
  for (auto _ : state) {
    for (std::size_t at = 0; at < out.size(); at += payload.size())
      std::memcpy(out.data() + at, payload.data(), payload.size());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count(state);
}

void encode(benchmark::State& state) {
  const std::vector<std::byte> payload(payload_size(state), std::byte{'x'});
  std::vector<std::byte> out;
  out.reserve(batch(state).size());
  for (auto _ : state) {
    out.clear();
    for (std::size_t i = 0; i < frames_per_batch(state); ++i)
      if (!kit::append_frame(format, payload, out)) std::abort();
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count(state);
}

// As from a socket: the bytes are copied once, into the decoder's own room.
void decode(benchmark::State& state) {
  const std::vector<std::byte> stream = batch(state);
  kit::length_prefix_decoder decoder(format);
  for (auto _ : state) {
    std::span<const std::byte> rest = stream;
    while (!rest.empty()) {
      const std::span<std::byte> room = decoder.prepare();
      const std::size_t n = std::min(room.size(), rest.size());
      std::memcpy(room.data(), rest.data(), n);
      decoder.commit(n);
      rest = rest.subspan(n);
      while (const auto frame = decoder.next())
        benchmark::DoNotOptimize(frame->data());
    }
  }
  count(state);
}

#define AT_EACH_SIZE Arg(16)->Arg(64)->Arg(1024)->Arg(64 * 1024)
BENCHMARK(memory_copy)->AT_EACH_SIZE;
BENCHMARK(encode)->AT_EACH_SIZE;
BENCHMARK(decode)->AT_EACH_SIZE;

}  // namespace
