// Solution: each thread has its own copy of the address; the loop may then
// write over its own.
// 答案：每个线程都有自己的一份地址，循环就可以放心改写它那一份。
#include <sys/socket.h>

#include <cctype>
#include <exception>
#include <functional>
#include <iostream>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

// ---- the lesson ----
// The whole of a thread: its own copy of the question and of the address. The
// socket belongs to all of them: sendto() of a datagram is one piece.
void answer(int letterbox, std::string text, kit::endpoint from,
            std::counting_semaphore<>& places) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  // Whether it arrives nobody knows; the client has to ask again.
  if (::sendto(letterbox, text.data(), text.size(), 0, from.address(),
               from.size()) == -1)
    std::cerr << "sendto: an answer is lost\n";
  places.release();
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8888");
  if (given.help) return std::cout << given.usage, 0;
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd letterbox(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  kit::check(::bind(letterbox.get(), here.address(), here.size()), "bind");
  std::counting_semaphore<> places(256);  // threads at once
  std::vector<char> room(65535);
  while (true) {
    places.acquire();  // meanwhile datagrams wait in the receive buffer
    kit::endpoint from;
    const ssize_t size =
        kit::check(::recvfrom(letterbox.get(), room.data(), room.size(), 0,
                              from.address(), from.room()),
                   "recvfrom");
    try {
      const std::string text(room.data(), static_cast<std::size_t>(size));
      std::thread(answer, letterbox.get(), text, from, std::ref(places))
          .detach();
    } catch (const std::exception&) {  // no thread is free
      std::cerr << "a question is lost\n";
      places.release();
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
