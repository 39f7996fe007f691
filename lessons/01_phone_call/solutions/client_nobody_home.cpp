// Solution: every call says whether it worked; the first that did not is where
// to stop. (errno tells why: nobody at home is ECONNREFUSED.)
// Run:   ./client_nobody_home [host] [port]       without any server
// 答案：每个调用都会说自己成没成；第一个没成的，就是该停下的地方。（原因在
//       errno 里：没有人在家是 ECONNREFUSED。）
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
  if (::connect(phone, number.address(), number.size()) == -1) {
    std::cout << "nobody is at home" << std::endl;
    return 1;
  }
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
