// Shows: a time limit in the middle of a message: what has come is kept.
// Ask:   recv fails with EAGAIN. Where are the bytes that came before?
// Run:   ./client [host] [port]       and type messages at ./server
// Try:   diff client.cpp client_forgets.cpp. Predict: when do they differ?
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::chrono::seconds limit(1);
constexpr int patience = 60;  // limits in a row

// ---- the lesson ----
enum class came { message, nothing_yet, end };

came next(int server, kit::length_prefix_decoder& decoder,
          std::string& message) {
  while (true) {
    if (const auto frame = decoder.next()) {
      message = kit::as_text(*frame);
      return came::message;
    }
    if (decoder.error() != kit::length_error::none) break;
    const std::span<std::byte> room = decoder.prepare();
    const ssize_t n = ::recv(server, room.data(), room.size(), 0);
    // Time is up. Half a message may be in the decoder, and stays there.
    if (n == -1 && errno == EAGAIN) return came::nothing_yet;
    kit::check(n, "recv");
    if (n == 0 && decoder.explain().empty()) return came::end;
    if (n == 0) break;
    decoder.commit(static_cast<std::size_t>(n));
  }
  throw std::runtime_error(decoder.explain());
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8086");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  kit::give_up_after(server.get(), limit);
  kit::length_prefix_decoder decoder(kit::length_format{});
  std::string message;
  for (int silent = 0; silent < patience;) {
    const came what = next(server.get(), decoder, message);
    if (what == came::end) return 0;
    if (what == came::nothing_yet) {
      ++silent;  // here a program looks after its other work
      continue;
    }
    silent = 0;
    std::cout << message.size() << " bytes \"" << kit::escaped(message) << '"'
              << std::endl;
  }
  throw std::runtime_error("nothing for 60 seconds");
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
