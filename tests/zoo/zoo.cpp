#include "zoo.hpp"

#include <sstream>
#include <string_view>

#include "groups.hpp"

namespace zoo {
namespace {

std::vector<stage::program> cast(const std::vector<std::string>& members,
                                 std::string_view mode) {
  std::vector<stage::program> all;
  for (const std::string& line : members) all.push_back(member(line, mode));
  return all;
}

}  // namespace

stage::program member(const std::string& line, std::string_view mode) {
  std::istringstream words(line);
  stage::program one;
  words >> one.name;
  one.name.pop_back();
  for (std::string word; words >> word;)
    one.argv.push_back(word == "MODE" ? std::string(mode) : word);
  one.argv.front() = std::string(ZOO_ANIMALS) + "/" + one.argv.front();
  return one;
}

animal pair(std::string name, check::fault_kind kind, in_both_languages wrong,
            const std::vector<std::string>& members,
            const check::options& options) {
  return {std::move(name),         std::move(wrong),       kind,
          cast(members, "broken"), cast(members, "fixed"), options};
}

const std::vector<animal>& animals() {
  static const std::vector<animal> all = [] {
    std::vector<animal> zoo;
    add_streams(zoo);
    add_servers(zoo);
    add_lessons(zoo);
    // However busy the machine is.
    for (animal& one : zoo) one.options.time.reset();
    return zoo;
  }();
  return all;
}

}  // namespace zoo
