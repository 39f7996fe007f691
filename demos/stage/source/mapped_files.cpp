#include "stage/source/mapped_files.hpp"

#include <algorithm>
#include <filesystem>
#include <initializer_list>

#include "stage/tracer/proc.hpp"

namespace stage {
namespace {

namespace fs = std::filesystem;

using names = std::initializer_list<std::string_view>;

bool begins_with_one_of(std::string_view text, names beginnings) {
  return std::ranges::any_of(beginnings, [text](std::string_view beginning) {
    return text.starts_with(beginning);
  });
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

mapped_files mapped_files_of(pid_t pid) {
  const std::string process = std::to_string(pid);
  mapped_files files;
  files.program = fs::read_symlink("/proc/" + process + "/exe").string();
  const std::string maps = read_proc(process + "/maps").value_or("");
  for (std::size_t at = 0; at < maps.size();) {
    const std::size_t end = std::min(maps.find('\n', at), maps.size() - 1) + 1;
    const std::string_view line = std::string_view(maps).substr(at, end - at);
    // START-END PERMISSIONS ...
    const std::size_t permissions = line.find(' ');
    if (permissions != line.npos && line.substr(permissions, 5)[3] == 'x')
      files.executable += line;
    at = end;
  }
  return files;
}

bool is_foreign_program(std::string_view path) {
  return begins_with_one_of(path, {"/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/",
                                   "/usr/lib/", "/usr/libexec/"}) ||
         begins_with_one_of(base_name(path),
                            {"python", "pypy", "perl", "ruby", "php", "node",
                             "java", "lua", "deno", "bun", "beam.smp"});
}

bool is_foreign_library(std::string_view path) {
  return begins_with_one_of(path,
                            {"/lib", "/usr/lib", "/usr/local/lib", "["}) ||
         begins_with_one_of(
             base_name(path),
             {"ld-linux", "ld-musl", "libc.so", "libc-2", "libpthread",
              "libdl.", "libm.so", "libresolv", "libstdc++", "libc++",
              "libgcc_s", "libasan", "libtsan", "libubsan"});
}

bool is_foreign_source(std::string_view path) {
  const std::string plain = fs::path(path).lexically_normal().string();
  return begins_with_one_of(
      plain, {"/usr/include/", "/usr/lib/", "/usr/local/include/",
              "/usr/local/lib/", "/usr/local/go/", "/rustc/"});
}

}  // namespace stage
