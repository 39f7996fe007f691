// A file over TCP on 127.0.0.1, from starting its client until the server has
// it whole: the two programs of lesson 25, which verify its SHA-256 at both
// ends, beside programs that only pass the bytes on. All of them write a new
// file into the same temporary folder: below $TMPDIR if that is set, else below
// /dev/shm, which is memory, or /tmp; the row says where. The size of what
// arrived is looked at every time, its content once. Counters:
//   bytes_per_second   of the file
//   processor_seconds  of both ends together, for one file
//   server_memory      the most that lesson 25's server has taken, resident
// Run:   build/release/bench/bench_upload --benchmark_repetitions=5
//            --benchmark_enable_random_interleaving=true
// Quick: --benchmark_filter=mib:64
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "25_file_upload/incoming_file.hpp"
#include "25_file_upload/outgoing_file.hpp"
#include "25_file_upload/upload_header.hpp"
#include "child.hpp"
#include "kit/check.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "listener.hpp"
#include "temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
constexpr std::size_t block = 64 * 1024;

kit::unique_fd open_to_read(const fs::path& path) {
  return kit::unique_fd(
      kit::check(::open(path.c_str(), O_RDONLY | O_CLOEXEC), path.string()));
}

kit::unique_fd open_to_write(const fs::path& path) {
  return kit::unique_fd(kit::check(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
      path.string()));
}

// What every row works with.
struct task {
  fs::path folder;  // where "data" lies
  fs::path in;      // where "data" is to arrive
  fs::path from() const { return folder / "data"; }
  fs::path to() const { return in / "data"; }
};

// The file of that size, made when it is first asked for.
task task_of(std::int64_t mib) {
  static const bench::temporary_folder everything(std::uintmax_t{3} << 30);
  const fs::path folder = everything.path() / std::to_string(mib);
  const task made{folder, folder / "in"};
  if (!fs::create_directory(folder)) return made;
  std::ofstream file(made.from(), std::ios::binary);
  std::mt19937_64 random(static_cast<std::uint64_t>(mib));
  std::vector<std::uint64_t> words((1 << 20) / sizeof(std::uint64_t));
  for (std::int64_t i = 0; i < mib; ++i) {
    std::ranges::generate(words, std::ref(random));
    file.write(reinterpret_cast<const char*>(words.data()), 1 << 20);
  }
  if (!file.flush())
    throw std::runtime_error("cannot write " + made.from().string());
  // Or the first rows would wait for this file's way to the disk.
  kit::check(::fsync(open_to_read(made.from()).get()), "fsync");
  return made;
}

bool same(const fs::path& one, const fs::path& other) {
  std::ifstream a(one, std::ios::binary), b(other, std::ios::binary);
  std::vector<char> left(1 << 20), right(1 << 20);
  while (a && b) {
    a.read(left.data(), std::ssize(left));
    b.read(right.data(), std::ssize(right));
    if (a.gcount() != b.gcount() ||
        !std::equal(left.begin(), left.begin() + a.gcount(), right.begin()))
      return false;
  }
  return !a && !b;
}

class stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(clock::now() - start_).count();
  }

 private:
  using clock = std::chrono::steady_clock;
  clock::time_point start_ = clock::now();
};

// Of all children that have ended, in user and kernel mode.
double processor_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) +
           1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// `upload` gives the seconds it took. Both ends are processes that end in it.
void measure(benchmark::State& state,
             const std::function<double(const task&)>& upload) try {
  const task work = task_of(state.range(0));
  const std::uintmax_t size = fs::file_size(work.from());
  bool compared = false;
  double processor = 0;
  for (auto _ : state) {
    fs::remove_all(work.in);
    fs::create_directory(work.in);
    const double before = processor_seconds();
    state.SetIterationTime(upload(work));
    processor += processor_seconds() - before;
    if (fs::file_size(work.to()) != size ||
        (!compared && !same(work.from(), work.to())))
      throw std::runtime_error("what arrived is not what was sent");
    compared = true;
  }
  fs::remove_all(work.in);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(size));
  state.counters["processor_seconds"] =
      benchmark::Counter(processor, benchmark::Counter::kAvgIterations);
  state.SetLabel("in " + work.folder.parent_path().parent_path().string());
} catch (const std::exception& error) {
  state.SkipWithError(error.what());
}

// A program with these two files in place of the terminal.
std::function<void()> program(std::vector<std::string> words,
                              const fs::path& in, const fs::path& out) {
  return [=]() mutable {
    kit::check(::dup2(open_to_read(in).get(), STDIN_FILENO), "dup2");
    kit::check(::dup2(open_to_write(out).get(), STDOUT_FILENO), "dup2");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execv(argv[0], argv.data());
    kit::throw_system_error(errno, words[0]);
  };
}

// The most so far. proc_pid_status(5).
double most_memory(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; file >> word;)
    if (double kib = 0; word == "VmHWM:" && file >> kib) return kib * 1024;
  throw std::runtime_error("no memory of the server to be read");
}

std::string port_of(const kit::endpoint& place) {
  const std::string name = to_string(place);
  return name.substr(name.rfind(':') + 1);
}

