#include "transfer.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <stdexcept>

#include "child.hpp"
#include "kit/check.hpp"
#include "kit/tcp.hpp"
#include "listener.hpp"

namespace bench {
namespace {

using clock = std::chrono::steady_clock;

// A number that both processes see.
class shared_number {
 public:
  shared_number()
      : at_(static_cast<std::uint64_t*>(
            ::mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
    if (at_ == MAP_FAILED) kit::throw_system_error(errno, "mmap");
  }
  ~shared_number() { ::munmap(at_, sizeof(std::uint64_t)); }
  shared_number(const shared_number&) = delete;
  shared_number& operator=(const shared_number&) = delete;
  std::uint64_t& operator*() const { return *at_; }

 private:
  std::uint64_t* at_;
};

}  // namespace

outbox::outbox(const load& load)
    : load_(load),
      places_(1 + (bytes_kept + load.size - 1) / load.size),
      begin_(clock::now()) {
  ring_.resize(places_ * load.size, std::byte{'x'});
}

// The clock is read once in a while, not for each message.
bool outbox::refill() {
  const std::uint64_t some = std::max<std::size_t>(1, 64 * 1024 / load_.size);
  if (load_.messages)
    left_ = std::min(some, *load_.messages - number_);
  else if (clock::now() - begin_ < load_.time)
    left_ = some;
  return left_ > 0;
}

void inbox::refuse(std::size_t size) const {
  throw std::runtime_error(
      "message " + std::to_string(number_) + " of " + std::to_string(size_) +
      " bytes is not what was sent (" + std::to_string(size) + " bytes came)");
}

void transfer(benchmark::State& state, const load& load, const way& how) {
  const listener port;
  std::uint64_t messages = 0;
  for (auto _ : state) {
    const shared_number sent;
    inbox in(load.size);
    child sender("sender", [&] {
      const kit::unique_fd fd = kit::connect_to(port.at);
      outbox out(load);
      how.send(fd.get(), out);
      *sent = out.sent();
    });
    const kit::unique_fd fd(
        kit::check(::accept(port.fd.get(), nullptr, nullptr), "accept"));
    const auto begin = clock::now();
    how.receive(fd.get(), in);
    state.SetIterationTime(
        std::chrono::duration<double>(clock::now() - begin).count());
    sender.join();
    if (in.taken() != *sent)
      throw std::runtime_error(std::to_string(*sent) + " messages were sent, " +
                               std::to_string(in.taken()) + " came");
    messages += in.taken();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(messages));
  state.SetBytesProcessed(static_cast<std::int64_t>(messages * load.size));
}

}  // namespace bench
