// Shows: a file from a stranger: judged, written aside, checked, then named.
// Ask:   a refused file is read to its end all the same; why?
// Run:   ./server [host] [port] [folder]      then: ./client
// Try:   kill it (kill -9) in the middle of a large file. Predict: what is in
//        the folder?
#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <span>
#include <string>
#include <utility>

#include "incoming_file.hpp"
#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/tcp.hpp"
#include "outgoing_file.hpp"
#include "receive_file.hpp"
#include "stored_file.hpp"
#include "upload_header.hpp"

// ---- the lesson ---- (receive_file.hpp, incoming_file.hpp, file_name.hpp)
// The same the other way round: the header, the data, and nothing else.
std::string send_file(int client, const std::string& name,
                      const upload_folder& folder) {
  std::string fault;
  kit::unique_fd stored = open_stored(folder, name, fault);
  if (!stored) return "refused: " + fault;
  outgoing_file file(std::move(stored));
  send_header(client, file.header(name));
  for (std::uint64_t sent = 0; sent < file.size();) {
    const std::span<const std::byte> piece = file.piece(sent);
    kit::send_all(client, piece);
    sent += piece.size();
  }
  return "sent";
}

void converse(int client, const upload_folder& folder) {
  bool listens = true;
  while (const auto text = recv_text(client, header_format.prefix)) {
    const auto [header, fault] = parse_header(*text);
    const std::string result = !fault.empty() ? "refused: " + fault
                               : header.cmd == "get"
                                   ? send_file(client, header.filename, folder)
                                   : receive_file(client, header, folder);
    std::cout << '"' << kit::escaped(header.filename, 60) << "\": " << result
              << std::endl;
    // A document's client reads no answer; a file that was sent is one.
    if (header.from_document || result == "sent") continue;
    if (listens) listens = try_to_send_text(client, result);
    // How many bytes of data would follow is not known: the end.
    if (!fault.empty()) return hang_up(client);
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) return std::cout << given.usage << "  then [folder]\n", 0;
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow: an error of write
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const upload_folder folder(argc > 3 ? argv[3] : "file_upload");
  while (true) {
    const kit::unique_fd client = kit::accept_next(listener.get());
    try {
      kit::give_up_after(client.get(), std::chrono::seconds(60));
      converse(client.get(), folder);
      std::cout << "the client left" << std::endl;
    } catch (const std::exception& error) {  // this client's fault: the next
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
