// Solution: no answer may be empty: the client would wait for it for ever.
// Now "-" means "nothing", and nobody can say a true "-": that is the price of
// having no frames (Part 4 of the course).
// Run:   ./server_trims [host] [port]       then: ./client, and type a blank
// 答案：回答不能是空的，否则客户端会一直等下去。现在 "-" 表示“什么也没有”，真正
//       的 "-" 就说不出来了：没有帧，就得付这个代价（课程的第四部分）。
#include <sys/socket.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

// Upper case, without the blanks at both ends.
std::string answer_to(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  while (true) {
    const kit::unique_fd call(
        kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
    while (true) {
      std::string words(1024, '\0');
      // Waits for at least one byte, or for the end of the stream. An empty
      // message is neither.
      const ssize_t heard = ::recv(call.get(), words.data(), words.size(), 0);
      if (heard == -1) {  // the line is dead; the phone is not
        std::cout << "recv -> -1 " << std::strerror(errno) << std::endl;
        break;
      }
      words.resize(static_cast<std::size_t>(heard));
      std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
                << std::endl;
      if (heard == 0) break;  // the client hung up; it did not say ""
      words = answer_to(words);
      if (words.empty()) words = "-";  // something has to cross
      // May send less than asked: lesson 13.
      ::send(call.get(), words.data(), words.size(), MSG_NOSIGNAL);
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
