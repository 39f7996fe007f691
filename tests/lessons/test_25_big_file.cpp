// Lesson 25: a file of 1 GiB, and how much memory its two ends take.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"
#include "sanitized.hpp"
#include "scene.hpp"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::int64_t size = std::int64_t{1} << 30;

// AddressSanitizer's own memory is not the program's.
constexpr bool counts_memory = !sanitized;

pid_t start(const std::vector<std::string>& words, const fs::path& in,
            const fs::path& out) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, 0, in.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT,
                                     0600);
  std::vector<char*> argv;
  for (const std::string& word : words)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t pid = -1;
  ::posix_spawn(&pid, argv[0], &files, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  return pid;
}

/// Its most memory so far (resident), in KiB.
long most_memory(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;)
    if (word == "VmHWM:") {
      long kib = 0;
      status >> kib;
      return kib;
    }
  return 0;
}

bool same(const fs::path& one, const fs::path& other) {
  std::ifstream a(one, std::ios::binary), b(other, std::ios::binary);
  std::vector<char> left(1 << 20), right(1 << 20);
  while (a && b) {
    a.read(left.data(), std::ssize(left));
    b.read(right.data(), std::ssize(right));
    if (a.gcount() != b.gcount() ||
        !std::equal(left.begin(), left.begin() + a.gcount(), right.begin()))
      return false;
  }
  return !a && !b;
}

// Three short words, and holes between them.
void make_big_file(const fs::path& path) {
  {
    std::ofstream file(path, std::ios::binary);
    for (const std::int64_t at : {std::int64_t{0}, size / 3, size - 5})
      file.seekp(at) << "here" << at % 7;
  }
  fs::resize_file(path, std::uintmax_t{size});
}

// Bound and let go.
std::string free_port() {
  const kit::endpoint any("127.0.0.1", "0");
  kit::endpoint here;
  const kit::unique_fd probe(
      kit::check(::socket(AF_INET, SOCK_STREAM, 0), "socket"));
  kit::check(::bind(probe.get(), any.address(), any.size()), "bind");
  kit::check(::getsockname(probe.get(), here.address(), here.room()),
             "getsockname");
  return to_string(here).substr(10);  // "127.0.0.1:"
}

TEST(ABigFile, ArrivesWholeAndTakesLittleMemory) {
  std::string made = (fs::temp_directory_path() / "big-XXXXXX").string();
  ASSERT_NE(::mkdtemp(made.data()), nullptr);
  const fs::path root(made);
  struct sweep {
    const fs::path& root;
    ~sweep() { fs::remove_all(root); }
  } const sweep_at_the_end{root};
  if (fs::space(root).available < 2 * std::uintmax_t{size}) {
    GTEST_SKIP() << "less than 2 GiB free in " << root.parent_path();
  }
  make_big_file(root / "big.bin");
  std::ofstream(root / "put") << "put big.bin\n";

  const std::string port = free_port();
  const pid_t server = start(
      {program("25", "server"), "127.0.0.1", port, (root / "in").string()},
      "/dev/null", root / "server.out");
  // The folder is made after listen(). Ten seconds at most.
  for (int n = 0; n < 10'000 && !fs::exists(root / "in"); ++n)
    ::poll(nullptr, 0, 1);
  const pid_t client =
      start({program("25", "client"), "127.0.0.1", port, root.string()},
            root / "put", root / "client.out");
  int status = 0;
  rusage used{};
  ASSERT_EQ(::wait4(client, &status, 0, &used), client);
  const long server_memory = most_memory(server);
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);

  std::ostringstream said;
  said << std::ifstream(root / "client.out").rdbuf();
  EXPECT_THAT(said.str(), HasSubstr("10% of 1073741824 bytes\n"));
  EXPECT_THAT(said.str(), HasSubstr("90% of 1073741824 bytes\n"));
  EXPECT_THAT(said.str(), HasSubstr("big.bin: kept\n"));
  EXPECT_EQ(lines(said.str()), 11U);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(same(root / "big.bin", root / "in" / "big.bin"));
  RecordProperty("client_kib", std::to_string(used.ru_maxrss));
  RecordProperty("server_kib", std::to_string(server_memory));
  std::cout << "memory: client " << used.ru_maxrss << " KiB, server "
            << server_memory << " KiB\n";
  if (counts_memory) {
    EXPECT_LT(used.ru_maxrss, 32 * 1024);
    EXPECT_LT(server_memory, 32 * 1024);
    EXPECT_GT(server_memory, 0);
  }
}

}  // namespace
