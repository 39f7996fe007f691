// Shows: a C++ struct sent as it lies in memory, and a number cut to 4 bytes.
// Ask:   struct.calcsize('I3s') is 7; what is sizeof of the struct below?
// Run:   ./client_memory [host] [port]     give the server: I3s i
// Try:   give the server I3sB i instead. Predict: where is the 0xee then?
#include <cstdint>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "struct_format.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  struct record {
    std::uint32_t number;
    char text[3];
  };  // and here the compiler adds a byte, so that arrays of it are aligned
  record first;
  std::memset(&first, 0xee, sizeof first);  // what was in this memory before
  first.number = 1;
  std::memcpy(first.text, "abc", 3);
  // The faults: memory sent as bytes, and a cast that cuts without a word.
  const std::int64_t big = 1111111111111;
  const auto second = static_cast<std::int32_t>(big);

  const std::string_view bytes(reinterpret_cast<char*>(&first), sizeof first);
  std::cout << "I3s: " << sizeof first << " bytes " << hex(bytes) << '\n'
            << "i: " << big << " became " << second << std::endl;
  kit::send_all(server.get(), bytes);
  kit::send_all(server.get(), {reinterpret_cast<const char*>(&second), 4});
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
