// Shows: bytes become numbers again, if both ends agree on the format.
// Ask:   how does the server know where the second struct begins?
// Run:   ./server [host] [port] [format ...]     then: ./client
// Try:   give it '>I3sf' and the client I3sf. Predict the three values.
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/tcp.hpp"
#include "struct_format.hpp"
#include "unpack.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) {
    std::cout << given.usage
              << "  then the formats to expect, I3sf 4sI ii if not given\n";
    return 0;
  }
  std::vector<std::string> formats(argv + std::min(argc, 3), argv + argc);
  if (formats.empty()) formats = {"I3sf", "4sI", "ii"};

  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd client(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ---- (struct_format.hpp and unpack.hpp)
  for (const std::string& letters : formats) {
    const struct_format format = parse_format(letters);
    std::string bytes;  // the size is in the format, so no length is sent
    const kit::recv_result got =
        kit::recv_exact(client.get(), format.size(), bytes);
    if (got.how != kit::received::complete)
      throw std::runtime_error(kit::explain(got, letters));
    std::cout << letters << ": " << hex(bytes) << " ->" << unpack(format, bytes)
              << std::endl;
  }
  std::array<std::byte, 1> more{};
  if (kit::recv_exact(client.get(), more).how == kit::received::complete)
    throw std::runtime_error("expected the end of the stream, got more");
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
