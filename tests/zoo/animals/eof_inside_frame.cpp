// The peer leaves in the middle of a record of five bytes, and what came is
// used as if it were all of it.
#include "animal.hpp"

namespace {

void broken(int fd) {
  const std::string record = recv_exactly(fd, 5);  // to blame
  print({&record.at(4), 1});
}

void fixed(int fd) {
  const std::string record = recv_exactly(fd, 5);
  if (record.size() < 5) return;
  print({&record.at(4), 1});
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
