// Shows: a client of the shelf, the service of the capstone (docs/capstone.md).
// Ask:   which of its lines may a server never answer? Which end a connection?
// Run:   ./client_shelf [host] [port]   then type, each behind a connection:
//        a put NAME OFFSET TEXT | a get NAME OFFSET | a size NAME | a raw BYTES
//        a leave | a gone
// Try:   a put x 0 hello, then b get x 3. Predict what a size x says.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

constexpr kit::length_format format{.limit = 64 * 1024};

std::string answer_of(int server) {
  std::array<std::byte, 4> header{};
  if (kit::recv_exact(server, header).how != kit::received::complete)
    return "(hung up)";
  const kit::decoded_length length = kit::decode_length(format, header);
  std::string answer;
  if (length.error != kit::length_error::none ||
      kit::recv_exact(server, length.length, answer).how !=
          kit::received::complete)
    throw std::runtime_error("the answer is no frame");
  return answer;
}

// ---- the lesson ----
std::string ask(int server, const std::string& verb, std::istream& line) {
  std::string name, offset, data, request = verb + ' ';
  if (verb == "put") line >> name >> offset;
  if (verb == "get") line >> name >> offset;
  if (verb == "size") line >> name;
  request += offset.empty() ? name : name + ' ' + offset;
  if (verb == "put") kit::typed_message(line.ignore(), data);
  std::vector<std::byte> frame;
  if (!kit::append_frame(format, kit::as_bytes(request + '\n' + data), frame))
    throw std::runtime_error("this line is too long");
  kit::send_all(server, frame);
  return request + " -> " + answer_of(server);
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
  if (given.help) return std::cout << given.usage, 0;
  std::map<std::string, kit::unique_fd> servers;  // by the connection's name
  for (std::string text; std::getline(std::cin, text);) {
    std::istringstream line(text);
    std::string which, verb, bytes;
    line >> which >> verb;
    kit::unique_fd& server = servers[which];
    if (!server)
      server = kit::connect_to(kit::endpoint(given.host, given.port));
    if (verb == "leave") {
      servers.erase(which);
    } else if (verb == "raw") {
      kit::typed_message(line.ignore(), bytes);
      kit::send_all(server.get(), std::string_view(bytes));
    } else if (verb == "gone") {
      std::cout << which << " gone: " << answer_of(server.get()) << std::endl;
    } else {
      std::cout << which << ' ' << kit::escaped(ask(server.get(), verb, line))
                << std::endl;
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
