// fork_and_leave: ends and leaves a child behind that never does.
#include <unistd.h>

int main() {
  if (::fork() == 0)
    for (;;) ::pause();
}
