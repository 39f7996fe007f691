// Shows: the documents' put(): it calls "sent" what nobody has acknowledged.
// Ask:   how could this client know whether the file was kept?
// Run:   ./client_document [host] [port] [folder]      and type: put FILE
// Try:   put a file that the server has already. What does this client say?
#include <algorithm>
#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "offer.hpp"
#include "outgoing_file.hpp"
#include "props/reports.hpp"
#include "upload_header.hpp"

// ---- the lesson ----
void put(int server, const offer& files, const std::string& name) {
  outgoing_file file(files.open(name));
  send_json(server, document_header(files.name_for_server(name), file.size()));
  for (std::uint64_t sent = 0; sent < file.size();) {
    const std::span<const std::byte> piece = file.piece(sent);
    kit::send_all(server, piece);
    sent += piece.size();
  }
  // The next file follows at once, and no answer is waited for.
  std::cout << kit::escaped(name) << ": upload successful" << std::endl;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) {
    std::cout << given.usage
              << "  then a folder to choose from, . if not given\n";
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  const offer files(argc > 3 ? argv[3] : ".");
  std::string line;
  while (kit::next_command(std::cin, line))
    if (line.starts_with("put ")) put(server.get(), files, line.substr(4));
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
