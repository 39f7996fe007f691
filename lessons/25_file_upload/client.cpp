// Shows: a file goes out in pieces, its header first, and the answer counts.
// Ask:   why is the file read twice?
// Run:   ./client [host] [port] [folder]     and type: put, a number, get FILE
// Try:   put the same file twice. Predict the second answer.
#include <algorithm>
#include <exception>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"
#include "offer.hpp"
#include "outgoing_file.hpp"
#include "props/reports.hpp"
#include "receive_file.hpp"
#include "upload_header.hpp"

// ---- the lesson ----
// True if the server has kept it.
bool put(int server, const offer& files, const std::string& name) {
  outgoing_file file(files.open(name));
  send_header(server, file.header(files.name_for_server(name)));
  std::uint64_t tenths = 0;
  for (std::uint64_t sent = 0; sent < file.size();) {
    const std::span<const std::byte> piece = file.piece(sent);
    kit::send_all(server, piece);
    sent += piece.size();
    if (sent * 10 / file.size() == tenths) continue;
    tenths = sent * 10 / file.size();
    std::cout << tenths * 10 << "% of " << file.size() << " bytes" << std::endl;
  }
  // "Sent" is not "kept": only the server can tell.
  const auto answer = recv_text(server, answer_format);
  if (!answer) throw std::runtime_error("the server left without an answer");
  std::cout << kit::escaped(name) << ": " << kit::escaped(*answer) << std::endl;
  return !answer->starts_with("refused");
}

// True if it is whole, right, and has been given its name here.
bool get(int server, const std::string& folder, const std::string& name) {
  send_json(server, get_header(name));
  const auto answer = recv_text(server, header_format.prefix);
  if (!answer) throw std::runtime_error("the server left without an answer");
  std::string result = *answer;
  if (!result.starts_with("refused")) {
    auto [header, fault] = parse_header(*answer);
    if (!fault.empty()) throw std::runtime_error(fault);
    header.filename = name;  // what we asked for; the server is a stranger, too
    result = receive_file(server, header, upload_folder(folder));
  }
  std::cout << kit::escaped(name) << ": " << kit::escaped(result) << std::endl;
  return !result.starts_with("refused");
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) return std::cout << given.usage << "  then [folder]\n", 0;
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  const std::string folder = argc > 3 ? argv[3] : ".";
  const offer files(folder);
  bool all_kept = true;
  for (std::string line; kit::next_command(std::cin, line);) {
    if (line.starts_with("get ")) {
      all_kept = get(server.get(), folder, line.substr(4)) && all_kept;
    } else if (line != "put" && !line.starts_with("put ")) {
      std::cout << "put FILE, put, get FILE, or quit" << std::endl;
    } else if (const std::string name = choose(line, files); !name.empty()) {
      all_kept = put(server.get(), files, name) && all_kept;
    }
  }
  return all_kept ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
