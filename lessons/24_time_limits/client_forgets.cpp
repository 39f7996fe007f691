// Shows: a time limit in the middle of a message: what has come is lost.
// Ask:   recv_exact has thrown. Where are the bytes that it had read?
// Run:   ./client_forgets [host] [port]       and type messages at ./server
// Try:   diff client.cpp client_forgets.cpp. Predict: when do they differ?
#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::chrono::seconds limit(1);
constexpr int patience = 60;  // limits in a row

// ---- the lesson ----
enum class came { message, nothing_yet, end };

came next(int server, std::string& message) try {
  const kit::length_format format;
  std::array<std::byte, 4> header{};
  kit::recv_result got = kit::recv_exact(server, header);
  if (got.how == kit::received::end_before) return came::end;
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, "header"));
  const kit::decoded_length length = kit::decode_length(format, header);
  if (length.error != kit::length_error::none)
    throw std::runtime_error(kit::explain(format, header));
  message.clear();
  got = kit::recv_exact(server, length.length, message);
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, "message"));
  return came::message;
} catch (const std::system_error& error) {
  if (error.code().value() != EAGAIN) throw;
  return came::nothing_yet;  // the fault: header and message go out of scope
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
  std::string message;
  for (int silent = 0; silent < patience;) {
    const came what = next(server.get(), message);
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
