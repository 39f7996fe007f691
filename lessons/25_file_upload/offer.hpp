// The files that the client can send: those of a folder, or three samples.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/unique_fd.hpp"
#include "props/reports.hpp"

class offer {
 public:
  // "-": samples, so that nothing has to be on the disk. The third has a name
  // that no honest client sends.
  explicit offer(std::string folder) : folder_(std::move(folder)) {}

  std::vector<std::string> names() const {
    if (folder_ == "-") return {"hello.txt", "report.txt", "../.profile"};
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      if (entry.is_regular_file()) found.push_back(entry.path().filename());
    std::ranges::sort(found);
    return found;
  }

  // Throws std::system_error, std::runtime_error.
  kit::unique_fd open(const std::string& name) const {
    if (folder_ == "-") return sample(name);
    const std::string path = std::filesystem::path(folder_) / name;
    // O_NONBLOCK: a pipe is no file, and opening it is not to wait for ever.
    kit::unique_fd file(kit::check(
        ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC), path));
    struct stat facts {};
    kit::check(::fstat(file.get(), &facts), path);
    if (!S_ISREG(facts.st_mode))
      throw std::runtime_error(path + ": not a regular file");
    return file;
  }

  // What the server is to call it: the last part of the path.
  std::string name_for_server(const std::string& name) const {
    return folder_ == "-" ? name
                          : std::filesystem::path(name).filename().string();
  }

 private:
  kit::unique_fd sample(const std::string& name) const {
    if (std::ranges::count(names(), name) == 0)
      throw std::runtime_error(name + ": no such sample");
    const std::string text =
        name == "report.txt" ? kit::report("dir") : "hello";
    kit::unique_fd file(
        kit::check(::memfd_create("sample", MFD_CLOEXEC), "memfd_create"));
    kit::check(::write(file.get(), text.data(), text.size()), "write");
    return file;
  }
  std::string folder_;
};

// The name behind "put", or one chosen from the menu. "": there is none.
inline std::string choose(std::string line, const offer& files) {
  if (line.starts_with("put ")) return line.substr(4);
  const std::vector<std::string> names = files.names();
  for (std::size_t i = 0; i < names.size(); ++i)
    std::cout << i + 1 << ' ' << kit::escaped(names[i]) << '\n';
  std::cout << "which number? " << std::endl;
  std::size_t number = 0;
  if (!std::getline(std::cin, line)) return "";
  const char* const end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(line.data(), end, number);
  if (error == std::errc() && stop == end && number >= 1 &&
      number <= names.size())
    return names[number - 1];
  std::cout << "expected 1 to " << names.size() << ", got "
            << kit::escaped(line, 40) << std::endl;
  return "";
}
