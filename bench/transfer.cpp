#include "transfer.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>
#include <new>
#include <stdexcept>

#include "child.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"
#include "listener.hpp"

namespace bench {
namespace {

using clock = std::chrono::steady_clock;

// What the sender tells the receiver beside the messages.
struct result {
  std::uint64_t sent = 0;
  clock::time_point begin{};
  long memory = 0;  // the sender's, at most, in KiB
};

// Of this process, in KiB: getrusage(2).
long most_memory() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss;
}

// Memory that both processes see.
class shared_result {
 public:
  shared_result() {
    void* const memory = ::mmap(nullptr, sizeof(result), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) kit::throw_system_error(errno, "mmap");
    at_ = new (memory) result;
  }
  ~shared_result() { ::munmap(at_, sizeof(result)); }
  shared_result(const shared_result&) = delete;
  shared_result& operator=(const shared_result&) = delete;
  result* operator->() const { return at_; }

 private:
  result* at_;
};

}  // namespace

outbox::outbox(const load& load)
    : load_(load),
      memory_(different_messages(load.size) * load.size, std::byte{'x'}) {
  mark number(load.size);
  for (std::size_t at = 0; at < memory_.size(); at += load.size) {
    number.write(memory_.data() + at);
    number.write(memory_.data() + at + load.size - mark::size);
    ++number;
    messages_.push_back(bytes(memory_).subspan(at, load.size));
  }
}

std::span<const bytes> outbox::next_run() {
  if (sent_ == 0) begin_ = clock::now();
  std::uint64_t some = messages_.size();
  if (load_.messages) {
    some = std::min(some, *load_.messages - sent_);
  } else if ((sent_ - checked_at_) * load_.size >= 64 * 1024) {
    // The clock is read once in a while: it costs as much as many messages.
    checked_at_ = sent_;
    over_ = over_ || clock::now() - begin_ >= load_.time;
  }
  if (over_) return {};
  sent_ += some;
  return std::span(messages_).first(some);
}

void inbox::refuse(std::size_t size) const {
  throw std::runtime_error(
      "message " + std::to_string(taken_) + " of " + std::to_string(size_) +
      " bytes is not what was sent (" + std::to_string(size) + " bytes came)");
}

void transfer(benchmark::State& state, const load& load, const way& how) {
  std::uint64_t messages = 0;
  for (auto _ : state) {
    const shared_result told;
    inbox in(load.size);
    // Connected before there is a second process: nobody waits for one that
    // could not come.
    const listener port;
    kit::unique_fd sending = kit::connect_to(port.at);
    kit::unique_fd receiving(
        kit::check(::accept(port.fd.get(), nullptr, nullptr), "accept"));
    child sender("sender", [&] {
      receiving.reset();
      std::signal(SIGPIPE, SIG_IGN);  // not every library says MSG_NOSIGNAL
      outbox out(load);
      how.send(sending.get(), out);
      told->sent = out.sent();
      told->begin = out.begin();
      told->memory = most_memory();
    });
    sending.reset();
    how.receive(receiving.get(), in);
    const auto end = clock::now();
    receiving.reset();  // a sender that is not done would wait for us
    sender.join();
    if (in.taken() != told->sent)
      throw std::runtime_error(std::to_string(told->sent) +
                               " messages were sent, " +
                               std::to_string(in.taken()) + " came");
    state.SetIterationTime(
        std::chrono::duration<double>(end - told->begin).count());
    messages += in.taken();
    state.counters["sender_kib"] = static_cast<double>(told->memory);
    state.counters["receiver_kib"] = static_cast<double>(most_memory());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(messages));
  state.SetBytesProcessed(static_cast<std::int64_t>(messages * load.size));
}

rows::rows(const std::string& name, const way& how,
           const std::vector<std::int64_t>& sizes) {
  auto* const bench = benchmark::RegisterBenchmark(
      name.c_str(), [name, how](benchmark::State& state) {
        try {
          transfer(state, {.size = static_cast<std::size_t>(state.range(0))},
                   how);
        } catch (const std::exception& error) {
          throw std::runtime_error(name +
                                   "/bytes:" + std::to_string(state.range(0)) +
                                   ": " + error.what());
        }
      });
  bench->ArgName("bytes")->UseManualTime();
  for (const std::int64_t size : sizes) bench->Arg(size);
}

}  // namespace bench
