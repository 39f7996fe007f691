// What one schedule of `sticky check` costs: a staged play of lesson 11's pair
// beside starting and running the same two programs bare. Each is one run, 60
// times, in random order; read the medians. Counter of the search: time per
// schedule, all in. Run: build/release/bench/bench_schedules
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "course/course.hpp"
#include "stage/stage.hpp"

namespace {

constexpr const char* port = "8311";

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_schedules: %s\n", why.c_str());
  std::exit(2);
}

std::vector<stage::program> pair() {
  std::vector<stage::program> cast;
  for (const std::string name : {"server", "client"}) {
    const std::string path = course::program_path("11/" + name);
    if (path.empty()) give_up("lesson 11 is not built: ninja lesson_programs");
    cast.push_back({name, {path, "127.0.0.1", port}, {}});
  }
  return cast;
}

pid_t start(const stage::program& program) {
  std::vector<char*> argv;
  for (const std::string& word : program.argv)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  ::posix_spawn_file_actions_init(&quiet);
  ::posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  pid_t pid = -1;
  if (::posix_spawn(&pid, argv[0], &quiet, nullptr, argv.data(), environ) != 0)
    give_up(program.argv[0] + " cannot be started");
  ::posix_spawn_file_actions_destroy(&quiet);
  return pid;
}

void await(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (status != 0)
    give_up(std::string("a bare run failed; is port ") + port + " in use?");
}

// Looks into the kernel's list: to connect would use the server up.
void await_listener() {
  char wanted[32];
  std::snprintf(wanted, sizeof wanted, "0100007F:%04X 00000000:0000 0A",
                std::atoi(port));
  for (;;) {
    std::ifstream list("/proc/net/tcp");
    for (std::string line; std::getline(list, line);)
      if (line.find(wanted) != std::string::npos) return;
  }
}

void bare(benchmark::State& state) {
  const auto cast = pair();
  for (auto _ : state) {
    const pid_t server = start(cast[0]);
    await_listener();
    await(start(cast[1]));
    await(server);
  }
}

void staged(benchmark::State& state) {
  stage::options options;
  options.capture = false;
  static stage::session session(pair(), options);
  for (auto _ : state) {
    stage::in_order schedule;
    const play::record play = session.perform(schedule);
    if (play.ended != play::ending::exited)
      give_up(to_text(play.ended_because));
  }
}

// From its start to its report, with one process that plays.
void search(benchmark::State& state) {
  check::options options;
  options.jobs = 1;
  long schedules = 0;
  for (auto _ : state) {
    const check::report report = check::search(pair(), options);
    if (!report.complete) give_up("the search is not complete");
    schedules += report.schedules;
  }
  state.counters["per_schedule"] = benchmark::Counter(
      static_cast<double>(schedules),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK(bare)->Iterations(1)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(staged)->Iterations(1)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(search)->Iterations(1)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> words(argv, argv + argc);
  std::string mixed = "--benchmark_enable_random_interleaving=true",
              medians = "--benchmark_report_aggregates_only=true",
              times = "--benchmark_repetitions=60";
  words.insert(words.begin() + 1, {mixed.data(), medians.data(), times.data()});
  int count = static_cast<int>(words.size());
  benchmark::Initialize(&count, words.data());
  if (benchmark::ReportUnrecognizedArguments(count, words.data())) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
