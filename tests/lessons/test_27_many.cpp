// Many clients at once against servers that run by themselves. As many as the
// limits of this machine allow, said aloud where those are fewer.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "alone.hpp"
#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "scene.hpp"

namespace {

/// `wanted`, or what the limits on descriptors and on tasks leave of it.
std::size_t as_many_as(std::size_t wanted) {
  std::size_t most = wanted;
  for (const auto& [what, name] :
       {std::pair{RLIMIT_NOFILE, "open files"}, {RLIMIT_NPROC, "tasks"}}) {
    rlimit limit{};
    ::getrlimit(what, &limit);
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= most + 50)
      continue;
    most = limit.rlim_cur > 50 ? limit.rlim_cur - 50 : 1;
    std::cout << "only " << most << " instead of " << wanted
              << ": the limit on " << name << std::endl;
  }
  return most;
}

/// What a server that is dismissed now has said; fails if a sanitizer spoke.
void expect_quiet(alone& server) {
  play::program like;
  like.dismissed = true;
  EXPECT_EQ(server.end_like(like).err, "");
}

TEST(ManyClients, AreAllServedAtOnceByAThreadEach) {
  const std::size_t many = as_many_as(200);
  const std::string port = std::to_string(free_port());
  alone server({"server", {program("27", "server"), "127.0.0.1", port}, ""});
  ASSERT_TRUE(server.waits_on(std::stoi(port)));
  std::vector<kit::unique_fd> clients;
  while (clients.size() < many)
    clients.push_back(kit::connect_to(kit::endpoint("127.0.0.1", port)));
  for (int round = 1; round <= 3; ++round) {
    const auto text = [round](std::size_t i, const char* word) {
      return word + std::to_string(i) + '/' + std::to_string(round);
    };
    for (std::size_t i = 0; i < many; ++i)
      kit::send_all(clients[i].get(), text(i, "client "));
    for (std::size_t i = many; i-- > 0;) {  // the last first
      std::string answer;
      kit::recv_exact(clients[i].get(), text(i, "client ").size(), answer);
      ASSERT_EQ(answer, text(i, "CLIENT "));
    }
  }
  clients.clear();
  expect_quiet(server);
}

TEST(ManyClients, HaveTheirDatagramsAnsweredByAThreadEach) {
  const std::size_t many = as_many_as(200);
  const std::string port = std::to_string(free_port());
  alone server(
      {"server", {program("27", "udp_server"), "127.0.0.1", port}, ""});
  ASSERT_TRUE(server.waits_on(std::stoi(port)));
  const kit::endpoint there("127.0.0.1", port);
  std::vector<kit::unique_fd> clients;
  for (std::size_t i = 0; i < many; ++i) {
    clients.emplace_back(
        kit::check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));
    kit::check(::connect(clients.back().get(), there.address(), there.size()),
               "connect");
    kit::give_up_after(clients.back().get(), std::chrono::seconds(10));
    const std::string text = "client " + std::to_string(i);
    kit::send_all(clients.back().get(), text);
  }
  for (std::size_t i = 0; i < many; ++i) {
    std::string answer(100, '\0');
    const ssize_t size =
        ::recv(clients[i].get(), answer.data(), answer.size(), 0);
    answer.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    EXPECT_EQ(answer, "CLIENT " + std::to_string(i));
  }
  expect_quiet(server);
}

}  // namespace
