// A reader's own server, as docs/check.md compiles one: ./server PORT
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

int main(int argc, char* argv[]) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  at.sin_port =
      htons(static_cast<in_port_t>(argc > 1 ? std::atoi(argv[1]) : 8080));
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 ||
      ::listen(listener, 5) != 0)
    return 1;
  const int connection = ::accept(listener, nullptr, nullptr);
  std::string all, part(100, '\0');
  ssize_t size = 0;
  while ((size = ::recv(connection, part.data(), part.size(), 0)) > 0)
    all.append(part, 0, static_cast<std::size_t>(size));
  std::cout << all << '\n';
  ::close(connection);
  ::close(listener);
  return size == 0 ? 0 : 1;
}
