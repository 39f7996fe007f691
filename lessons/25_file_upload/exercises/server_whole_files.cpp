// Exercise: the document's server. When two files come close together it reads
// into the second one's header, and when the client leaves inside a file it
// never ends. Fix put(): two lines are enough.
// Check: ./sticky check 25 PATH/server_whole_files.cpp
// 练习：文档的服务端。两个文件一前一后来，它会读进第二个的报头；客户端中途离
//       开，它永远不会结束。把 put() 改对，改两行就够。
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "25_file_upload/upload_header.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/tcp.hpp"

void put(int client, const upload_header& header, const std::string& folder) {
  std::ofstream file(folder == "-" ? "/dev/null"
                                   : folder + "/" + header.filename);
  std::vector<char> room(8192);
  std::uint64_t came = 0;
  while (came < header.total_size) {
    const ssize_t n =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    file.write(room.data(), n);
    came += std::uint64_t(n);
  }
  std::cout << "recvsize:" << came << " filesize:" << header.total_size
            << std::endl;
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
