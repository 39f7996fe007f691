// Shows: an operator types the answers: a thread for each client, one keyboard.
// Ask:   two clients have asked. Whose answer is the next line that is typed?
// Run:   ./server_operator [host] [port]    then, in other terminals:
//        ./line_client
// Try:   take the lock away. Predict: who gets which answer?
#include <chrono>
#include <exception>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>

#include "class_server.hpp"
#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "lines.hpp"

// ---- the lesson ----
class operator_server : public threading<tcp_server> {
 public:
  using threading::threading;

 private:
  // The question on the screen and the line that is typed belong together: no
  // other thread may come in between.
  std::string ask(const std::string& question) {
    const std::lock_guard one_at_a_time(keyboard_);
    std::cout << "asked: " << kit::escaped(question) << std::endl;
    std::string answer;
    if (!std::getline(std::cin, answer))
      throw std::runtime_error("nobody answers any more");
    return answer;
  }

  void handle(request& self) override {
    kit::give_up_after(self.connection.get(), std::chrono::minutes(10));
    line_reader questions(self.connection.get());
    while (const auto question = questions.next())
      // With the end of the line an empty answer is an answer, too (lesson 03).
      kit::send_all(self.connection.get(), ask(*question) + '\n');
  }

  std::mutex keyboard_;
};

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8889");
  if (given.help) return std::cout << given.usage, 0;
  operator_server server(kit::endpoint(given.host, given.port));
  server.open();
  server.serve_forever();
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
