// Takes the first connection for the one that was opened for control. Each
// begins with a letter that says what it is for.
#include "animal.hpp"

namespace {

void broken(int listener) {
  const int control = accept_one(listener), data = accept_one(listener);
  print("control: " + recv_exactly(control, 2));  // to blame
  print("data: " + recv_exactly(data, 2));
}

void fixed(int listener) {
  const int first = accept_one(listener), second = accept_one(listener);
  std::string control = recv_exactly(first, 2), data = recv_exactly(second, 2);
  if (data.starts_with('c')) control.swap(data);
  print("control: " + control);
  print("data: " + data);
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(listener_at(argv[2]));
}
