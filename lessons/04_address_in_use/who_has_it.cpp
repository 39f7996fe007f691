// Shows: the kernel's list of the sockets at a port, like `ss -tan`.
// Ask:   whose socket is it that is in TIME_WAIT? Which program owns it?
// Run:   ./who_has_it [host] [port]
// Try:   run it again and again after a call. When does the line disappear?
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

std::string name_of(int state) {
  switch (state) {
    case TCP_ESTABLISHED:
      return "ESTABLISHED";
    case TCP_FIN_WAIT1:
      return "FIN_WAIT1";
    case TCP_FIN_WAIT2:
      return "FIN_WAIT2";
    case TCP_TIME_WAIT:
      return "TIME_WAIT";
    case TCP_CLOSE_WAIT:
      return "CLOSE_WAIT";
    case TCP_LAST_ACK:
      return "LAST_ACK";
    case TCP_LISTEN:
      return "LISTEN";
    default:
      return "state " + std::to_string(state);
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd phone(
      kit::check(::socket(here.family(), SOCK_STREAM, 0), "socket"));

  // ---- the lesson ----
  const int result = ::bind(phone.get(), here.address(), here.size());
  std::cout << (result == 0 ? "free" : "taken") << std::endl;

  std::ifstream table("/proc/net/tcp");  // IPv4: number, local, remote, state
  std::string line;
  std::getline(table, line);  // its heading
  while (std::getline(table, line)) {
    std::string number, local, remote;
    int state = 0;
    std::istringstream(line) >> number >> local >> remote >> std::hex >> state;
    const std::string port = local.substr(local.find(':') + 1);
    if (std::stoi(port, nullptr, 16) == std::stoi(given.port))
      std::cout << "at port " << given.port << ": " << name_of(state)
                << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("who_has_it: ") + error.what() + '\n';
  return 1;
}
