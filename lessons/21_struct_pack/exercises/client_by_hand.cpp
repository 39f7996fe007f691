// Exercise: this client is to send what struct.pack('I3sf', 1, b'abc', 2.7)
// makes, without any format: 12 bytes. It sends 11, and the numbers the wrong
// way round. Fix record_bytes(); by shifts, never by casting a struct.
// Check: ./sticky check 21 PATH/client_by_hand.cpp
// 练习：这个客户端要发出 struct.pack('I3sf', 1, b'abc', 2.7) 的 12 个字节，但不
//       用任何格式。现在它发 11 个，数的字节顺序也反了。把 record_bytes() 改
//       对；用移位，不要强制转换结构体。
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
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>(number >> shift);
  return out;
}

std::string record_bytes() {
  return number_bytes(1) + "abc" +
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
