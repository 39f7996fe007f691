// Exercise: the server sends header and data close together, and this client
// takes both with one recv. When they come together.
// To do: receive until the header is whole, then until the answer is; never ask
//        for more than is missing.
// Check: ./sticky check 22 PATH/client_whole.cpp
// 练习：服务端一前一后发出报头和数据，这个客户端用一次 recv 把两样都取走。那要
//       看它们是不是一起来。
// 要做：先收满报头，再收满回答；缺多少要多少，不多要。
#include <sys/socket.h>

#include <cstdint>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

constexpr std::int32_t most = 1 << 20;  // bytes of an answer

// Python's struct.unpack('i', header): 4 bytes, the lowest first, signed.
std::int32_t unpack(std::string_view header) {
  std::uint32_t number = 0;
  for (int i = 3; i >= 0; --i)
    number = number << 8 | static_cast<unsigned char>(header[std::size_t(i)]);
  return static_cast<std::int32_t>(number);
}

// ---- the exercise ----
std::string recv_answer(int server) {
  std::string came(1024, '\0');
  const ssize_t n =
      kit::check(::recv(server, came.data(), came.size(), 0), "recv");
  if (n == 0) throw std::runtime_error("expected a header, the server left");
  const std::int32_t length = unpack(came);
  if (length < 0 || length > most)
    throw std::runtime_error(
        kit::explain(kit::python_i(most), kit::as_bytes(came).first(4)));
  return came.substr(4, static_cast<std::size_t>(length));
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
