// Solution: every call says whether it worked; the first that did not is where
// to stop. (errno tells why: nobody at home is ECONNREFUSED.)
// Run:   ./client_nobody_home [host] [port]       without any server
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>
#include <string>

int main(int argc, char* argv[]) {
  const std::string host = argc > 1 ? argv[1] : "127.0.0.1";
  const std::string port = argc > 2 ? argv[2] : "8080";
  if (host == "--help") {
    std::cout << "usage: ./client_nobody_home [host] [port]" << std::endl;
    return 0;
  }
  addrinfo tcp{}, *address = nullptr;
  tcp.ai_socktype = SOCK_STREAM;
  if (::getaddrinfo(host.c_str(), port.c_str(), &tcp, &address) != 0) {
    std::cerr << "client: no such address (" + host + " port " + port + ")\n";
    return 1;
  }

  // ---- the lesson ----
  const int phone = ::socket(address->ai_family, SOCK_STREAM, 0);
  if (::connect(phone, address->ai_addr, address->ai_addrlen) == -1) {
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
  ::freeaddrinfo(address);
}
