// Shows: the document's put(): it writes at once, under the name it is given.
// Ask:   three lines below trust the client; which?
// Run:   ./server_document [host] [port] [folder]     then: ./client_document
// Try:   kill the client in the middle. What does the server do then, and what
//        is in the folder?
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/tcp.hpp"
#include "upload_header.hpp"

// ---- the lesson ----
void put(int client, const upload_header& header, const std::string& folder) {
  // A path from a stranger, opened as it comes ("-": a scene leaves no file).
  std::ofstream file(folder == "-" ? "/dev/null"
                                   : folder + "/" + header.filename);
  std::vector<char> room(8192);
  for (std::uint64_t came = 0; came < header.total_size;) {
    // May take the beginning of the next header, and never minds a 0.
    const ssize_t n =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    file.write(room.data(), n);
    came += std::uint64_t(n);
    std::cout << "recvsize:" << came << " filesize:" << header.total_size
              << std::endl;
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8080");
  if (given.help) {
    std::cout << given.usage << "  then a folder, file_upload if not given\n";
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  while (true) {
    const kit::unique_fd client = kit::accept_next(listener.get());
    try {
      while (const auto text = recv_text(client.get(), header_format.prefix)) {
        const parsed_header header = parse_header(*text);
        if (!header.fault.empty()) throw std::runtime_error(header.fault);
        std::cout << "-----> " << kit::escaped(header.header.filename)
                  << std::endl;
        put(client.get(), header.header, argc > 3 ? argv[3] : "file_upload");
      }
    } catch (const std::exception& error) {  // this client's fault: the next
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
