// A file of our folder for a stranger who names it.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>

#include "file_name.hpp"
#include "incoming_file.hpp"
#include "kit/sockets/unique_fd.hpp"
#include "offer.hpp"
#include "upload_header.hpp"

// Nothing, and `fault` says why. The name is judged as that of an upload is,
// and looked up in the folder, never along a path or through a link. A file
// that is still on its way has no such name, so it is whole or not there.
inline kit::unique_fd open_stored(const upload_folder& folder,
                                  const std::string& name, std::string& fault) {
  fault = fault_of(name);
  if (!fault.empty()) return {};
  kit::unique_fd file;
  const offer samples("-");
  if (folder.keeps())
    // O_NONBLOCK: to open a pipe is not to wait for its other end.
    file.reset(::openat(folder.get(), name.c_str(),
                        O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  else if (std::ranges::count(samples.names(), name) > 0)
    file = samples.open(name);
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) == -1 || !S_ISREG(facts.st_mode))
    fault = "there is no such file";
  else if (std::uint64_t(facts.st_size) > header_format.limit)
    fault = "the file is longer than 4 GiB";
  return fault.empty() ? std::move(file) : kit::unique_fd();
}
