// What each cure costs in memory, without a socket: its frames written and
// taken apart. Beside them memcpy, the least that moving the same bytes can
// cost, for lines a bare memchr loop and std::getline, and for the JSON of a
// header simdjson where it is installed. Counters: frames and payload bytes a
// second. Run: build/release/bench/bench_framing
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sstream>
#include <string>
#include <vector>

#include "header_text.hpp"
#include "kit/framing/delimiter.hpp"
#include "kit/framing/fixed_size.hpp"
#include "kit/framing/frame_batch.hpp"
#include "kit/framing/frames.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/framing/text_length.hpp"

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

// The same frames into a kit::frame_batch, whose large payloads stay in place.
void encode_batch(benchmark::State& state) {
  const workload work(state);
  const std::vector<std::span<const std::byte>> run(64, work.payload);
  kit::frame_batch batch({});
  std::size_t frames = 0;
  for (auto _ : state) {
    batch.clear();
    while (!batch.is_full()) frames += batch.add(run);
    benchmark::DoNotOptimize(batch.pieces());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(frames));
  state.SetBytesProcessed(static_cast<std::int64_t>(frames) * state.range(0));
}

// Gives their bytes.
template <kit::frame_decoder Decoder>
std::size_t take_frames(Decoder& decoder) {
  std::size_t bytes = 0;
  kit::for_each_frame(decoder, [&](std::span<const std::byte> frame) {
    bytes += frame.size();
  });
  return bytes;
}

// Of this thread: another program's turn does not count, as in the other rows.
double processor_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         1e-9 * static_cast<double>(now.tv_nsec);
}

// What it takes to ask twice, to be taken off again.
double cost_of_asking() {
  double least = 1;
  for (int i = 0; i < 1000; ++i) {
    const double begin = processor_seconds();
    least = std::min(least, processor_seconds() - begin);
  }
  return least;
}

// As a receiver does it: the bytes come into the decoder's own room in pieces
// of its choice. The copy is recv()'s part, so only the rest is timed.
template <kit::frame_format Format>
void decode(benchmark::State& state) {
  const workload work(state);
  const auto format = format_for<Format>(work);
  std::vector<std::byte> stream;
  append_batch(format, work, stream);
  typename Format::decoder decoder(format);
  std::span<std::byte> room = decoder.prepare();
  const double asking = cost_of_asking();
  for (auto _ : state) {
    double spent = 0;
    std::size_t bytes = 0;
    for (std::span<const std::byte> rest = stream; !rest.empty();) {
      const std::size_t n = std::min(room.size(), rest.size());
      std::memcpy(room.data(), rest.data(), n);
      rest = rest.subspan(n);
      const double begin = processor_seconds();
      decoder.commit(n);
      bytes += take_frames(decoder);
      room = decoder.prepare();
      spent += processor_seconds() - begin - asking;
    }
    if (bytes != work.frames * work.payload.size()) std::abort();
    state.SetIterationTime(spent);
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
    std::size_t bytes = 0;
    while (const void* found =
               std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
      const char* const line_end = static_cast<const char*>(found);
      bytes += static_cast<std::size_t>(line_end - at);
      at = line_end + 1;
    }
    benchmark::DoNotOptimize(bytes);
  }
  work.count(state);
}

void std_getline(benchmark::State& state) {
  const workload work(state);
  std::istringstream text(lines(work));
  for (auto _ : state) {
    text.clear();
    text.seekg(0);
    std::size_t bytes = 0;
    for (std::string line; std::getline(text, line);) bytes += line.size();
    benchmark::DoNotOptimize(bytes);
  }
  work.count(state);
}

// Only the JSON text of a header; simdjson reads the same, see peers/.
void read_header(benchmark::State& state) {
  const std::string text = bench::header_text(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(kit::decode_json_header({}, text));
  state.SetItemsProcessed(state.iterations());
}

void each_size(benchmark::internal::Benchmark* bench) {
  bench->ArgName("bytes")->Arg(16)->Arg(64)->Arg(1024)->Arg(64 * 1024);
}
#define FRAMING(what, name, format) \
  BENCHMARK(what<format>)->Name(#what "/" #name)->Apply(each_size)
#define EACH_CURE(what)                                \
  FRAMING(what, fixed_size, kit::fixed_size_format);   \
  FRAMING(what, delimiter, kit::delimiter_format);     \
  FRAMING(what, text_length, kit::text_length_format); \
  FRAMING(what, length_prefix, kit::length_format);    \
  FRAMING(what, json_header, kit::json_header_format)

BENCHMARK(memory_copy)->Name("memcpy")->Apply(each_size);
EACH_CURE(encode);
BENCHMARK(encode_batch)->Name("encode/length_prefix_batch")->Apply(each_size);
#undef FRAMING
#define FRAMING(what, name, format) \
  BENCHMARK(what<format>)           \
      ->Name(#what "/" #name)       \
      ->Apply(each_size)            \
      ->UseManualTime()
EACH_CURE(decode);
BENCHMARK(read_header)->Name("header/nlohmann")->Apply(bench::header_sizes);
BENCHMARK(memchr_loop)->Name("lines/memchr")->Apply(each_size);
BENCHMARK(std_getline)->Name("lines/getline")->Apply(each_size);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  if (*LEFT_OUT) std::fprintf(stderr, "left out: %s\n", LEFT_OUT);
  benchmark::RunSpecifiedBenchmarks();
}
