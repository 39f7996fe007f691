// chatter BYTES: writes that many to stdout, in lines, and a line to stderr;
// ends with status 7.
#include <cstdio>
#include <cstdlib>

int main(int, char** argv) {
  for (long left = std::atol(argv[1]); left > 0; left -= 64)
    std::printf("%063ld\n", left);
  std::fprintf(stderr, "done\n");
  return 7;
}
