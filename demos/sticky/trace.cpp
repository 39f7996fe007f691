#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>

#include "sticky/cast_line.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/interrupt.hpp"
#include "sticky/terminal.hpp"

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

/// Gives each program its standard input.
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

/// A program that died of a signal, unless the cues killed it.
bool has_crash(const play::record& record, const std::string& cues) {
  return std::ranges::any_of(record.programs, [&](const play::program& p) {
    const bool on_cue =
        p.signal == "SIGKILL" && cues.find(p.name + ":kill") != cues.npos;
    return !p.signal.empty() && !on_cue;
  });
}

bool is_fault(play::ending ending) {
  using enum play::ending;
  return ending == everyone_waits || ending == spinning || ending == bound;
}

}  // namespace

int trace(const view::style& style, const output_files& files,
          const trace_request& request) {
  const words say(style.language);
  std::vector<stage::program> cast =
      parse_cast(request.cast, request.names, say);
  give_inputs(cast, request.inputs, say);

  const std::string cues = request.cues.value_or("");
  std::unique_ptr<stage::schedule> schedule;
  if (request.cues) {
    schedule = std::make_unique<stage::cues>(cues);
  } else {
    schedule = std::make_unique<stage::free_run>();
  }
  stage::options options;
  std::string no_packets;
  if (request.host_network) {
    options.network = stage::network::host;
    no_packets = say("--host-network captures nothing; leave it out",
                     "--host-network 不抓包；请去掉它");
  } else if (!files.pcap.empty()) {
    no_packets = stage::no_own_network();
  }
  output out(files, style, no_packets);

  if (caught_signal() != 0) throw interrupted{caught_signal()};
  const play::record record = stage::perform(cast, *schedule, options);
  // Ctrl-C is how one ends a server that runs freely: what came to light until
  // then is drawn all the same.
  if (out.prints_text()) print(view::text(record, style));
  out.write(record);
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  return is_fault(record.ended) || has_crash(record, cues) ? fault_found : fine;
}

}  // namespace command
