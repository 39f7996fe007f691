// The exam's part E: a loop that is right, in a server around it.
// 试卷第五部分：一个正确的循环，外面套着一个服务端。
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t most = 32;  // bytes of a message

enum class outcome { message, end, refused };

// ---- the answer ----
// The next line of the stream into `message`, without its "\n". What was
// received behind it stays in `kept` for the next call.
outcome next_line(int fd, std::string& kept, std::string& message) {
  while (true) {
    const std::size_t end = kept.find('\n');
    if (std::min(end, kept.size()) > most) return outcome::refused;  // too long
    if (end != std::string::npos) {
      message = kept.substr(0, end);
      kept.erase(0, end + 1);
      return outcome::message;
    }
    std::array<char, 1024> room{};
    const ssize_t n = ::recv(fd, room.data(), room.size(), 0);
    if (n == -1 && errno == EINTR) continue;  // a signal came first: again
    if (n == -1) return outcome::refused;     // this connection is over
    if (n == 0) return kept.empty() ? outcome::end : outcome::refused;
    kept.append(room.data(), static_cast<std::size_t>(n));
  }
}

void converse(int client) {
  std::string kept, message;
  int n = 0;
  outcome how{};
  while ((how = next_line(client, kept, message)) == outcome::message)
    std::cout << ++n << ": \"" << kit::escaped(message) << '"' << std::endl;
  if (how == outcome::refused)
    throw std::runtime_error("no line: \"" + kit::escaped(kept, 20) + '"');
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  while (true) {
    const kit::unique_fd client(
        kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
    try {
      converse(client.get());
      std::cout << "the client left" << std::endl;
    } catch (const std::exception& error) {
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
