// Shows: numbers become bytes: width, byte order, padding, and what is too big.
// Ask:   I3sf is 4 + 3 + 4 bytes; why does the client send 12?
// Run:   ./client [host] [port]     and type: I3sf 1 abc 2.7
// Try:   i 1111111111111, then q 1111111111111. Predict both.
#include <exception>
#include <iostream>
#include <sstream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "pack.hpp"
#include "struct_format.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  std::string line, letters;
  while (std::getline(std::cin, line) && line != "quit") {
    std::istringstream words(line);
    if (!(words >> letters)) continue;

    // ---- the lesson ---- (pack.hpp and struct_format.hpp)
    const std::string bytes = pack(parse_format(letters), words);
    std::cout << letters << ": " << bytes.size() << " bytes " << hex(bytes)
              << std::endl;
    kit::send_all(server.get(), bytes);  // the format itself is not sent
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
