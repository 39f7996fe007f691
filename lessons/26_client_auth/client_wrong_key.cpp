// Shows: a client with another key: everything is right but the proof.
// Ask:   what does it learn about the right key when it is refused?
// Run:   ./client_wrong_key [host] [port]
// Try:   let it try again and again. Predict: how long until it is let in?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "26_client_auth/proof.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::string_view key = "linhaifeng bang bang bang1111";

void require(const kit::recv_result& got, std::string_view what) {
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, what));
}

// ---- the lesson ----
void prove_each_other(int server, const nonce& ours) {
  kit::endpoint there;  // the address that we called
  kit::check(::getpeername(server, there.address(), there.room()),
             "getpeername");
  const std::string where = host_of(there);
  nonce challenge{};
  require(kit::recv_exact(server, challenge), "challenge");

  std::string answer(kit::as_text(ours));
  answer += kit::as_text(prove(key, "client", challenge, ours, where));
  kit::send_all(server, answer);

  kit::mac proof{};
  require(kit::recv_exact(server, proof), "proof");
  if (!kit::same_in_constant_time(proof,
                                  prove(key, "server", challenge, ours, where)))
    throw std::runtime_error("this server does not know our key");
}

int main(int argc, char* argv[]) try {
  nonce_source nonces(argc, argv);
  const kit::arguments given(argc, argv, "9999");
  if (given.help) return std::cout << given.usage, 0;
  const nonce ours = nonces.next();
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  prove_each_other(server.get(), ours);
  std::cout << "both know the key" << std::endl;
  for (std::string line; std::getline(std::cin, line) && line != "quit";) {
    if (line.empty()) continue;  // lesson 03
    kit::send_all(server.get(), line);
    std::string answer;  // as long as the question: no header is needed
    require(kit::recv_exact(server.get(), line.size(), answer), "answer");
    std::cout << kit::escaped(answer) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
