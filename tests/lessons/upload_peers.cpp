#include "upload_peers.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "failing.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "scene.hpp"

namespace fs = std::filesystem;

folder_of_its_own::folder_of_its_own() {
  std::string name = (fs::temp_directory_path() / "upload-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  root_ = name;
  fs::create_directory(in());
}

folder_of_its_own::~folder_of_its_own() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

std::vector<std::string> folder_of_its_own::tree() const {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    const std::string path = entry.path().lexically_relative(root_);
    all.push_back(entry.is_regular_file() && !entry.is_symlink()
                      ? path + ": " + text_of(entry.path())
                      : path);
  }
  std::ranges::sort(all);
  return all;
}

upload_server::upload_server(const fs::path& folder, const char* which,
                             const std::string& fails)
    : port(free_port()),
      program(failing({"server",
                       {::program("25", which), "127.0.0.1",
                        std::to_string(port), folder.string()},
                       ""},
                      fails)) {
  if (!program.waits_on(port)) throw std::runtime_error("no server");
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string upload_header_bytes(const std::string& name, long long size,
                                const std::string& md5) {
  const std::string json = "{\"filename\": \"" + name +
                           "\", \"total_size\": " + std::to_string(size) +
                           ", \"md5\": \"" + md5 + "\"}";
  return std::string{static_cast<char>(json.size() & 0xff),
                     static_cast<char>(json.size() >> 8 & 0xff), '\0', '\0'} +
         json;
}

std::string sent_to(int port, const std::string& bytes) {
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint("127.0.0.1", std::to_string(port)));
  kit::send_all(server.get(), bytes);
  ::shutdown(server.get(), SHUT_WR);
  std::string all;
  char room[4096];
  for (ssize_t n; (n = ::recv(server.get(), room, sizeof room, 0)) > 0;) {
    all.append(room, static_cast<std::size_t>(n));
  }
  std::string lines;  // without the four bytes of length before each
  for (std::size_t at = 0; at + 4 <= all.size();) {
    const std::size_t size = static_cast<unsigned char>(all[at]) |
                             static_cast<std::size_t>(all[at + 1]) << 8;
    lines += all.substr(at + 4, size) + "\n";
    at += 4 + size;
  }
  return lines;
}
