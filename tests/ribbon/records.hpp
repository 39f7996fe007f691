// Plays made by hand, call by call, for tests that need no processes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"

namespace tests {

/// A record with one stream from client to server, that grows call by call.
class staged {
 public:
  explicit staged(play::transport kind = play::transport::tcp) {
    record.programs = {{"server", {"./server"}, 0, "", "", "", false},
                       {"client", {"./client"}, 0, "", "", "", false}};
    record.streams.emplace_back();
    stream().kind = kind;
    stream().from = "client";
    stream().to = "server";
  }

  play::stream& stream() { return record.streams.front(); }

  /// Any call of the list; returns its number.
  int call(std::string program, std::string_view name, int fd,
           std::int64_t result, std::string address = "") {
    play::call c;
    c.n = static_cast<int>(record.calls.size()) + 1;
    c.program = std::move(program);
    set_type(c, *play::find_call_type(name));
    c.fd = fd;
    c.result = result;
    c.address = std::move(address);
    record.calls.push_back(c);
    return c.n;
  }

  /// The client sends. A TCP segment of its own carries the bytes, if any.
  staged& send(std::string_view bytes, bool with_segment = true) {
    play::stream& s = stream();
    const auto offset = static_cast<std::int64_t>(s.bytes.size());
    const auto size = static_cast<std::int64_t>(bytes.size());
    const int n = moved("client", "send", 3, size, size, offset);
    s.bytes += bytes;
    s.sends.push_back({offset, size, n});
    if (with_segment) s.segments.push_back({offset, size, n});
    return *this;
  }

  /// The server receives `size` bytes from where its last recv ended.
  staged& recv(std::int64_t size, std::int64_t asked = 10) {
    const auto& row = stream().recvs;
    return recv_at(row.empty() ? 0 : row.back().offset + row.back().size, size,
                   asked);
  }
  /// The same from an offset: where a datagram begins.
  staged& recv_at(std::int64_t offset, std::int64_t size,
                  std::int64_t asked = 10) {
    const int n = moved("server", "recv", 4, asked, size, offset);
    stream().recvs.push_back({offset, size, n});
    return *this;
  }

  staged& segments(const std::vector<std::int64_t>& sizes) {
    stream().segments.clear();
    std::int64_t offset = 0;
    for (const std::int64_t size : sizes) {
      stream().segments.push_back({offset, size, 0});
      offset += size;
    }
    return *this;
  }

  staged& print(std::string program, std::string text) {
    record.prints.push_back({std::move(program), false,
                             static_cast<int>(record.calls.size()),
                             std::move(text)});
    return *this;
  }

  play::record record;

 private:
  int moved(std::string program, std::string_view name, int fd,
            std::int64_t asked, std::int64_t result, std::int64_t offset) {
    const int n = call(std::move(program), name, fd, result);
    record.calls.back().asked = asked;
    record.calls.back().stream = 0;
    record.calls.back().offset = offset;
    return n;
  }
};

/// Lesson 11: connected, nothing sent yet.
inline staged phone_line() {
  staged play;
  play.call("server", "socket", -1, 3);
  play.record.calls.back().socket_type = play::socket_type::stream;
  play.call("server", "bind", 3, 0, "127.0.0.1:8080");
  play.call("server", "listen", 3, 0);
  play.call("client", "socket", -1, 3);
  play.record.calls.back().socket_type = play::socket_type::stream;
  play.call("client", "connect", 3, 0, "127.0.0.1:8080");
  play.call("server", "accept", 3, 4, "127.0.0.1:40000");
  return play;
}

inline play::record late_reader() {
  staged play = phone_line();
  play.send("hello").send("feng");
  play.call("client", "close", 3, 0);
  play.recv(9).print("server", "1st recv: 9 bytes \"hellofeng\"\n");
  play.recv(0).print("server", "2nd recv: 0 bytes \"\"\n");
  return play.record;
}

inline play::record prompt_reader() {
  staged play = phone_line();
  play.send("hello").recv(5).send("feng").recv(4);
  return play.record;
}

inline play::record small_first_bite() {
  staged play = phone_line();
  play.send("hello").send("feng").recv(2, 2).recv(7);
  return play.record;
}

}  // namespace tests
