#include "sticky/check_build.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <system_error>
#include <vector>

#include "sticky/failure.hpp"
#include "sticky/interrupt.hpp"

namespace command {
namespace {

namespace fs = std::filesystem;

/// Runs it, its output on standard error; gives its status as waitpid() does.
int run(std::vector<std::string>& line, const words& say) {
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t child = -1;
  const int error =
      ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw failure(say.format("{}: {}; install a C++ compiler, then build again",
                             "{}：{}；请安装 C++ 编译器，再重新构建", line[0],
                             std::strerror(error)));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) == -1 && errno == EINTR) {
  }
  return status;
}

}  // namespace

temporary_folder::temporary_folder(const words& say) {
  std::error_code none;
  std::string name = (fs::temp_directory_path(none) / "sticky.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw failure(say.format("{}: {}; set TMPDIR to a folder to write to",
                             "{}：{}；请把 TMPDIR 设为可写的目录", name,
                             std::strerror(errno)));
  }
  path_ = name;
}

temporary_folder::~temporary_folder() {
  std::error_code none;
  if (!kept_) fs::remove_all(path_, none);
}

fs::path compile(const fs::path& source, const fs::path& folder,
                 const words& say) {
  const fs::path program = folder / source.stem();
  std::vector<std::string> line{STICKY_CXX};
  std::istringstream flags(STICKY_CXX_FLAGS);
  for (std::string flag; flags >> flag;) line.push_back(flag);
  // A name that begins with a dash would be taken for an option. What is linked
  // but not needed would only be loaded, a thousand times.
  line.insert(line.end(),
              {"-std=c++20", "-I" STICKY_KIT_HEADERS,
               fs::absolute(source).string(), "-o", program.string(),
               "-Wl,--as-needed", STICKY_KIT, "-lcrypto", "-pthread"});
  const int status = run(line, say);
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw failure(say.format("{}: does not compile; see above",
                             "{}：编译不过；见上文", source.string()));
  }
  return program;
}

}  // namespace command
