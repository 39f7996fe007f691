// Exercise: send has returned and TCP has acknowledged the bytes, so this
// client expects the answer to be there. Sometimes it is.
// To do: print what the program at the other end says, whenever it says it.
// Check: ./sticky check 16 PATH/client_has_it.cpp
// 练习：send 返回了，TCP 也确认了这些字节，于是这个客户端以为回答已经到了。有时
//       候是的。
// 要做：对端的程序无论什么时候说话，都要打印出来。
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8090");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =  // connect: SYN, SYN-ACK, ACK
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  kit::check(::send(phone.get(), "hello", 5, MSG_NOSIGNAL), "send");
  kit::check(::shutdown(phone.get(), SHUT_WR), "shutdown");
  std::string words(2, '\0');
  const ssize_t heard =
      ::recv(phone.get(), words.data(), words.size(), MSG_DONTWAIT);
  words.resize(heard == -1 ? 0 : static_cast<std::size_t>(heard));
  std::cout << "the server said \"" << kit::escaped(words) << '"' << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
