// start HOW PROGRAM ARGUMENT...: runs another program, by exec, by exec from a
// second thread, by vfork, or by posix_spawn; prints what a child ended with.
#include <pthread.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

extern char** environ;

int main(int, char** argv) {
  const char* const how = argv[1];
  char** const program = argv + 2;
  pid_t child = -1;
  if (std::strcmp(how, "exec") == 0) ::execv(program[0], program);
  if (std::strcmp(how, "thread") == 0) {
    pthread_t thread;
    const auto run = [](void* words) -> void* {
      ::execv(static_cast<char**>(words)[0], static_cast<char**>(words));
      return nullptr;
    };
    ::pthread_create(&thread, nullptr, run, program);
    ::pthread_join(thread, nullptr);
  }
  if (std::strcmp(how, "vfork") == 0) {
    const int unused = ::socket(AF_INET, SOCK_STREAM, 0);
    child = ::vfork();
    if (child == 0) {
      ::close(unused);  // a socket call while the parent is held
      ::execv(program[0], program);
      ::_exit(127);
    }
  }
  if (std::strcmp(how, "spawn") == 0)
    ::posix_spawn(&child, program[0], nullptr, nullptr, program, environ);
  int status = -1;
  ::waitpid(child, &status, 0);
  std::printf("the child ended with %d\n", WEXITSTATUS(status));
}
