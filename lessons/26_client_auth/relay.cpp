// Shows: a thief in the middle: without a key, it lets a client who has it
// answer. Ask:   the proof is made by the right key, and fresh. Why is it
// refused? Run:   ./relay [host] [port], then ./client 127.0.0.2 9999; the
// relay
//        listens there and calls the server at [host] (127.0.0.1)
// Try:   leave `where` out of the proof. Predict: who is let in?
#include <sys/socket.h>

#include <array>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9999");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint("127.0.0.2", given.port));

  // ---- the lesson ----
  const kit::unique_fd authorised(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  std::array<std::byte, 32> challenge{}, proof{};
  std::array<std::byte, 64> answer{};
  kit::recv_exact(server.get(), challenge);
  kit::send_all(authorised.get(), challenge);  // "you were asked this"
  kit::recv_exact(authorised.get(), answer);
  kit::send_all(server.get(), answer);  // "here is my answer"
  const bool in =
      kit::recv_exact(server.get(), proof).how == kit::received::complete;
  std::cout << (in ? "let in" : "refused") << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("relay: ") + error.what() + '\n';
  return 1;
}
