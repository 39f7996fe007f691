// Who may ask the servers of lessons 09 and 10 to run something: programs of
// this machine, unless --listen says otherwise.
#pragma once

#include <netinet/in.h>

#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kit/sockets/endpoint.hpp"

constexpr std::string_view listen_usage =
    "  --listen ADDRESS [port]  listen there even if others can reach it:\n"
    "                           whoever connects gets a shell of yours\n";

// Takes the word --listen out of the command line; true if it was there. What
// is left is [host] [port] again.
inline bool take_listen(std::vector<const char*>& words) {
  return std::erase_if(words, [](const char* word) {
           return std::string_view(word) == "--listen";
         }) > 0;
}

inline bool is_this_machine_alone(const kit::endpoint& place) {
  if (place.family() == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, place.address(), sizeof v4);
    return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
  }
  sockaddr_in6 v6;
  std::memcpy(&v6, place.address(), sizeof v6);
  return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) != 0;
}

// Throws, or warns, where others can connect.
inline void judge(const kit::endpoint& place, bool listen_said) {
  if (is_this_machine_alone(place)) return;
  const std::string where = kit::to_string(place);
  if (!listen_said)
    throw std::runtime_error(where +
                             " can be reached by others, who would get a "
                             "shell; if you mean it: --listen ADDRESS");
  std::cerr << "server: warning: whoever connects to " + where +
                   " runs commands as you, without a password\n";
}
