#include "sticky/inputs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "stage/descriptor.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"

namespace sticky {
namespace {

/// A program's input is held in memory; /dev/zero has no end.
constexpr std::size_t most_input = std::size_t{64} << 20;

/// Also of a pipe, to whose writer a signal does not wait.
std::string read_all(const std::string& path, const words& say) {
  const auto cannot = [&](const std::string& why) {
    return failure(say.format("--stdin {}: cannot be read: {}",
                              "--stdin {}：无法读取：{}", path, why));
  };
  const wakeful every_wait_ends;
  const auto again = [] {
    if (caught_signal() != 0) throw interrupted{caught_signal()};
    return errno == EINTR;
  };
  stage::descriptor file;
  while (path != "-" && !file) {
    file = stage::descriptor(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file && !again()) throw cannot(std::strerror(errno));
  }
  const int fd = path == "-" ? STDIN_FILENO : file.get();
  std::string all;
  std::array<char, 65536> some{};
  while (const auto got = ::read(fd, some.data(), some.size())) {
    if (got == -1 && !again()) throw cannot(std::strerror(errno));
    if (got == -1) continue;
    all.append(some.data(), static_cast<std::size_t>(got));
    if (all.size() > most_input) {
      throw cannot(say("it holds more than 64 MiB", "内容超过 64 MiB"));
    }
  }
  return all;
}

}  // namespace

void give_inputs(std::vector<stage::program>& cast,
                 const std::vector<std::string>& inputs, const words& say) {
  for (const std::string& input : inputs) {
    const std::size_t equals = input.find('=');
    const auto to =
        std::ranges::find(cast, input.substr(0, equals), &stage::program::name);
    if (equals == std::string::npos || to == cast.end()) {
      throw failure(say.format(
          "--stdin {}: must be NAME=FILE, NAME one of server, client, client2 "
          "... that is played",
          "--stdin {}：应写成 NAME=FILE，NAME 是参加演出的 server、client、"
          "client2 等",
          input));
    }
    to->input = read_all(input.substr(equals + 1), say);
  }
}

}  // namespace sticky
