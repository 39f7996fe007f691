// Python's socketserver in C++, under its own names. Who calls whom:
//
//   serve_forever             for ever:
//     get_request             TCP: accept. UDP: recvfrom
//     process_request         one after the other; threading<>: a thread each
//       finish_request        catches what goes wrong in handle
//         handle              yours
//       shutdown_request      TCP: close. UDP: nothing
#pragma once

#include <sys/socket.h>

#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <utility>

#include "kit/check.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

// self.request and self.client_address of a handler.
struct request {
  kit::unique_fd connection{};     // TCP: the connection
  std::string data{};              // UDP: a pair, the datagram ...
  int socket = -1;                 // ... and the server's socket, to answer by
  kit::endpoint client_address{};  // UDP only: a connection knows its peer
};

class tcp_server {
 public:
  explicit tcp_server(kit::endpoint server_address)
      : server_address_(std::move(server_address)) {}
  virtual ~tcp_server() = default;

  // Python does this in the constructor. In C++ the methods of a derived class
  // are not called from there: a UDP server would listen().
  void open() {
    socket_.reset(kit::check(
        ::socket(server_address_.family(), socket_type(), 0), "socket"));
    server_bind();
    server_activate();
  }
  void serve_forever() {
    while (true) process_request(get_request());
  }

 protected:
  // Class attributes in Python, which a derived class replaces by its own: in
  // C++ a function can be replaced, a static member cannot.
  virtual int socket_type() const { return SOCK_STREAM; }
  virtual bool allow_reuse_address() const { return true; }
  virtual int request_queue_size() const { return 5; }

  virtual void server_bind() {
    const int on = allow_reuse_address() ? 1 : 0;
    kit::check(::setsockopt(socket(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on),
               "setsockopt");
    kit::check(
        ::bind(socket(), server_address_.address(), server_address_.size()),
        "bind to " + kit::to_string(server_address_));
  }
  virtual void server_activate() {
    kit::check(::listen(socket(), request_queue_size()), "listen");
  }
  virtual void server_close() { socket_.reset(); }
  virtual request get_request() {
    return {.connection = kit::accept_next(socket())};
  }
  virtual void process_request(request one) {
    finish_request(one);
    shutdown_request(one);
  }
  virtual void shutdown_request(request& one) { one.connection.reset(); }
  virtual void handle(request&) = 0;

  void finish_request(request& one) {
    try {
      handle(one);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "server: hung up: %s\n", error.what());
    }
  }
  int socket() const { return socket_.get(); }

 private:
  kit::endpoint server_address_;
  kit::unique_fd socket_;
};

// What is different about datagrams, and nothing else.
class udp_server : public tcp_server {
 public:
  using tcp_server::tcp_server;

 protected:
  int socket_type() const override { return SOCK_DGRAM; }
  bool allow_reuse_address() const override { return false; }
  void server_activate() override {}  // there is nothing to listen for
  request get_request() override {
    request one{.data = std::string(65535, '\0'), .socket = socket()};
    const ssize_t size = kit::check(
        ::recvfrom(socket(), one.data.data(), one.data.size(), 0,
                   one.client_address.address(), one.client_address.room()),
        "recvfrom");
    one.data.resize(static_cast<std::size_t>(size));
    return one;
  }
};

// ThreadingMixIn: one method is another, whatever the server.
template <class Server>
class threading : public Server {
 public:
  using Server::Server;

 protected:
  void process_request(request one) override {
    try {
      std::thread(
          [this](request own) {
            this->finish_request(own);
            this->shutdown_request(own);
          },
          std::move(one))
          .detach();
    } catch (const std::exception& error) {  // no thread is free
      std::fprintf(stderr, "server: hung up: %s\n", error.what());
    }
  }
};
