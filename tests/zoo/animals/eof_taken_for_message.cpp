// Takes the first vote that comes, of two callers. One of them hangs up without
// a word, and recv returns 0: that is no empty vote.
#include <poll.h>

#include "animal.hpp"

namespace {

using vote_of = std::string (*)(pollfd (&callers)[2]);

std::string broken(pollfd (&callers)[2]) {
  ::poll(callers, 2, -1);
  return recv_some(callers[callers[0].revents != 0 ? 0 : 1].fd, 1);  // to blame
}

std::string fixed(pollfd (&callers)[2]) {
  for (;;) {
    ::poll(callers, 2, -1);
    pollfd& caller = callers[callers[0].revents != 0 ? 0 : 1];
    const std::string vote = recv_some(caller.fd, 1);
    if (!vote.empty()) return vote;
    caller.fd = -1;  // poll passes over it from now on
    caller.revents = 0;
  }
}

}  // namespace

int main(int, char** argv) {
  const int listener = listener_at(argv[2]);
  const int first = accept_one(listener), second = accept_one(listener);
  pollfd callers[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
  const bool is_fixed = std::string_view(argv[1]) == "fixed";
  print((is_fixed ? fixed : broken)(callers));
}
