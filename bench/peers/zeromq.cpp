// ZeroMQ: PUSH and PULL with its own framing and its own connection, whose
// address goes over ours. An empty message is the end.
#include <zmq.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include "../transfer.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"

namespace bench::peers {
namespace {

constexpr int patience = 10'000;  // ms

int check(int result, const char* call) {
  if (result != -1) return result;
  const int error = zmq_errno();
  throw std::runtime_error(
      std::string(call) + ": " +
      (error == EAGAIN ? "nothing came for 10 seconds" : zmq_strerror(error)));
}

template <auto Free>
struct freed_by {
  void operator()(auto* it) const { Free(it); }
};

class endpoint {
 public:
  // ZeroMQ counts its queues in messages, 1000 unless it is told otherwise:
  // here as many as make 16 MiB, but not fewer than 16.
  endpoint(int type, std::size_t message_size)
      : context_(zmq_ctx_new()), socket_(zmq_socket(context_.get(), type)) {
    if (!socket_) throw std::runtime_error("zmq_socket failed");
    const int messages = static_cast<int>(
        std::max<std::size_t>(16, 16 * 1024 * 1024 / message_size));
    set(ZMQ_SNDHWM, messages);
    set(ZMQ_RCVHWM, messages);
  }
  void* socket() const { return socket_.get(); }
  void set(int option, int value) {
    check(zmq_setsockopt(socket(), option, &value, sizeof value),
          "zmq_setsockopt");
  }

 private:
  // Closed in the other order; the context waits for what is not sent yet.
  std::unique_ptr<void, freed_by<zmq_ctx_term>> context_;
  std::unique_ptr<void, freed_by<zmq_close>> socket_;
};

using address = std::array<char, 64>;

void send(int fd, outbox& out) {
  address place;
  if (kit::recv_exact(fd, std::as_writable_bytes(std::span(place))).how !=
      kit::received::complete)
    throw std::runtime_error("the receiver left");
  const endpoint push(ZMQ_PUSH, out.size());
  check(zmq_connect(push.socket(), place.data()), "zmq_connect");
  for (auto m = out.next(); !m.empty(); m = out.next())
    check(zmq_send(push.socket(), m.data(), m.size(), 0), "zmq_send");
  check(zmq_send(push.socket(), nullptr, 0, 0), "zmq_send");
}

void receive(int fd, inbox& in) {
  endpoint pull(ZMQ_PULL, in.size());
  pull.set(ZMQ_RCVTIMEO, patience);  // it does not say that the sender is gone
  check(zmq_bind(pull.socket(), "tcp://127.0.0.1:*"), "zmq_bind");
  address place{};
  std::size_t size = place.size();
  check(zmq_getsockopt(pull.socket(), ZMQ_LAST_ENDPOINT, place.data(), &size),
        "zmq_getsockopt");
  kit::send_all(fd, std::as_bytes(std::span(place)));
  zmq_msg_t message;
  zmq_msg_init(&message);
  const std::unique_ptr<zmq_msg_t, freed_by<zmq_msg_close>> closed(&message);
  while (check(zmq_msg_recv(&message, pull.socket(), 0), "zmq_msg_recv") > 0)
    in.take({static_cast<const std::byte*>(zmq_msg_data(&message)),
             zmq_msg_size(&message)});
}

const rows table("zeromq", {send, receive});

}  // namespace
}  // namespace bench::peers
