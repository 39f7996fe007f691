// What an answer costs: 64 bytes there, 64 bytes back, over TCP on 127.0.0.1,
// the other end in a process of its own. delay_ms is the round-trip time of a
// network that a relay of ours plays, half of it each way; with 0 there is no
// relay. Counter `round_trips`: time of one answer / delay, which is how often
// the two waited for each other. Every answer is compared.
// Run: build/release/bench/bench_round_trip
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "child.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "listener.hpp"
#include "relay.hpp"

namespace {

using message = std::array<std::byte, 64>;

message filled_from(std::span<const std::byte> bytes) {
  message m;
  if (bytes.size() != m.size())
    throw std::runtime_error("expected a message of 64 bytes, got " +
                             std::to_string(bytes.size()));
  std::memcpy(m.data(), bytes.data(), m.size());
  return m;
}

// ---- the ways ----
// Each tells a message, and hears one; nothing is the end of the stream.

// The limit: both ends know that it is 64 bytes, always.
class bare {
 public:
  explicit bare(int fd) : fd_(fd) {}
  void tell(const message& m) { kit::send_all(fd_, m); }
  std::optional<message> hear() {
    message m;
    const kit::recv_result got = kit::recv_exact(fd_, m);
    if (got.how == kit::received::end_before) return {};
    if (got.how != kit::received::complete)
      throw std::runtime_error(kit::explain(got, "message"));
    return m;
  }

 private:
  int fd_;
};

// Lesson 22: the length in front, both in one send.
class length_prefix {
 public:
  explicit length_prefix(int fd) : fd_(fd), decoder_(format) {}
  void tell(const message& m) {
    out_.clear();
    if (!kit::append_frame(format, m, out_))
      throw std::runtime_error("64 bytes do not fit in a frame");
    kit::send_all(fd_, out_);
  }
  std::optional<message> hear() {
    while (true) {
      if (const auto frame = decoder_.next()) return filled_from(*frame);
      const std::span<std::byte> room = decoder_.prepare();
      const ssize_t n =
          kit::check(::recv(fd_, room.data(), room.size(), 0), "recv");
      if (n == 0 && decoder_.explain().empty()) return {};
      if (n == 0 || decoder_.error() != kit::length_error::none)
        throw std::runtime_error(decoder_.explain());
      decoder_.commit(static_cast<std::size_t>(n));
    }
  }

 protected:
  static constexpr kit::length_format format{};
  int fd_;
  std::vector<std::byte> out_;
  kit::length_prefix_decoder decoder_;
};

// Lesson 14: the header in a send of its own; `more` joins the two again.
template <int flags>
class header_then_body : public length_prefix {
 public:
  using length_prefix::length_prefix;
  void tell(const message& m) {
    const auto header = kit::encode_length(format, m.size());
    const auto bytes = header->bytes();
    kit::check(::send(fd_, bytes.data(), bytes.size(), flags | MSG_NOSIGNAL),
               "send");
    kit::send_all(fd_, m);
  }
};

// As the documents send a command: one send, one recv, and hope.
class one_recv {
 public:
  explicit one_recv(int fd) : fd_(fd) {}
  void tell(const message& m) { kit::send_all(fd_, m); }
  std::optional<message> hear() {
    const std::string_view text = next();
    if (text.empty()) return {};
    return filled_from(kit::as_bytes(text));
  }

 protected:
  // Until the next next().
  std::string_view next() {
    const ssize_t n =
        kit::check(::recv(fd_, room_.data(), room_.size(), 0), "recv");
    return {room_.data(), static_cast<std::size_t>(n)};
  }
  int fd_;
  std::array<char, 1024> room_;
};

// Lesson 20: the length as text, "recv_ready", then the data.
class length_exchange : public one_recv {
 public:
  using one_recv::one_recv;
  void tell(const message& m) {
    kit::send_all(fd_, std::to_string(m.size()));
    if (next() != "recv_ready")
      throw std::runtime_error("expected \"recv_ready\"");
    kit::send_all(fd_, m);
  }
  std::optional<message> hear() {
    const std::string_view text = next();
    if (text.empty()) return {};
    std::size_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    kit::send_all(fd_, "recv_ready");
    std::string data;
    const auto got = kit::recv_exact(fd_, length, data);
    if (got.how != kit::received::complete)
      throw std::runtime_error(kit::explain(got, "message"));
    return filled_from(kit::as_bytes(data));
  }
};

// ---- the measurement ----

void set_nodelay(int fd, bool nodelay) {
  const int on = nodelay ? 1 : 0;
  kit::check(::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on),
             "setsockopt");
}

