#include "plays.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "../drawn_play.hpp"

namespace {

// In the environment of everything a test starts.
const std::string mark = "STICKY_STAGE_TEST=" + std::to_string(::getpid());

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

play::record played(const std::vector<std::string>& lines,
                    stage::schedule& schedule, const stage::options& options) {
  play::record play = stage::perform(cast_of(lines), schedule, options);
  tests::draw_if_it_fails(play);
  return play;
}

}  // namespace

occupied_port::occupied_port()
    : fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* pointer = reinterpret_cast<sockaddr*>(&address);
  if (::bind(fd, pointer, size) == 0 && ::getsockname(fd, pointer, &size) == 0)
    number = std::to_string(ntohs(address.sin_port));
}

occupied_port::~occupied_port() {
  ::close(fd);
}

std::string path_of(const std::string& program) {
  return std::string(PROGRAMS) + "/" + program;
}

stage::program cast_as(const std::string& name, const std::string& line,
                       const std::string& input) {
  stage::program one{name, {}, input};
  std::istringstream words(line);
  for (std::string word; std::getline(words, word, ' ');)
    one.argv.push_back(word);
  if (one.argv.front().find('/') == std::string::npos)
    one.argv.front() = path_of(one.argv.front());
  return one;
}

std::vector<stage::program> cast_of(const std::vector<std::string>& lines) {
  std::vector<stage::program> cast;
  for (const std::string& line : lines) {
    const std::size_t n = cast.size();
    const std::string name = n == 0   ? "server"
                             : n == 1 ? "client"
                                      : "client" + std::to_string(n);
    cast.push_back(cast_as(name, line));
  }
  return cast;
}

play::record play_to(const std::string& cues,
                     const std::vector<std::string>& lines,
                     const stage::options& options) {
  stage::cues schedule(cues);
  return played(lines, schedule, options);
}

play::record play_freely(const std::vector<std::string>& lines,
                         const stage::options& options) {
  stage::free_run schedule;
  return played(lines, schedule, options);
}

std::string refusal(const std::string& cues,
                    const std::vector<std::string>& lines) {
  try {
    play_to(cues, lines);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

std::optional<stage::move> witness::next(const stage::situation& now) {
  for (const stage::actor& one : now.actors)
    if (one.program == program_ && one.call.name == call_) seen.push_back(one);
  return cues_.next(now);
}

std::vector<std::int64_t> results(const play::record& record,
                                  const std::string& program,
                                  const std::string& call) {
  std::vector<std::int64_t> all;
  for (const play::call& one : record.calls)
    if (one.program == program && one.name == call && one.result)
      all.push_back(*one.result);
  return all;
}

std::string call_names(const play::record& record, const std::string& program) {
  std::string names;
  for (const play::call& one : record.calls)
    if (one.program == program) names += (names.empty() ? "" : " ") + one.name;
  return names;
}

std::string json_without_packets(play::record record) {
  record.packets.clear();
  return play::to_json(record);
}

std::string free_port() {
  return occupied_port().number;
}

std::vector<leftover> processes_of_this_test() {
  std::vector<leftover> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos ||
        name == std::to_string(::getpid()))
      continue;
    const std::string environment = '\0' + content(entry.path() / "environ");
    if (environment.find('\0' + mark + '\0') == std::string::npos) continue;
    const std::string command = content(entry.path() / "cmdline");
    found.push_back({std::stoi(name), command.substr(0, command.find('\0'))});
  }
  return found;
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::string parameter_name(const testing::TestParamInfo<const char*>& one) {
  return one.param;
}

void StageTest::SetUp() {
  ::putenv(const_cast<char*>(mark.c_str()));
  static const std::string why_not = [] {
    stage::in_order schedule;
    try {
      stage::perform({{"true", {"/bin/true"}, {}}}, schedule);
    } catch (const stage::stage_error& error) {
      return std::string(error.what());
    }
    return std::string();
  }();
  if (!why_not.empty()) GTEST_SKIP() << why_not;
  descriptors_ = open_descriptors();
}

void StageTest::TearDown() {
  for (const leftover& one : processes_of_this_test())
    ADD_FAILURE() << "left behind: " << one.command << ", process " << one.pid;
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG | __WALL), -1) << "not reaped";
  if (descriptors_ != 0) {
    EXPECT_EQ(open_descriptors(), descriptors_);
  }
}

void StageTest::needs_own_network() {
  if (!stage::no_own_network().empty()) GTEST_SKIP() << stage::no_own_network();
}
