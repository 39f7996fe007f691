// Solution: a letter is its text and its sender; keep the two together.
// Run:   ./server_two_letters [host] [port]    then two clients, a line in each
// 答案：一封信是内容加上寄信人，两样要放在一起保管。
#include <sys/socket.h>

#include <cctype>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd letterbox(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(letterbox.get(), here.address(), here.size()), bind_to);

  // ---- the lesson ----
  struct letter {
    std::string text;
    kit::endpoint sender;
  };
  std::vector<letter> letters(2);
  for (auto& [text, sender] : letters) {
    text.assign(1024, '\0');
    const ssize_t n =
        kit::check(::recvfrom(letterbox.get(), text.data(), text.size(), 0,
                              sender.address(), sender.room()),
                   "recvfrom");
    text.resize(static_cast<std::size_t>(n));
  }
  for (const auto& [text, sender] : letters) {
    const std::string answer = upper(text);
    kit::check(::sendto(letterbox.get(), answer.data(), answer.size(), 0,
                        sender.address(), sender.size()),
               "sendto");
  }
  std::cout << "two letters, two answers" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
