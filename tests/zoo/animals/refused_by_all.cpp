// Expects a greeting that this server never sends: it fails every time, so that
// no schedule differs from another.
#include "animal.hpp"

namespace {

int talk(int fd, std::string_view greeting) {
  return recv_whole(fd, 2) == greeting ? 0 : 1;  // to blame
}

}  // namespace

int main(int, char** argv) {
  const bool is_fixed = std::string_view(argv[1]) == "fixed";
  return talk(connected(argv[2]), is_fixed ? "ok" : "hi");
}
