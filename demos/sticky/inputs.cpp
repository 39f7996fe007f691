#include "sticky/inputs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include "stage/descriptor.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"

namespace sticky {
namespace {

/// A program's input is held in memory; /dev/zero has no end.
constexpr std::size_t most_input = std::size_t{64} << 20;

/// Also of a pipe, to whose writer a signal does not wait.
std::string read_all(std::string_view option, const std::string& path,
                     const words& say) {
  const auto cannot = [&](const std::string& why) {
    return failure(say.format("{} {}: cannot be read: {}",
                              "{} {}：无法读取：{}", option, path, why));
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

/// Hands each NAME=FILE's program and what the file holds to `take`.
void read_each(std::string_view option, const std::vector<std::string>& list,
               const std::vector<stage::program>& cast, const words& say,
               const std::function<void(std::size_t, std::string)>& take) {
  for (const std::string& one : list) {
    const std::size_t equals = one.find('=');
    const auto to =
        std::ranges::find(cast, one.substr(0, equals), &stage::program::name);
    if (equals == std::string::npos || to == cast.end()) {
      throw failure(say.format(
          "{} {}: must be NAME=FILE, NAME one of server, client, client2 "
          "... that is played",
          "{} {}：应写成 NAME=FILE，NAME 是参加演出的 server、client、"
          "client2 等",
          option, one));
    }
    take(static_cast<std::size_t>(to - cast.begin()),
         read_all(option, one.substr(equals + 1), say));
  }
}

}  // namespace

void give_inputs(std::vector<stage::program>& cast,
                 const std::vector<std::string>& inputs, const words& say) {
  read_each("--stdin", inputs, cast, say, [&](std::size_t i, std::string text) {
    cast[i].input = std::move(text);
  });
}

std::map<std::string, std::string> expected_outputs(
    const std::vector<stage::program>& cast,
    const std::vector<std::string>& list, const words& say) {
  std::map<std::string, std::string> expected;
  read_each("--expect", list, cast, say, [&](std::size_t i, std::string text) {
    expected[cast[i].name] = std::move(text);
  });
  return expected;
}

}  // namespace sticky
