// Exercise: it saves a copy. Now and then one client gets the other's answer,
// and the other waits in vain. Find out when, and fix it.
// Check: ./sticky check 27 PATH/server_wrong_address.cpp
// 练习：它省了一次复制。偶尔一个客户端会拿到另一个的回答，另一个就白等了。找出
//       是什么时候，把它改对。
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
// The whole of a thread.
void answer(int letterbox, std::string text, kit::endpoint& from,
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
  kit::endpoint from;
  while (true) {
    places.acquire();  // meanwhile datagrams wait in the receive buffer
    const ssize_t size =
        kit::check(::recvfrom(letterbox.get(), room.data(), room.size(), 0,
                              from.address(), from.room()),
                   "recvfrom");
    try {
      const std::string text(room.data(), static_cast<std::size_t>(size));
      std::thread(answer, letterbox.get(), text, std::ref(from),
                  std::ref(places))
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
