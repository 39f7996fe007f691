#include "sticky/builder.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"

namespace sticky {

void build_programs(const course::lesson& lesson, const words& say) {
  const char* builder = std::getenv("STICKY_BUILDER");
  if (builder == nullptr || *builder == '\0') return;

  std::string program = builder, verb = "build", name = lesson.folder_name();
  std::string language =
      say("--lang=en", "--lang=zh");  // neither is a lesson's name
  char* const argv[] = {program.data(), verb.data(), language.data(),
                        name.data(), nullptr};
  pid_t launcher = 0;
  int status = -1;
  if (::posix_spawn(&launcher, builder, nullptr, nullptr, argv, environ) == 0) {
    while (::waitpid(launcher, &status, 0) == -1 && errno == EINTR) {
    }
  }
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  if (status == 0) return;
  throw failure(say.format("{}: its programs could not be built by {} build {}",
                           "{}：{} build {} 没能构建它的程序",
                           lesson.folder_name(), builder,
                           lesson.folder_name()));
}

}  // namespace sticky
