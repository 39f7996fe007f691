#include "known.hpp"

#include <algorithm>
#include <string>

#include "calls.hpp"

namespace faults {
namespace {

struct known {
  const char* call;
  const char* what;  ///< how it is used; "": whatever it is asked
  const char* why;
};

constexpr known all[] = {
    {"kill", "", "the probe waits for ever for a child that it cannot end"},
    {"wait4", "", "the namespaces' descriptors stay open"},
    {"ioctl", "", "bytes to read are not counted: a smaller search, unsaid"},
    {"lseek", "", "the input is not rewound: \"sent other bytes\""},
    {"access", "", "\"no such program\" for one that may not be run"},
};

}  // namespace

bool is_known(const fault& f) {
  const std::string name = name_of(f.call.number);
  return std::ranges::any_of(all, [&](const known& one) {
    return name == one.call && (*one.what == 0 || f.call.what == one.what);
  });
}

}  // namespace faults
