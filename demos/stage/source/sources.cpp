#include "stage/source/sources.hpp"

#include <algorithm>
#include <exception>
#include <list>
#include <string>
#include <utility>

#include "stage/source/mapped_files.hpp"
#include "stage/source/unwound_process.hpp"
#include "stage/stage.hpp"

namespace stage {
namespace {

// A server may have any number of children, and each that is known here holds
// some descriptors.
constexpr std::size_t most_processes = 8;

struct known_process {
  pid_t tgid;
  mapped_files files;
  unwound_process frames;
};

}  // namespace

struct sources::known_processes {
  std::list<known_process> all;  // whoever was asked about last comes first

  // Not that of before an exec or a dlopen.
  known_process& at(pid_t tgid) {
    mapped_files files = mapped_files_of(tgid);
    auto found = std::ranges::find(all, tgid, &known_process::tgid);
    if (found != all.end() && found->files != files) {
      all.erase(found);
      found = all.end();
    }
    if (found == all.end()) {
      if (all.size() == most_processes) all.pop_back();
      all.push_front({tgid, files, unwound_process(tgid, files)});
    } else {
      all.splice(all.begin(), all, found);
    }
    return all.front();
  }
};

sources::sources() : known_(std::make_unique<known_processes>()) {}
sources::~sources() = default;

// What is not told costs a line of the picture, never the play.
std::vector<play::source> sources::of(pid_t tgid, pid_t tid) noexcept try {
  return known_->at(tgid).frames.of(tid);
} catch (const std::exception&) {
  return {};
}

bool tells_where() noexcept {
  return can_unwind();
}

}  // namespace stage
