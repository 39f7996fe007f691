// Shows: one phone call: wait for it, listen, answer in upper case, hang up.
// Ask:   in which call does the server wait while nobody rings?
// Run:   ./server [host] [port]       then, in a second terminal: ./client
// Try:   call it with `nc 127.0.0.1 8080` and type two lines. Predict first.
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

void stop_if(bool failed, const char* call, const std::string& advice = "") {
  if (!failed) return;
  std::cerr << std::string("server: ") + call + ": " + std::strerror(errno) +
                   advice + '\n';
  std::exit(1);
}

// What is received may be anything: show it in printable ASCII.
std::string quoted(const std::string& bytes) {
  std::string shown = "\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char code[5] = {c};
    if (byte < ' ' || byte > '~' || byte == '\\')
      std::snprintf(code, sizeof code, "\\x%02x", byte);
    shown += code;
  }
  return shown + '"';
}

int main(int argc, char* argv[]) {
  const std::string host = argc > 1 ? argv[1] : "127.0.0.1";
  const std::string port = argc > 2 ? argv[2] : "8080";
  if (host == "--help") {
    std::cout << "usage: ./server [host] [port]" << std::endl;
    return 0;
  }
  const std::string taken = " (" + host + " port " + port + "; try another)";
  addrinfo tcp{}, *address = nullptr;
  tcp.ai_socktype = SOCK_STREAM;
  int unknown = ::getaddrinfo(host.c_str(), port.c_str(), &tcp, &address);
  if (std::atol(port.c_str()) >> 16 != 0) unknown = EAI_SERVICE;  // 16 bits
  if (unknown != 0) {
    std::cerr << "server: " << ::gai_strerror(unknown) + taken + '\n';
    return 1;
  }
  const int yes = 1;

  // ---- the lesson ----
  const int phone = ::socket(address->ai_family, SOCK_STREAM, 0);  // buy one
  stop_if(phone == -1, "socket");
  ::setsockopt(phone, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);  // lesson 04
  stop_if(::bind(phone, address->ai_addr, address->ai_addrlen) == -1, "bind",
          taken);                               // put the SIM card in
  stop_if(::listen(phone, 5) == -1, "listen");  // switch it on
  std::cout << "waiting for a call" << std::endl;

  const int call = ::accept(phone, nullptr, nullptr);  // pick up
  stop_if(call == -1, "accept");
  std::string words(1024, '\0');
  const ssize_t heard = ::recv(call, words.data(), words.size(), 0);
  stop_if(heard == -1, "recv");
  words.resize(static_cast<size_t>(heard));  // 0: hung up without a word
  std::cout << "recv 1 -> " << heard << ' ' << quoted(words) << std::endl;

  for (char& c : words) c = static_cast<char>(std::toupper(c & 0xff));
  const ssize_t said = ::send(call, words.data(), words.size(), 0);
  stop_if(said == -1, "send");  // may send less than asked: lesson 13
  std::cout << "send 1 -> " << said << ' ' << quoted(words) << std::endl;

  ::close(call);   // hang up
  ::close(phone);  // switch it off
  ::freeaddrinfo(address);
}
