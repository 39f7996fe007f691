// Shows: one packet is sent so that it never arrives; TCP sends it again.
// Ask:   does send notice that the packet was lost?
// Run:   ./client_lossy [host] [port]     with ./server_strict
// Try:   leave out the second setsockopt. Predict: how long does it try?
#include <netinet/in.h>
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

// How many hops each packet that leaves from now on may live.
void set_hops(int fd, int hops) {
  kit::check(::setsockopt(fd, IPPROTO_IP, IP_TTL, &hops, sizeof hops),
             "setsockopt");
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8090");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::connect_to(kit::endpoint(given.host, given.port));
  int hops = 0;
  socklen_t size = sizeof hops;
  kit::check(::getsockopt(phone.get(), IPPROTO_IP, IP_TTL, &hops, &size),
             "getsockopt");

  // ---- the lesson ----
  set_hops(phone.get(), hops - 1);  // too few: server_strict drops it
  kit::check(::send(phone.get(), "hello", 5, MSG_NOSIGNAL), "send");
  set_hops(phone.get(), hops);  // what is sent again arrives
  kit::check(::send(phone.get(), "feng", 4, MSG_NOSIGNAL), "send");
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
