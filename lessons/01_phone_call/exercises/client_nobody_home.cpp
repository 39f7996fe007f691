// Exercise: this client does not look at what connect returns. With nobody at
// home it goes on talking, and dies of it, far from the cause.
// To do: look; if the call failed, print "nobody is at home" and end with
//        status 1.
// Run:   ./client_nobody_home [host] [port]       without any server
// 练习：这个客户端不看 connect 返回什么。没有人在家，它照样往下说，最后死在离原
//       因很远的地方。
// 要做：看一看；调用失败了，就打印 "nobody is at home"，以状态 1 结束。
#include <sys/socket.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/sockets/endpoint.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint number(given.host, given.port);

  // ---- the lesson ----
  const int phone = ::socket(number.family(), SOCK_STREAM, 0);
  ::connect(phone, number.address(), number.size());
  const std::string words = "hello";
  ::send(phone, words.data(), words.size(), 0);

  std::string answer(1024, '\0');
  const ssize_t heard = ::recv(phone, answer.data(), answer.size(), 0);
  answer.resize(heard > 0 ? static_cast<size_t>(heard) : 0);
  std::cout << "the answer has " << answer.size() << " bytes" << std::endl;
  ::close(phone);
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
