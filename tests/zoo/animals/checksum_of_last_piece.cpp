// The body is read to its end, but the sum is that of the last piece.
#include "animal.hpp"

namespace {

unsigned sum_of(const std::string& bytes) {
  unsigned sum = 0;
  for (const char c : bytes) sum += static_cast<unsigned char>(c);
  return sum;
}

void broken(int fd) {
  unsigned sum = 0;
  for (std::string more; !(more = recv_some(fd, 64)).empty();)  // to blame
    sum = sum_of(more);
  print(std::to_string(sum));
}

void fixed(int fd) {
  unsigned sum = 0;
  for (std::string more; !(more = recv_some(fd, 64)).empty();)
    sum += sum_of(more);
  print(std::to_string(sum));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
