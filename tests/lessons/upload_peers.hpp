// An upload server that runs by itself on a folder of its own, and peers that
// send it what no honest client sends.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "alone.hpp"

/// A new folder with a folder "in" inside; gone with this object.
class folder_of_its_own {
 public:
  folder_of_its_own();
  ~folder_of_its_own();
  folder_of_its_own(const folder_of_its_own&) = delete;
  folder_of_its_own& operator=(const folder_of_its_own&) = delete;

  std::filesystem::path in() const { return root_ / "in"; }
  const std::filesystem::path& root() const { return root_; }
  /// Every path below it, with the text of each file: "in/a.txt: hello".
  std::vector<std::string> tree() const;

 private:
  std::filesystem::path root_;
};

/// The lesson's server, ready for clients; some of its calls may fail
/// (failing.hpp).
struct upload_server {
  explicit upload_server(const std::filesystem::path& folder,
                         const char* which = "server",
                         const std::string& fails = "");
  int port;
  alone program;
};

std::string text_of(const std::filesystem::path& file);

/// A header with its length in front. `name` is JSON already, without quotes;
/// the MD5 is that of "hello" unless said.
std::string upload_header_bytes(
    const std::string& name, long long size,
    const std::string& md5 = "5d41402abc4b2a76b9719d911017c592");

/// Sends these bytes, ends its direction, and gives all answers, a line each.
std::string sent_to(int port, const std::string& bytes);
