// A poll loop with one buffer for the halves of lines of both its clients.
#include <poll.h>

#include <set>
#include <utility>

#include "animal.hpp"

namespace {

// Reads from whoever has something, until both have left; which[i] is the
// buffer that client i's bytes are collected in.
void collect(int listener, const int (&which)[2]) {
  pollfd clients[2] = {};
  for (pollfd& one : clients) one = {accept_one(listener), POLLIN, 0};
  std::string halves[2];
  std::multiset<std::string> lines;
  for (int left = 2; left > 0;) {
    ::poll(clients, 2, -1);
    for (int i = 0; i < 2; ++i) {
      if (clients[i].revents == 0) continue;
      const std::string more = recv_some(clients[i].fd, 2);  // to blame
      std::string& line = halves[which[i]];
      line += more;
      if (line.ends_with('\n')) lines.insert(std::exchange(line, {}));
      if (more.empty()) {
        clients[i] = {-1, 0, 0};
        --left;
      }
    }
  }
  for (const std::string& line : lines) print(line);
}

void broken(int listener) {
  collect(listener, {0, 0});
}

void fixed(int listener) {
  collect(listener, {0, 1});
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(listener_at(argv[2]));
}
