// What the animals of the zoo share. An animal is a small program with a fault
// and, beside it, the same program without:
//
//   ANIMAL broken|fixed PORT
//
// Each ends by itself or waits in accept, prints whole messages and makes as
// few calls as it can: `sticky check` plays them in every order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "play/record.hpp"
#include "stage/programs/loopback.hpp"

/// Calls again what a signal interrupted.
template <typename Call>
auto again(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

inline int accept_one(int listener) {
  return stop_if_failed(
      again([=] { return ::accept(listener, nullptr, nullptr); }), "accept");
}

/// One recv of at most so many bytes; "" at the end of the stream.
inline std::string recv_some(int fd, std::size_t most) {
  std::string bytes(most, '\0');
  const ssize_t n =
      again([&] { return ::recv(fd, bytes.data(), bytes.size(), 0); });
  bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return bytes;
}

/// That many bytes; fewer only if the stream ends before.
inline std::string recv_exactly(int fd, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) {
    const std::string more = recv_some(fd, size - bytes.size());
    if (more.empty()) break;
    bytes += more;
  }
  return bytes;
}

/// The same in one call, which the schedule cannot cut: the kernel waits for
/// all of it.
inline std::string recv_whole(int fd, std::size_t size) {
  std::string bytes(size, '\0');
  const ssize_t n =
      again([&] { return ::recv(fd, bytes.data(), size, MSG_WAITALL); });
  if (n == -1) std::printf("recv: %s\n", std::strerror(errno));
  bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return bytes;
}

/// All of them, or until the peer is gone.
inline void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = again(
        [&] { return ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (n == -1) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// A header: four bytes, the highest first. What is missing counts as 0, as it
/// does in a buffer that was cleared before.
inline std::uint32_t number(const std::string& header) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 |
            static_cast<unsigned char>(i < header.size() ? header[i] : 0);
  return value;
}

/// One line, in quotes, at once: the play may be over before the program is.
inline void print(std::string_view bytes) {
  std::printf("\"%s\"\n", play::escaped(bytes).c_str());
  std::fflush(stdout);
}

using conversation = void (*)(int fd);

inline conversation chosen(char** argv, conversation broken,
                           conversation fixed) {
  return std::string_view(argv[1]) == "fixed" ? fixed : broken;
}

/// main() of an animal that is a server with one client.
inline int server(char** argv, conversation broken, conversation fixed) {
  chosen(argv, broken, fixed)(accept_one(listener_at(argv[2])));
  return 0;
}

/// main() of an animal that is a client.
inline int client(char** argv, conversation broken, conversation fixed) {
  chosen(argv, broken, fixed)(connected(argv[2]));
  return 0;
}
