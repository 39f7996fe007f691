// libevent: a bufferevent at either end. Batches of frames go into its output;
// of its input it is asked for as many bytes as the next frame has.
#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "frames.hpp"

namespace bench::peers {
namespace {

constexpr std::size_t batch_bytes = 512 * 1024, large = 16 * 1024;

void check(int result, const char* call) {
  if (result == -1) throw std::runtime_error(std::string(call) + " failed");
}

template <auto Free>
struct freed_by {
  void operator()(auto* it) const { Free(it); }
};

class connection {
 public:
  explicit connection(int fd) {
    check(evutil_make_socket_nonblocking(fd), "evutil_make_socket_nonblocking");
    loop_.reset(event_base_new());
    events_.reset(bufferevent_socket_new(loop_.get(), fd, 0));
    if (!events_) throw std::runtime_error("bufferevent_socket_new failed");
    // Its own limit is 16 KiB in one call. (Version 2.1 receives 4096 bytes at
    // most whatever one says here.)
    check(bufferevent_set_max_single_read(events(), batch_bytes),
          "bufferevent_set_max_single_read");
    check(bufferevent_set_max_single_write(events(), 2 * batch_bytes),
          "bufferevent_set_max_single_write");
  }

  bufferevent* events() const { return events_.get(); }
  /// Until stop(), or nothing is left to do.
  void run() {
    check(event_base_dispatch(loop_.get()), "event_base_dispatch");
    if (error_) std::rethrow_exception(error_);
  }
  void stop() { event_base_loopbreak(loop_.get()); }
  /// For callbacks: an exception must not go through the loop, which is C.
  template <class Work>
  void attempt(Work work) {
    try {
      work();
    } catch (...) {
      error_ = std::current_exception();
      stop();
    }
  }
  void stopped(short what) {
    attempt([&] {
      if (what & BEV_EVENT_EOF) return stop();
      throw std::runtime_error(
          std::string("bufferevent: ") +
          evutil_socket_error_to_string(EVUTIL_SOCKET_ERROR()));
    });
  }

 private:
  std::unique_ptr<event_base, freed_by<event_base_free>> loop_;
  std::unique_ptr<bufferevent, freed_by<bufferevent_free>> events_;
  std::exception_ptr error_;
};

// A batch is put together in a buffer of its own, without callbacks, and then
// moved to the output as a whole.
struct sender {
  connection to;
  outbox& out;
  std::unique_ptr<evbuffer, freed_by<evbuffer_free>> batch{evbuffer_new()};

  // Called again when all of it is written.
  void write() {
    check(evbuffer_expand(batch.get(), batch_bytes), "evbuffer_expand");
    std::size_t size = 0;
    while (size < batch_bytes) {
      const bytes message = out.next();
      if (message.empty()) break;
      const auto length = ::htonl(static_cast<std::uint32_t>(message.size()));
      check(evbuffer_add(batch.get(), &length, sizeof length), "evbuffer_add");
      if (message.size() < large)
        check(evbuffer_add(batch.get(), message.data(), message.size()),
              "evbuffer_add");
      else
        check(evbuffer_add_reference(batch.get(), message.data(),
                                     message.size(), nullptr, nullptr),
              "evbuffer_add_reference");
      size += sizeof length + message.size();
    }
    check(bufferevent_write_buffer(to.events(), batch.get()),
          "bufferevent_write_buffer");
  }
};

struct receiver {
  connection from;
  inbox& in;

  // Called when there are as many bytes as the watermark says.
  void read() {
    evbuffer* const input = bufferevent_get_input(from.events());
    const std::size_t size = evbuffer_get_length(input);
    const auto* const stream =
        reinterpret_cast<const std::byte*>(evbuffer_pullup(input, -1));
    const taken done = take_frames({stream, size}, in);
    check(evbuffer_drain(input, done.bytes), "evbuffer_drain");
    bufferevent_setwatermark(from.events(), EV_READ, done.next_frame, 0);
  }
};

void send(int fd, outbox& out) {
  sender work{connection(fd), out};
  bufferevent_setcb(
      work.to.events(), nullptr,
      [](bufferevent*, void* self) {
        auto& done = *static_cast<sender*>(self);
        done.to.attempt([&] { done.write(); });
      },
      [](bufferevent*, short what, void* self) {
        static_cast<sender*>(self)->to.stopped(what);
      },
      &work);
  work.write();
  work.to.run();
}

void receive(int fd, inbox& in) {
  receiver work{connection(fd), in};
  bufferevent_setcb(
      work.from.events(),
      [](bufferevent*, void* self) {
        auto& ready = *static_cast<receiver*>(self);
        ready.from.attempt([&] { ready.read(); });
      },
      nullptr,
      [](bufferevent*, short what, void* self) {
        static_cast<receiver*>(self)->from.stopped(what);
      },
      &work);
  check(bufferevent_enable(work.from.events(), EV_READ), "bufferevent_enable");
  work.from.run();
}

const rows table("libevent", {send, receive});

}  // namespace
}  // namespace bench::peers
