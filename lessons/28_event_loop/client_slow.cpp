// Shows: a client that sends half a frame, and then nothing more.
// Ask:   what does it cost a server of lesson 22? Of 27? And this one?
// Run:   ./client_slow [host] [port]
// Try:   start a hundred against lesson 27's server, with a limit of 100.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  kit::send_all(server.get(), std::string_view("\0\0\0\5he", 6));  // of 9
  char byte = 0;
  const ssize_t size =
      kit::check(::recv(server.get(), &byte, 1, 0), "recv");  // waits
  std::cout << "recv -> " << size << std::endl;               // 0: they hung up
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
