// Exercise: this server hangs up when the caller says q. A caller who hangs up
// without it keeps the server busy for ever, and nobody is served after that.
// To do: leave the conversation then, too, and be there for the next caller.
// Run:   ./server_until_q [host] [port]       then, elsewhere: ./client
// 练习：对方说 q，这个服务端才挂断。没说 q 就走了的，会让它一直空转，后面的人谁
//       也等不到它。
// 要做：对方走了也要跳出通信循环，去接下一个人。
#include <sys/socket.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8081");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd phone(
      kit::check(::socket(here.family(), SOCK_STREAM, 0), "socket"));
  const int yes = 1;  // lesson 04
  ::setsockopt(phone.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(phone.get(), here.address(), here.size()), bind_to);
  kit::check(::listen(phone.get(), 5), "listen");

  // ---- the lesson ----
  for (int n = 1;; ++n) {
    const kit::unique_fd call(
        kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
    std::cout << "call " << n << std::endl;
    std::string words;
    while (words != "q") {
      words.assign(1024, '\0');
      const ssize_t heard = ::recv(call.get(), words.data(), words.size(), 0);
      if (heard == -1) {  // the line is dead; the phone is not
        std::cout << "recv -> -1 " << std::strerror(errno) << std::endl;
        break;
      }
      words.resize(static_cast<std::size_t>(heard));
      const std::string answer = upper(words);
      // May send less than asked: lesson 13. No SIGPIPE: lesson 05.
      ::send(call.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
    }
    std::cout << "call " << n << " is over" << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
