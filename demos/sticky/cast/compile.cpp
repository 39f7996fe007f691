#include "sticky/cast/compile.hpp"

#include <sys/wait.h>

#include <sstream>
#include <string>
#include <vector>

#include "sticky/compiler.hpp"
#include "sticky/failure.hpp"

namespace sticky {

namespace fs = std::filesystem;

fs::path compile(const fs::path& source, const fs::path& folder,
                 const words& say) {
  const fs::path program = folder / source.stem();
  std::vector<std::string> line{STICKY_CXX};
  std::istringstream flags(STICKY_CXX_FLAGS);
  for (std::string flag; flags >> flag;) line.push_back(flag);
  // A name that begins with a dash would be taken for an option. What is linked
  // but not needed would only be loaded, a thousand times.
  line.insert(line.end(),
              {"-std=c++20", "-g", "-I" STICKY_KIT_HEADERS,
               fs::absolute(source).string(), "-o", program.string(),
               "-Wl,--as-needed", STICKY_KIT, "-lcrypto", "-pthread"});
  const int status = run_compiler(line, folder, say);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw failure(say.format("{}: does not compile; see above",
                             "{}：编译不过；见上文", source.string()));
  }
  return program;
}

}  // namespace sticky