// The two take turns, so one processor is enough for both. Where the system
// puts them at will, an answer takes 14 us in one run and 50 in the next, when
// each send has to wake another processor.
void stay_on_one_processor() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(kit::check(::sched_getcpu(), "sched_getcpu"), &one);
  kit::check(::sched_setaffinity(0, sizeof one, &one), "sched_setaffinity");
}

// Gives every request back.
template <class Request, class Answer>
void serve(int listener) {
  const kit::unique_fd client(
      kit::check(::accept(listener, nullptr, nullptr), "accept"));
  set_nodelay(client.get(), true);
  Request request(client.get());
  Answer answer(client.get());
  while (const auto asked = request.hear()) answer.tell(*asked);
}

using seconds = std::chrono::duration<double>;

// How long that took.
template <class Request, class Answer>
seconds converse(benchmark::State& state, int server) {
  Request request(server);
  Answer answer(server);
  message asked{};
  std::uint64_t number = 0;
  const auto start = std::chrono::steady_clock::now();
  for (auto _ : state) {
    std::memcpy(asked.data(), &++number, sizeof number);  // no two alike
    request.tell(asked);
    if (answer.hear() != asked) throw std::runtime_error("a wrong answer");
  }
  return std::chrono::steady_clock::now() - start;
}

template <class Request, class Answer = Request, bool nodelay = true>
void round_trip(benchmark::State& state) try {
  stay_on_one_processor();
  const std::chrono::milliseconds delay(state.range(0));
  bench::listener place;
  bench::child server("bench_round_trip: server",
                      [&] { serve<Request, Answer>(place.fd.get()); });
  place.fd.reset();  // only the server's now: if it dies, so does the call
  std::optional<bench::child> network;
  if (delay.count() != 0) {
    bench::listener near;
    network.emplace("bench_round_trip: relay", [&] {
      bench::relay(near.fd.get(), place.at,
                   std::chrono::microseconds(delay) / 2);
    });
    place.at = near.at;
  }
  kit::unique_fd client = kit::connect_to(place.at);
  set_nodelay(client.get(), nodelay);
  const seconds took = converse<Request, Answer>(state, client.get());
  client.reset();  // the others end, too
  if (network) network->join();
  server.join();
  if (network)
    state.counters["round_trips"] =
        benchmark::Counter(took / delay, benchmark::Counter::kAvgIterations);
} catch (const std::exception& error) {
  state.SkipWithError(error.what());
}

// ---- the rows ----

using function = void(benchmark::State&);

benchmark::internal::Benchmark* add(const char* name, function* run, int ms) {
  return benchmark::RegisterBenchmark(name, run)
      ->ArgName("delay_ms")
      ->Arg(ms)
      ->UseRealTime()
      ->Unit(benchmark::kMicrosecond);
}

// Microseconds, which need more repetitions than milliseconds do.
void add_without_delay(const char* name, function* run) {
  add(name, run, 0)->Repetitions(15);
}

// With a delay, few rounds tell everything.
void add_with_delays(const char* name, function* run) {
  add_without_delay(name, run);
  add(name, run, 1)->Iterations(100);
  add(name, run, 10)->Iterations(20);
  add(name, run, 50)->Iterations(5);
}

[[maybe_unused]] const bool added = [] {
  add_with_delays("bare", round_trip<bare>);
  add_with_delays("length_prefix", round_trip<length_prefix>);
  // As in the document: the command in one send, the answer by exchange.
  add_with_delays("length_exchange", round_trip<one_recv, length_exchange>);
  add_with_delays("length_exchange_both_ways", round_trip<length_exchange>);
  // Write, write, read (lesson 14). Not over the relay: Nagle's algorithm waits
  // for an acknowledgement, and those are not delayed by it.
  using two_sends = header_then_body<0>;
  using joined = header_then_body<MSG_MORE>;
  add("two_sends", round_trip<two_sends, length_prefix, false>, 0)
      ->Iterations(20);
  add_without_delay("two_sends_nodelay", round_trip<two_sends, length_prefix>);
  add_without_delay("two_sends_more", round_trip<joined, length_prefix, false>);
  add_without_delay("one_send",
                    round_trip<length_prefix, length_prefix, false>);
  return true;
}();

}  // namespace
