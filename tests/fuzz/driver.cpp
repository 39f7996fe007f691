// Runs a fuzz target without a fuzzer, with any compiler:
//
//   corpus_NAME FOLDER    each file of that folder as it is, then changed in
//                         some thousand ways, the same ways each time
//   corpus_NAME FILE      that file alone
//
// Where it fails, the input is in ./crash-NAME.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "input.hpp"

namespace {

namespace fs = std::filesystem;

constexpr int changed_inputs = 4000;
constexpr std::size_t longest = 4096;

std::string current;  // input
std::string crash_file;

void keep_input(int signal) {
  std::signal(signal, SIG_DFL);
  const int file =
      ::open(crash_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  const bool kept = ::write(file, current.data(), current.size()) ==
                    static_cast<ssize_t>(current.size());
  const std::string_view words = kept ? "the input is in ./" : "not written: ";
  for (const std::string_view text :
       {words, std::string_view(crash_file), std::string_view("\n")})
    static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
  ::raise(signal);
}

void run(const std::string& bytes) {
  current = bytes;
  // Of exactly that size, for the sanitizers.
  const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// xorshift64: the same numbers everywhere.
class dice {
 public:
  std::size_t below(std::size_t count) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % count);
  }

 private:
  std::uint64_t state_ = 0x9e3779b97f4a7c15;
};

void change(std::string& bytes, const std::vector<std::string>& others,
            dice& random) {
  constexpr unsigned char odd[] = {0, 1, 0x7f, 0x80, 0xff, '"', '\\', '\n'};
  const std::size_t at = random.below(bytes.size() + 1);
  const std::size_t size = std::min(random.below(8) + 1, bytes.size() - at);
  switch (random.below(7)) {
    case 0:
      if (size > 0)
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << random.below(8));
      break;
    case 1:
      if (size > 0) bytes[at] = static_cast<char>(odd[random.below(8)]);
      break;
    case 2:
      bytes.insert(at, 1, static_cast<char>(random.below(256)));
      break;
    case 3:
      bytes.erase(at, size);
      break;
    case 4:
      bytes.insert(at, bytes.substr(at, size));
      break;
    case 5:
      bytes.resize(at);
      break;
    default: {
      const std::string& other = others[random.below(others.size())];
      bytes =
          bytes.substr(0, at) + other.substr(random.below(other.size() + 1));
    }
  }
  bytes.resize(std::min(bytes.size(), longest));
}

std::vector<std::string> corpus(const fs::path& place) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(place))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> all;
  for (const fs::path& file : files) all.push_back(content(file));
  return all;
}

int run_all(const fs::path& place) {
  if (!fs::is_directory(place)) {
    run(content(place));
    return 0;
  }
  const std::vector<std::string> all = corpus(place);
  if (all.empty()) {
    std::fprintf(stderr, "%s: no files\n", place.c_str());
    return 1;
  }
  run("");
  for (const std::string& bytes : all) run(bytes);
  dice random;
  for (int i = 0; i < changed_inputs; ++i) {
    std::string bytes = all[random.below(all.size())];
    for (std::size_t n = random.below(4) + 1; n > 0; --n)
      change(bytes, all, random);
    run(bytes);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "Usage: %s FOLDER|FILE\n", argv[0]);
    return 2;
  }
  crash_file = "crash-" + fs::path(argv[0]).filename().string().substr(7);
  // An exception that nobody catches aborts too.
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
    std::signal(signal, keep_input);
  return run_all(argv[1]);
}
