// Solution: a recv asks for what is missing of this file and no more, and 0 is
// the end of the stream.
// 答案：recv 只要这个文件还缺的，不多要；返回 0 就是流结束。
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
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
    // Never more than this file: what lies behind it is the next header.
    const std::size_t wanted =
        std::min<std::uint64_t>(room.size(), header.total_size - came);
    const ssize_t n =
        kit::check(::recv(client, room.data(), wanted, 0), "recv");
    if (n == 0) throw std::runtime_error("the client left inside a file");
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
