// Shows: one phone call: ring, say hello, hear the answer, hang up.
// Ask:   what happens in connect if nobody is at home?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   run it twice against one server. Predict first: who answers?
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

void stop_if(bool failed, const char* call, const std::string& advice = "") {
  if (!failed) return;
  std::cerr << std::string("client: ") + call + ": " + std::strerror(errno) +
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
    std::cout << "usage: ./client [host] [port]" << std::endl;
    return 0;
  }
  const std::string advice =
      " (" + host + " port " + port + "; start the server first)";
  addrinfo tcp{}, *address = nullptr;
  tcp.ai_socktype = SOCK_STREAM;
  int unknown = ::getaddrinfo(host.c_str(), port.c_str(), &tcp, &address);
  if (std::atol(port.c_str()) >> 16 != 0) unknown = EAI_SERVICE;  // 16 bits
  if (unknown != 0) {
    std::cerr << "client: " << ::gai_strerror(unknown)
              << " (" + host + " port " + port + ")\n";
    return 1;
  }

  // ---- the lesson ----
  const int phone = ::socket(address->ai_family, SOCK_STREAM, 0);  // buy one
  stop_if(phone == -1, "socket");
  stop_if(::connect(phone, address->ai_addr, address->ai_addrlen) == -1,
          "connect", advice);  // dial

  const std::string words = "hello";
  const ssize_t said = ::send(phone, words.data(), words.size(), 0);
  stop_if(said == -1, "send");  // may send less than asked: lesson 13
  std::cout << "send 1 -> " << said << ' ' << quoted(words) << std::endl;

  std::string answer(1024, '\0');
  const ssize_t heard = ::recv(phone, answer.data(), answer.size(), 0);
  stop_if(heard == -1, "recv");
  answer.resize(static_cast<size_t>(heard));  // 0: hung up without a word
  std::cout << "recv 1 -> " << heard << ' ' << quoted(answer) << std::endl;

  ::close(phone);  // hang up
  ::freeaddrinfo(address);
}
