// Solution: the lowest byte first, and a byte of padding, because a float
// begins at a multiple of 4.
// 答案：低位字节在前；还要填充一个字节，因为 float 要从 4 的倍数开始。
#include <bit>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>

#include "21_struct_pack/struct_format.hpp"
#include "kit/arguments.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

std::string number_bytes(std::uint32_t number) {
  std::string out;
  for (int shift = 0; shift <= 24; shift += 8)
    out += static_cast<char>(number >> shift);
  return out;
}

std::string record_bytes() {
  return number_bytes(1) + "abc" + std::string(1, '\0') +
         number_bytes(std::bit_cast<std::uint32_t>(2.7F));
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  const std::string bytes = record_bytes();
  std::cout << bytes.size() << " bytes " << hex(bytes) << std::endl;
  kit::send_all(server.get(), bytes);
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
