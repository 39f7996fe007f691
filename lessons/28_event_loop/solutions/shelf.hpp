// What the capstone keeps for its clients, and answers to their requests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

class shelf {
 public:
  static constexpr std::size_t longest_answer = 64 * 1024;

  std::string put(const std::string& name, std::size_t offset,
                  std::string_view data) {
    const std::lock_guard lock(mutex_);
    const auto file = files_.find(name);
    const std::size_t size = file == files_.end() ? 0 : file->second.size();
    if (offset != size) return "no " + std::to_string(size);
    const std::size_t more =
        data.size() + (file == files_.end() ? name.size() : 0);
    if (more > most - total_) return "full";
    total_ += more;
    files_[name] += data;
    return "ok " + std::to_string(size + data.size());
  }

  std::string get(const std::string& name, std::size_t offset) {
    const std::lock_guard lock(mutex_);
    const auto file = files_.find(name);
    if (file == files_.end() || offset > file->second.size()) return "no";
    constexpr std::string_view ok = "ok\n";
    return std::string(ok) +
           file->second.substr(offset, longest_answer - ok.size());
  }

  std::string size(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto file = files_.find(name);
    return "ok " +
           std::to_string(file == files_.end() ? 0 : file->second.size());
  }

 private:
  static constexpr std::size_t most = 1024 * 1024;  // bytes, names included
  std::mutex mutex_;
  std::map<std::string, std::string> files_;
  std::size_t total_ = 0;
};
