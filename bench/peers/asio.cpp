// Asio: asynchronous writes of whole batches, one large buffer to read into.
// And the way of its own chat example: header, then body.
#include <arpa/inet.h>

#include <asio.hpp>
#include <cstdint>
#include <cstring>
#include <limits>
#include <system_error>
#include <vector>

#include "frames.hpp"

namespace bench::peers {
namespace {

using asio::ip::tcp;

void check(const asio::error_code& error, const char* call) {
  if (error) throw std::system_error(error, call);
}

// A connection with its own loop; one thread, so without locks.
struct connection {
  explicit connection(int fd) : socket(loop, tcp::v4(), copy_of(fd)) {}
  asio::io_context loop{ASIO_CONCURRENCY_HINT_UNSAFE};
  tcp::socket socket;
};

// Asio writes 64 KiB at most in one call unless it is told otherwise.
std::size_t all_at_once(const asio::error_code& error, std::size_t) {
  return error ? 0 : std::numeric_limits<std::size_t>::max();
}

class batch_sender : connection {
 public:
  batch_sender(int fd, outbox& out) : connection(fd), out_(out) {}
  void run() {
    write();
    loop.run();
  }

 private:
  void write() {
    if (!batch_.fill(out_)) return;
    buffers_.clear();
    for (const bytes piece : batch_.pieces())
      buffers_.emplace_back(piece.data(), piece.size());
    asio::async_write(socket, buffers_, all_at_once,
                      [this](const asio::error_code& error, std::size_t) {
                        check(error, "async_write");
                        write();
                      });
  }

  outbox& out_;
  outgoing batch_;
  std::vector<asio::const_buffer> buffers_;
};

class batch_receiver : connection {
 public:
  batch_receiver(int fd, inbox& in) : connection(fd), stream_(in) {}
  void run() {
    read();
    loop.run();
  }

 private:
  void read() {
    const auto room = stream_.room();
    socket.async_read_some(
        asio::buffer(room.data(), room.size()),
        [this](const asio::error_code& error, std::size_t n) {
          if (error == asio::error::eof) return;
          check(error, "async_read_some");
          stream_.received(n);
          read();
        });
  }

  incoming stream_;
};

class chat_sender : connection {
 public:
  chat_sender(int fd, outbox& out) : connection(fd), out_(out) {}
  void run() {
    write();
    loop.run();
  }

 private:
  void write() {
    const bytes message = out_.next();
    if (message.empty()) return;
    const auto length = ::htonl(static_cast<std::uint32_t>(message.size()));
    frame_.resize(sizeof length + message.size());
    std::memcpy(frame_.data(), &length, sizeof length);
    std::memcpy(frame_.data() + sizeof length, message.data(), message.size());
    asio::async_write(socket, asio::buffer(frame_),
                      [this](const asio::error_code& error, std::size_t) {
                        check(error, "async_write");
                        write();
                      });
  }

  outbox& out_;
  std::vector<std::byte> frame_;
};

class chat_receiver : connection {
 public:
  chat_receiver(int fd, inbox& in) : connection(fd), in_(in) {}
  void run() {
    read_header();
    loop.run();
  }

 private:
  void read_header() {
    asio::async_read(socket, asio::buffer(&length_, sizeof length_),
                     [this](const asio::error_code& error, std::size_t) {
                       if (error == asio::error::eof) return;
                       check(error, "async_read of a header");
                       read_body();
                     });
  }
  void read_body() {
    body_.resize(::ntohl(length_));
    asio::async_read(socket, asio::buffer(body_),
                     [this](const asio::error_code& error, std::size_t) {
                       check(error, "async_read of a body");
                       in_.take(body_);
                       read_header();
                     });
  }

  inbox& in_;
  std::uint32_t length_ = 0;
  std::vector<std::byte> body_;
};

template <class Sender, class Receiver>
way between() {
  return {[](int fd, outbox& out) { Sender(fd, out).run(); },
          [](int fd, inbox& in) { Receiver(fd, in).run(); }};
}

const rows table[] = {
    {"asio", between<batch_sender, batch_receiver>()},
    {"asio_chat", between<chat_sender, chat_receiver>()},
};

}  // namespace
}  // namespace bench::peers
