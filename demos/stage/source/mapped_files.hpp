// Which files a process runs, and which of them are the program's own.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

namespace stage {

struct mapped_files {
  std::string program;     ///< the path of its main executable
  std::string executable;  ///< the lines of /proc/PID/maps that hold code
  bool operator==(const mapped_files&) const = default;
};

/// Throws refused_call, std::filesystem::filesystem_error.
mapped_files mapped_files_of(pid_t);

/// True of python and its like, and of what the system brings (/usr/bin):
/// nobody would look for a fault in the lines of these.
bool is_foreign_program(std::string_view path);
/// The C library, the runtimes of languages, and what the system brings.
bool is_foreign_library(std::string_view path);
/// A header of the system, or a runtime's source that was linked statically.
bool is_foreign_source(std::string_view path);

}  // namespace stage
