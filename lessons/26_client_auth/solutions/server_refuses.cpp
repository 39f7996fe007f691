// Solution: one recv for the answer, as in the document. When it brings less
// than the 64 bytes, the server judges the rest of the buffer, which is still
// zeros.
// 答案：像文档那样，回答只用一次 recv 来收。拿到的不满 64 字节的时候，缓冲区的
//       其余部分还是零，它却拿来判断。
#include <sys/socket.h>

#include <cctype>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <thread>

#include "26_client_auth/proof.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::string_view key = "linhaifeng bang bang bang";

// ---- the lesson ----
bool proves_itself(int client, const nonce& challenge) {
  kit::endpoint here;  // the address that was called: a relay has another one
  kit::check(::getsockname(client, here.address(), here.room()), "getsockname");
  kit::send_all(client, challenge);
  std::array<std::byte, 64> answer{};  // all of it, before it is judged
  if (::recv(client, answer.data(), answer.size(), 0) < 1) return false;
  const bytes theirs = bytes(answer).first(32), proof = bytes(answer).last(32);
  const std::string where = host_of(here);
  if (!kit::same_in_constant_time(
          proof, prove(key, "client", challenge, theirs, where)))
    return false;
  kit::send_all(client, prove(key, "server", challenge, theirs, where));
  return true;
}

void say(int n, const char* what) {  // one write: threads share stdout
  std::printf("client %d: %s\n", n, what);
  std::fflush(stdout);
}

void serve(kit::unique_fd client, int n, const nonce& challenge) {
  bool accepted = false;
  try {
    kit::give_up_after(client.get(), std::chrono::seconds(5));  // each recv
    accepted = proves_itself(client.get(), challenge);
    if (accepted) say(n, "accepted");
    kit::give_up_after(client.get(), std::chrono::seconds(60));
    std::string text(1024, '\0');
    while (accepted) {
      const ssize_t size =
          kit::check(::recv(client.get(), text.data(), text.size(), 0), "recv");
      if (size == 0) return say(n, "left");  // end of stream
      std::string answer = text.substr(0, static_cast<std::size_t>(size));
      for (char& c : answer) c = static_cast<char>(std::toupper(c & 0xff));
      kit::send_all(client.get(), answer);
    }
  } catch (const std::exception&) {  // silent too long, or gone
  }
  say(n, accepted ? "lost" : "refused");  // no reason: it would help a guesser
}

int main(int argc, char* argv[]) try {
  nonce_source nonces(argc, argv);
  const kit::arguments given(argc, argv, "9999");
  if (given.help) return std::cout << given.usage, 0;
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  for (int n = 1;; ++n) {  // a thread each (lesson 27): nobody waits for others
    kit::unique_fd client = kit::accept_next(listener.get());
    const nonce challenge = nonces.next();
    try {
      std::thread(serve, std::move(client), n, challenge).detach();
    } catch (const std::exception&) {  // no thread is free: this client's loss
      say(n, "refused");
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
