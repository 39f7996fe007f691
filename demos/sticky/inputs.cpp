#include "sticky/inputs.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "sticky/failure.hpp"
#include "sticky/interrupt.hpp"

namespace command {
namespace {

/// A program's input is held in memory; /dev/zero has no end.
constexpr std::size_t most_input = std::size_t{64} << 20;

std::string read_all(const std::string& path, const words& say) {
  const auto cannot = [&](const std::string& why) {
    if (caught_signal() != 0) throw interrupted{caught_signal()};
    return failure(say.format("--stdin {}: cannot be read: {}",
                              "--stdin {}：无法读取：{}", path, why));
  };
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (!file) throw cannot(std::strerror(errno));
  std::streambuf* from = path == "-" ? std::cin.rdbuf() : file.rdbuf();
  std::string all;
  try {
    std::array<char, 65536> some{};
    while (const auto got = from->sgetn(some.data(), some.size())) {
      all.append(some.data(), static_cast<std::size_t>(got));
      if (all.size() > most_input) {
        throw cannot(say("it holds more than 64 MiB", "内容超过 64 MiB"));
      }
    }
  } catch (const std::ios_base::failure& wrong) {  // such as a folder
    throw cannot(wrong.code().message());
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

}  // namespace command