// As they are, with an answer: "kept", on the disk, its digest verified.
void lesson_25(benchmark::State& state) {
  const std::string programs = STICKY_PROGRAMS "/25_file_upload/";
  double memory = 0;
  measure(state, [&](const task& work) {
    bench::child server({programs + "server", "127.0.0.1", "0", work.in});
    const std::string port = port_of(server.listening_at());
    const fs::path commands = work.folder / "commands";
    std::ofstream(commands) << "put data\n";
    const stopwatch watch;
    bench::child client("lesson 25", program({programs + "client", "127.0.0.1",
                                              port, work.folder},
                                             commands, "/dev/null"));
    client.join();  // its status is 0 only after "kept"
    const double seconds = watch.seconds();
    memory = std::max(memory, most_memory(server.pid()));
    return seconds;
  });
  state.counters["server_memory"] = memory;
}

// The same frame, the same files and the same answer, but nobody computes a
// digest.
void no_digest(benchmark::State& state) {
  measure(state, [](const task& work) {
    const bench::listener here;
    bench::child server("server", [&] {
      const upload_folder folder(work.in);
      const kit::unique_fd peer(
          kit::check(::accept(here.fd.get(), nullptr, nullptr), "accept"));
      const auto [header, fault] =
          parse_header(recv_text(peer.get(), header_format.prefix).value());
      incoming_file file(folder, header.filename);
      std::vector<std::byte> room(1 << 20);
      for (std::uint64_t came = 0; came < header.total_size;) {
        const auto piece = std::span(room).first(
            std::min<std::uint64_t>(room.size(), header.total_size - came));
        const kit::recv_result got = kit::recv_exact(peer.get(), piece);
        if (got.how != kit::received::complete)
          throw std::runtime_error(kit::explain(got, "data"));
        came += got.came;
        file.write(piece);
      }
      try_to_send_text(peer.get(), file.keep());
    });
    const stopwatch watch;
    bench::child client("client", [&] {
      const kit::unique_fd peer = kit::connect_to(here.at);
      outgoing_file file(open_to_read(work.from()));
      send_header(peer.get(), {{"data", file.size(), ""}, ""});
      for (std::uint64_t sent = 0; sent < file.size();) {
        const std::span<const std::byte> piece = file.piece(sent);
        kit::send_all(peer.get(), piece);
        sent += piece.size();
      }
      if (recv_text(peer.get(), answer_format) != "kept")
        throw std::runtime_error("not kept");
    });
    client.join();
    return watch.seconds();
  });
}

// netcat: how people send a file when they have nothing else.
constexpr const char* netcat = "/usr/bin/nc.openbsd";

void nc(benchmark::State& state) {
  measure(state, [](const task& work) {
    // It cannot be asked for any free port: take one that was free just now.
    const std::string port = port_of(bench::listener().at);
    bench::child server("nc -l",
                        program({netcat, "-d", "-l", "-N", "127.0.0.1", port},
                                "/dev/null", work.to()));
    server.listening_at();
    const stopwatch watch;
    bench::child client("nc", program({netcat, "-N", "127.0.0.1", port},
                                      work.from(), "/dev/null"));
    client.join();
    server.join();
    return watch.seconds();
  });
}

// The bytes alone, up to the end of the stream.
void pass_on(benchmark::State& state,
             const std::function<void(int file, int peer)>& send_file) {
  measure(state, [&](const task& work) {
    const bench::listener here;
    bench::child server("server", [&] {
      const kit::unique_fd peer(
          kit::check(::accept(here.fd.get(), nullptr, nullptr), "accept"));
      const kit::unique_fd file = open_to_write(work.to());
      std::vector<std::byte> room(block);
      while (const ssize_t n = kit::check(
                 ::recv(peer.get(), room.data(), room.size(), 0), "recv"))
        for (ssize_t at = 0; at < n;)
          at += kit::check(::write(file.get(), room.data() + at,
                                   static_cast<std::size_t>(n - at)),
                           "write");
    });
    const stopwatch watch;
    bench::child client("client", [&] {
      const kit::unique_fd peer = kit::connect_to(here.at);
      send_file(open_to_read(work.from()).get(), peer.get());
    });
    client.join();
    server.join();
    return watch.seconds();
  });
}

void bare(benchmark::State& state) {
  pass_on(state, [](int file, int peer) {
    std::vector<std::byte> room(block);
    while (const ssize_t n =
               kit::check(::read(file, room.data(), room.size()), "read"))
      kit::send_all(peer, std::span(room).first(static_cast<std::size_t>(n)));
  });
}

// The sender's program does not see the bytes: the kernel takes them from the
// file.
void sendfile(benchmark::State& state) {
  pass_on(state, [](int file, int peer) {
    while (kit::check(::sendfile(peer, file, nullptr, 1 << 30), "sendfile") > 0)
      continue;
  });
}

void add(const char* name, void (*row)(benchmark::State&)) {
  benchmark::RegisterBenchmark(name, row)
      ->ArgName("mib")
      ->Arg(64)
      ->Arg(1024)
      ->Unit(benchmark::kMillisecond)
      ->UseManualTime();
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  add("lesson_25", lesson_25);
  add("no_digest", no_digest);
  if (::access(netcat, X_OK) == 0)
    add("nc", nc);
  else
    std::fprintf(stderr, "nc is left out: netcat-openbsd is not installed\n");
  add("bare", bare);
  add("sendfile", sendfile);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
