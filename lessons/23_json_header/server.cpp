// Shows: a header that can grow: JSON, with its own length in front.
// Ask:   why does the JSON need a length, when it ends with a brace?
// Run:   ./server [host] [port]       then, in another terminal: ./client
// Try:   diff server.cpp ../22_struct_header/server.cpp. Predict: what is new?
#include <sys/socket.h>

#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/md5.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// ---- the lesson ----
void send_answer(int client, const std::string& name,
                 const std::string& answer) {
  const kit::file_header header{
      .filename = name, .total_size = answer.size(), .md5 = kit::md5(answer)};
  const kit::json_header_format format;
  const auto json = kit::encode_json_header(format, header);
  if (!json) throw std::runtime_error("this answer has no header: too long");
  // Its length in bytes, not in characters. It was judged with the text.
  const auto length = kit::encode_length(format.prefix, json->size());
  kit::send_all(client, length.value().bytes());
  kit::send_all(client, *json);
  kit::send_all(client, answer);
}

void converse(int client) {
  while (true) {
    const std::string command = kit::recv_command(client);
    if (command.empty()) return;  // end of stream: the client left
    const std::string answer = kit::report(command);
    std::cout << '"' << kit::escaped(command, 40) << "\": " << answer.size()
              << " bytes" << std::endl;
    send_answer(client, "a.txt", answer);
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8083");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  while (true) {
    const kit::unique_fd client = kit::accept_next(listener.get());
    try {
      kit::give_up_after(client.get(), std::chrono::seconds(60));
      converse(client.get());
      std::cout << "the client left" << std::endl;
    } catch (const std::exception& error) {  // this client's fault: the next
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
