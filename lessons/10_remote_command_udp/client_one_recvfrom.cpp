// Shows: the document's client: two letters come, and recvfrom is called once.
// Ask:   to which command does the letter belong that it prints?
// Run:   ./client_one_recvfrom [host] [port]       and type commands ... quit
// Try:   diff client.cpp client_one_recvfrom.cpp. Predict what that one prints.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"
#include "props/reports.hpp"

// ---- the lesson ----
std::string recv_letter(int letters) {
  std::string text(1024, '\0');
  // From whom is not asked: anybody could answer here (lesson 06).
  const ssize_t n = kit::check(
      ::recvfrom(letters, text.data(), text.size(), 0, nullptr, nullptr),
      "recvfrom");
  text.resize(static_cast<std::size_t>(n));  // what did not fit is gone
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9003");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint server(given.host, given.port);
  const kit::unique_fd letters(
      kit::check(::socket(server.family(), SOCK_DGRAM, 0), "socket"));
  std::string command;
  while (kit::next_command(std::cin, command)) {
    kit::check(::sendto(letters.get(), command.data(), command.size(), 0,
                        server.address(), server.size()),
               "sendto");
    const std::string text = recv_letter(letters.get());
    std::cout << command << ": recvfrom -> " << text.size() << " \""
              << kit::escaped(text, 24) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
