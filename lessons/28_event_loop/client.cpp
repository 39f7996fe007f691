// Shows: a client with frames: it knows nothing of loops and threads.
// Ask:   what can it see of the server's thousand other clients?
// Run:   ./client [host] [port]       and type lines; quit ends
// Try:   type nothing for ten seconds. Predict what the next line gets.
#include <array>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

constexpr kit::length_format format{.limit = 64 * 1024};

void require(const kit::recv_result& got, std::string_view what) {
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, what));
}

// ---- the lesson ----
std::string ask(int server, const std::string& question) {
  std::vector<std::byte> frame;
  if (!kit::append_frame(format, kit::as_bytes(question), frame))
    throw std::runtime_error("this line is too long");
  kit::send_all(server, frame);
  std::array<std::byte, 4> header{};
  require(kit::recv_exact(server, header), "header");
  const kit::decoded_length length = kit::decode_length(format, header);
  if (length.error != kit::length_error::none)
    throw std::runtime_error(kit::explain(format, header));
  std::string answer;
  require(kit::recv_exact(server, length.length, answer), "answer");
  return answer;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  for (std::string line; std::getline(std::cin, line) && line != "quit";)
    std::cout << kit::escaped(ask(server.get(), line)) << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
