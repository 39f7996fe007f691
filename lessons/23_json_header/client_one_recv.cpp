// Shows: the document's client: one recv for the length, one for the JSON.
// Ask:   why does this one fail aloud, and that of lesson 22 in silence?
// Run:   ./client_one_recv [host] [port]       and type date, whoami ... quit
// Try:   diff client.cpp client_one_recv.cpp. Predict first: what will it say?
#include <sys/socket.h>

#include <array>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/md5.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

void require(const kit::recv_result& got, std::string_view what) {
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, what));
}

// ---- the lesson ----
void print_answer(int server, const std::string& command) {
  const kit::json_header_format format{.limit = 1 << 20};
  std::array<std::byte, 4> prefix{};
  // The fault, here and below: recv may bring fewer bytes than it is asked for.
  ssize_t n =
      kit::check(::recv(server, prefix.data(), prefix.size(), 0), "recv");
  if (n == 0) throw std::runtime_error("expected a length, the server left");
  const kit::decoded_length length = kit::decode_length(format.prefix, prefix);
  if (length.error != kit::length_error::none)
    throw std::runtime_error(kit::explain(format.prefix, prefix));

  std::string json(length.length, '\0');
  n = kit::check(::recv(server, json.data(), json.size(), 0), "recv");
  json.resize(static_cast<std::size_t>(n));
  const kit::decoded_header read = kit::decode_json_header(format, json);
  if (read.error != kit::header_error::none)
    throw std::runtime_error(read.what);

  std::string data;
  require(kit::recv_exact(server, read.header.total_size, data), "data");
  std::cout << command << ": " << kit::escaped(read.header.filename, 40) << ", "
            << data.size() << " bytes, md5 "
            << (kit::md5(data) == read.header.md5 ? "matches" : "differs")
            << '\n'
            << kit::escaped_lines(data) << std::flush;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8083");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  std::string command;
  while (kit::next_command(std::cin, command)) {
    kit::send_all(server.get(), command);
    print_answer(server.get(), command);
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
