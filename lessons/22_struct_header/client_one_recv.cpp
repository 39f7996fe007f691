// Shows: the document's client: one recv for the header, one for the answer.
// Ask:   what is in the rest of the header when recv brought one byte of it?
// Run:   ./client_one_recv [host] [port]       and type date, whoami ... quit
// Try:   diff client.cpp client_one_recv.cpp. Predict: when do they differ?
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

constexpr std::int32_t most = 1 << 20;  // bytes of an answer

// ---- the lesson ----
// Python's struct.unpack('i', header): 4 bytes, the lowest first, signed.
std::int32_t unpack(const std::array<std::byte, 4>& header) {
  std::uint32_t number = 0;
  for (int i = 3; i >= 0; --i)
    number =
        number << 8 | std::to_integer<std::uint32_t>(header[std::size_t(i)]);
  return static_cast<std::int32_t>(number);
}

std::string recv_answer(int server) {
  std::array<std::byte, 4> header{};
  // The fault, here and below: recv may bring fewer bytes than it is asked for.
  ssize_t n =
      kit::check(::recv(server, header.data(), header.size(), 0), "recv");
  if (n == 0) throw std::runtime_error("expected a header, the server left");
  const std::int32_t length = unpack(header);
  // Judge the number before anything is done with it: it is a stranger's.
  if (length < 0 || length > most)
    throw std::runtime_error(kit::explain(kit::python_i(most), header));
  std::string answer(static_cast<std::size_t>(length), '\0');
  n = kit::check(::recv(server, answer.data(), answer.size(), 0), "recv");
  if (n == 0 && length > 0)
    throw std::runtime_error("expected an answer, the server left");
  answer.resize(static_cast<std::size_t>(n));
  return answer;
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
    const std::string answer = recv_answer(server.get());
    std::cout << command << ": " << answer.size() << " bytes\n"
              << kit::escaped_lines(answer) << std::flush;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
