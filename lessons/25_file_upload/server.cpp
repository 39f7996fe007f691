// Shows: a file from a stranger: judged, written aside, checked, then named.
// Ask:   a refused file is read to its end all the same; why?
// Run:   ./server [host] [port] [folder]      then: ./client
// Try:   kill it (kill -9) in the middle of a large file. Predict: what is in
//        the folder?
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "digest.hpp"
#include "incoming_file.hpp"
#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/tcp.hpp"
#include "upload_header.hpp"

// ---- the lesson ----
std::string put(int client, const upload_header& header,
                const upload_folder& folder) {
  incoming_file file(folder, header.filename);
  digest sum(header.sha256.empty() ? "MD5" : "SHA256");
  std::vector<std::byte> room(1 << 20);
  for (std::uint64_t came = 0; came < header.total_size;) {
    // Never more than this file: the next header may lie behind it.
    const auto piece = std::span(room).first(
        std::min<std::uint64_t>(room.size(), header.total_size - came));
    const kit::recv_result got = kit::recv_exact(client, piece);
    came += got.came;
    if (got.how != kit::received::complete)
      throw std::runtime_error(kit::explain(
          {kit::received::end_inside, header.total_size, came}, "data"));
    file.write(piece);
    sum.add(piece);
  }
  if (sum.text() != (header.sha256.empty() ? header.md5 : header.sha256))
    return "refused: the digest differs";
  return file.keep();
}

void converse(int client, const upload_folder& folder) {
  bool listens = true;  // the document's client closes, and reads no answer
  while (const auto text = recv_text(client, header_format.prefix)) {
    const auto [header, fault] = parse_header(*text);
    const std::string result =
        fault.empty() ? put(client, header, folder) : "refused: " + fault;
    std::cout << '"' << kit::escaped(header.filename, 60) << "\": " << result
              << std::endl;
    if (listens) listens = try_to_send_text(client, result);
    // How many bytes of data would follow is not known: the end.
    if (!fault.empty()) return hang_up(client);
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) {
    std::cout << given.usage << "  then a folder, file_upload if not given\n";
    return 0;
  }
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
