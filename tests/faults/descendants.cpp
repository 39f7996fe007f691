#include "descendants.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "calls.hpp"

namespace faults {
namespace {

namespace fs = std::filesystem;
using clock = std::chrono::steady_clock;

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> all;
  std::error_code gone;
  for (const auto& entry : fs::directory_iterator("/proc", gone)) {
    const std::string name = entry.path().filename();
    if (std::isdigit(static_cast<unsigned char>(name[0])) == 0) continue;
    const std::string stat = first_line(entry.path() / "stat");
    std::istringstream rest(stat.substr(stat.rfind(')') + 1));
    char state = 0;
    pid_t of = 0;
    if (rest >> state >> of && of == parent) all.push_back(std::stoi(name));
  }
  return all;
}

bool reap() {  // true: there are children that live
  for (;;) {
    const pid_t ended = ::waitpid(-1, nullptr, WNOHANG | __WALL);
    if (ended <= 0) return ended == 0;
  }
}

// Gives them a moment to end by themselves: who was killed needs a while.
bool live_on(std::chrono::milliseconds moment,
             const std::function<void()>& meanwhile) {
  const auto deadline = clock::now() + moment;
  while (reap()) {
    if (clock::now() > deadline) return true;
    meanwhile();
  }
  return false;
}

}  // namespace

std::multiset<std::string> open_in(pid_t process) {
  std::multiset<std::string> all;
  std::error_code gone;
  const fs::path folder = "/proc/" + std::to_string(process) + "/fd";
  for (const auto& entry : fs::directory_iterator(folder, gone)) {
    const auto target = fs::read_symlink(entry.path(), gone);
    all.insert(without_numbers(target.string()));
  }
  return all;
}

std::string where_is(pid_t process) {
  const fs::path folder = "/proc/" + std::to_string(process);
  std::string all = "in " + first_line(folder / "wchan") + ", call " +
                    first_line(folder / "syscall") + "; below it:";
  for (const pid_t child : children_of(process)) {
    const fs::path of = "/proc/" + std::to_string(child);
    const std::string stat = first_line(of / "stat");
    all +=
        " " + stat.substr(stat.find('('), stat.rfind(')') + 3 - stat.find('('));
  }
  return all;
}

std::vector<std::string> end_descendants(
    pid_t command, bool ended, const std::function<void()>& meanwhile) {
  using namespace std::chrono_literals;
  std::vector<std::string> alive;
  if (!ended) ::kill(command, SIGKILL);
  if (live_on(5s, meanwhile)) {
    for (const pid_t child : children_of(::getpid()))
      alive.push_back(first_line("/proc/" + std::to_string(child) + "/comm"));
  }
  do
    for (const pid_t child : children_of(::getpid())) ::kill(child, SIGKILL);
  while (live_on(200ms, meanwhile));
  return ended ? alive : std::vector<std::string>();
}

}  // namespace faults
