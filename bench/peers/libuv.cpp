// libuv: uv_write of whole batches, uv_read_start with one large buffer.
#include <uv.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "frames.hpp"

namespace bench::peers {
namespace {

void check(int result, const char* call) {
  if (result < 0)
    throw std::runtime_error(std::string(call) + ": " + uv_strerror(result));
}

class connection {
 public:
  explicit connection(int fd) {
    check(uv_loop_init(&loop_), "uv_loop_init");
    check(uv_tcp_init(&loop_, &tcp_), "uv_tcp_init");
    check(uv_tcp_open(&tcp_, copy_of(fd)), "uv_tcp_open");
  }
  ~connection() { uv_loop_close(&loop_); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&tcp_); }
  /// Until close().
  void run() {
    uv_run(&loop_, UV_RUN_DEFAULT);
    if (error_) std::rethrow_exception(error_);
  }
  void close() { uv_close(reinterpret_cast<uv_handle_t*>(&tcp_), nullptr); }
  /// For callbacks: an exception must not go through the loop, which is C.
  template <class Work>
  void attempt(Work work) {
    try {
      work();
    } catch (...) {
      error_ = std::current_exception();
      close();
    }
  }

 private:
  uv_loop_t loop_;
  uv_tcp_t tcp_;
  std::exception_ptr error_;
};

struct sender {
  connection to;
  outbox& out;
  outgoing batch{};
  std::vector<uv_buf_t> buffers{};
  uv_write_t request{};

  void write() {
    if (!batch.fill(out)) return to.close();
    buffers.clear();
    for (const bytes piece : batch.pieces())
      buffers.push_back({const_cast<char*>(  // only read
                             reinterpret_cast<const char*>(piece.data())),
                         piece.size()});
    request.data = this;
    check(uv_write(&request, to.stream(), buffers.data(),
                   static_cast<unsigned>(buffers.size()), written),
          "uv_write");
  }
  static void written(uv_write_t* request, int status) {
    auto& self = *static_cast<sender*>(request->data);
    self.to.attempt([&] {
      check(status, "uv_write");
      self.write();
    });
  }
};

struct receiver {
  connection from;
  incoming stream;

  void read() {
    from.stream()->data = this;
    check(uv_read_start(from.stream(), lend, received), "uv_read_start");
  }
  static void lend(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
    const auto room = static_cast<receiver*>(handle->data)->stream.room();
    *buffer = {reinterpret_cast<char*>(room.data()), room.size()};
  }
  static void received(uv_stream_t* stream, ssize_t n, const uv_buf_t*) {
    auto& self = *static_cast<receiver*>(stream->data);
    self.from.attempt([&] {
      if (n == UV_EOF) return self.from.close();
      check(static_cast<int>(n), "uv_read_start");
      self.stream.received(static_cast<std::size_t>(n));
    });
  }
};

void send(int fd, outbox& out) {
  sender work{.to = connection(fd), .out = out};
  work.write();
  work.to.run();
}

void receive(int fd, inbox& in) {
  receiver work{.from = connection(fd), .stream = incoming(in)};
  work.read();
  work.from.run();
}

const rows table("libuv", {send, receive});

}  // namespace
}  // namespace bench::peers
