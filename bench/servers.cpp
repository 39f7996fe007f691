// A thread for each connection (lesson 27) against one thread for all of them
// (lesson 28): the course's own servers, started as they are, and a crowd of
// clients in this program. Each client always has one request of 64 letters
// under way, so with more clients each waits longer; what one request costs is
// the time per request, and server_cpu_us of it. Counters:
//   items_per_second  requests
//   p50_us, p99_us    from a request to its answer: half of them, and all but
//                     one in a hundred, were quicker
//   server_cpu_us     processor time of the server, per request
//   memory            bytes resident in the server, per connection; not in it:
//                     the kernel's buffers, and its stack of each thread
// Run: build/release/bench/bench_servers
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <string>

#include "child.hpp"
#include "crowd.hpp"
#include "kit/check.hpp"

namespace {

// For this program and for the server, which inherits the limit.
void allow_descriptors(std::size_t connections) {
  const rlim_t wanted = connections + 32;
  rlimit files{};
  kit::check(::getrlimit(RLIMIT_NOFILE, &files), "getrlimit");
  if (files.rlim_max < wanted)
    throw std::runtime_error(
        std::to_string(connections) + " connections need " +
        std::to_string(wanted) + " open files, the limit is " +
        std::to_string(files.rlim_max) + ": raise it with ulimit -Hn");
  files.rlim_cur = files.rlim_max;
  kit::check(::setrlimit(RLIMIT_NOFILE, &files), "setrlimit");
}

// All threads of it, those that have ended too.
double cpu_seconds(pid_t pid) {
  clockid_t its_clock{};
  if (const int error = ::clock_getcpuclockid(pid, &its_clock); error != 0)
    kit::throw_system_error(error, "clock_getcpuclockid of the server");
  timespec time{};
  kit::check(::clock_gettime(its_clock, &time), "clock_gettime of the server");
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec) / 1e9;
}

double resident_bytes(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/smaps_rollup";
  std::ifstream file(path);
  for (std::string word; file >> word;)
    if (double kib = 0; word == "Rss:" && file >> kib) return kib * 1024;
  throw std::runtime_error("no memory of the server to be read in " + path);
}

double percentile(std::vector<bench::crowd::microseconds>& times, double part) {
  const auto at =
      times.begin() +
      static_cast<std::ptrdiff_t>(part * static_cast<double>(times.size() - 1));
  std::nth_element(times.begin(), at, times.end());
  return at->count();
}

void measure(benchmark::State& state, const std::string& lesson,
             const std::string& last_argument) try {
  const auto connections = static_cast<std::size_t>(state.range(0));
  allow_descriptors(connections);
  bench::child server({STICKY_PROGRAMS "/" + lesson + "/server", "127.0.0.1",
                       "0", last_argument});
  const kit::endpoint place = server.listening_at();
  const double idle_memory = resident_bytes(server.pid());
  bench::crowd crowd(place, connections);
  const double memory = resident_bytes(server.pid()) - idle_memory;
  crowd.take_answers(connections);  // now everybody is at it
  crowd.times().clear();

  const double cpu_before = cpu_seconds(server.pid());
  constexpr std::size_t batch = 1000;
  while (state.KeepRunningBatch(batch)) crowd.take_answers(batch);
  const double cpu = cpu_seconds(server.pid()) - cpu_before;
  crowd.be_quiet();

  state.SetItemsProcessed(state.iterations());
  state.counters["p50_us"] = percentile(crowd.times(), 0.50);
  state.counters["p99_us"] = percentile(crowd.times(), 0.99);
  state.counters["server_cpu_us"] =
      benchmark::Counter(cpu * 1e6, benchmark::Counter::kAvgIterations);
  state.counters["memory"] = memory / static_cast<double>(connections);
  server.kill();  // before the crowd leaves, see there
} catch (const std::exception& error) {
  state.SkipWithError(error.what());
}

void thread_per_connection(benchmark::State& state) {
  measure(state, "27_threading_server", "4096");  // clients at once
}

void event_loop(benchmark::State& state) {
  measure(state, "28_event_loop", "3600");  // seconds of patience
}

#define AT_EACH_CROWD                 \
  ArgName("connections")              \
      ->RangeMultiplier(4)            \
      ->Range(1, 4096)                \
      ->Unit(benchmark::kMicrosecond) \
      ->UseRealTime()
BENCHMARK(thread_per_connection)->AT_EACH_CROWD;
BENCHMARK(event_loop)->AT_EACH_CROWD;

}  // namespace
