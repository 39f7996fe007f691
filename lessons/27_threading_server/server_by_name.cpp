// Shows: the documents' dispatch: a stranger's word names the method that runs.
// Ask:   upper and count are meant for clients. What else can a client call?
// Run:   ./server_by_name [host] [port]       then: ./line_client
// Try:   diff server_by_name.cpp server_commands.cpp: which line protects us?
#include <algorithm>
#include <cctype>
#include <chrono>
#include <exception>
#include <iostream>
#include <map>
#include <string>

#include "class_server.hpp"
#include "kit/arguments.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "lines.hpp"

// ---- the lesson ----
class command_server : public tcp_server {
 public:
  using tcp_server::tcp_server;

 private:
  using method = std::string (command_server::*)(std::string);

  void handle(request& self) override {
    kit::give_up_after(self.connection.get(), std::chrono::seconds(60));
    // What Python's hasattr and getattr find: every method that there is.
    const std::map<std::string, method> methods{
        {"upper", &command_server::upper},
        {"count", &command_server::count},
        {"server_close", &command_server::close},
    };
    line_reader lines(self.connection.get());
    while (const auto line = lines.next()) {
      const std::size_t end = std::min(line->find(' '), line->size());
      const auto found = methods.find(line->substr(0, end));
      const std::string text = line->substr(std::min(end + 1, line->size()));
      const std::string answer = found == methods.end()
                                     ? "no such command"
                                     : (this->*found->second)(text);
      kit::send_all(self.connection.get(), answer + '\n');
    }
  }

  std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
    return text;
  }
  std::string count(std::string text) { return std::to_string(text.size()); }
  std::string close(std::string) { return server_close(), "closed"; }
};

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8889");
  if (given.help) return std::cout << given.usage, 0;
  command_server server(kit::endpoint(given.host, given.port));
  server.open();
  server.serve_forever();
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
