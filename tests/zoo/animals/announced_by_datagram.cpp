// announced_by_datagram broken|fixed|NAME PORT NEXT_PORT: a client connects and
// announces itself by a datagram. The server takes the first connection for
// that of the first one announced: nothing keeps those two in the same order.
#include <set>

#include "animal.hpp"

namespace {

void broken(int listener, int announcements) {
  const std::string first = recv_some(announcements, 1),
                    second = recv_some(announcements, 1);
  for (const std::string& name : {first, second})
    print(name + " says " + recv_exactly(accept_one(listener), 1));  // to blame
}

void fixed(int listener, int announcements) {
  std::set<std::string> names;
  for (int i = 0; i < 2; ++i) recv_some(announcements, 1);
  for (int i = 0; i < 2; ++i)
    names.insert(recv_exactly(accept_one(listener), 1));
  for (const std::string& name : names) print(name + " says " + name);
}

int be_client(char** argv) {
  send_all(connected(argv[2]), argv[1]);
  send_all(connected(argv[3], SOCK_DGRAM), argv[1]);
  return 0;
}

}  // namespace

int main(int, char** argv) {
  const std::string_view mode = argv[1];
  if (mode != "broken" && mode != "fixed") return be_client(argv);
  const int announcements = bound_socket(argv[3], SOCK_DGRAM);
  (mode == "fixed" ? fixed : broken)(listener_at(argv[2]), announcements);
}
