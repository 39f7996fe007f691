// rest MS: sleeps that long by each of the calls there are, and says whether
// that took as long as it should.
#include <unistd.h>
#include <ctime>

#include <cstdio>
#include <cstdlib>

namespace {
double now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec) / 1e9;
}
}  // namespace

int main(int, char** argv) {
  const long limit = std::atol(argv[1]);
  const timespec time{limit / 1000, limit % 1000 * 1000000};
  const double before = now();
  ::nanosleep(&time, nullptr);
  ::clock_nanosleep(CLOCK_MONOTONIC, 0, &time, nullptr);
  ::usleep(static_cast<useconds_t>(limit * 1000));
  const bool slept = (now() - before) * 1000 >= static_cast<double>(limit) * 3;
  std::puts(slept ? "slept" : "skipped");
}
