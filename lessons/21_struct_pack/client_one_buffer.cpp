// Shows: one buffer for every struct, and all of it sent: twelve old bytes too.
// Ask:   ii is 8 bytes; what stands behind them in a buffer of 20?
// Run:   ./client_one_buffer [host] [port] [packed]    then the server's
// formats
//        packed: send what was packed and no more
// Try:   pack ii at 4 instead. Predict the 20 bytes before you run it.
#include <algorithm>
#include <exception>
#include <iostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "pack.hpp"
#include "struct_format.hpp"
#include "unpack.hpp"

// ---- the lesson ----
// As Python's Struct.pack_into and unpack_from: at an offset, into a buffer
// that is there already. What is not packed over stays. Gives the end.
std::size_t pack_into(std::span<char> buffer, std::size_t offset,
                      const struct_format& format, const char* values) {
  std::istringstream words(values);
  const std::string bytes = pack(format, words);
  if (offset > buffer.size() || bytes.size() > buffer.size() - offset)
    throw std::runtime_error("pack_into: the buffer is too short");
  std::ranges::copy(bytes, buffer.subspan(offset).begin());
  return offset + bytes.size();
}

std::string unpack_from(std::string_view buffer, std::size_t offset,
                        const struct_format& format) {
  if (offset > buffer.size() || format.size() > buffer.size() - offset)
    throw std::runtime_error("unpack_from: the buffer is too short");
  return unpack(format, buffer.substr(offset));
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) return std::cout << given.usage << "  then [packed]\n", 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  const struct_format s1 = parse_format("I3sf"), s2 = parse_format("4sI"),
                      s3 = parse_format("ii");

  std::string buffer(s1.size() + s2.size(), '\0');
  std::cout << "before: " << hex(buffer) << std::endl;
  const std::size_t second = pack_into(buffer, 0, s1, "1 abc 2.7");
  pack_into(buffer, second, s2, "defg 101");
  std::cout << "after:  " << hex(buffer) << unpack_from(buffer, 0, s1)
            << unpack_from(buffer, second, s2) << std::endl;
  kit::send_all(server.get(), buffer);

  const std::size_t end = pack_into(buffer, 0, s3, "123 123");
  std::cout << "after:  " << hex(buffer) << unpack_from(buffer, 0, s3)
            << std::endl;
  // The fault: the buffer's size is not that of what was packed.
  const bool packed = argc > 3 && std::string_view(argv[3]) == "packed";
  kit::send_all(server.get(),
                std::string_view(buffer).substr(0, packed ? end : 20));
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
