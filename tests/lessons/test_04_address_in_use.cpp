#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>

#include "scene.hpp"

namespace {

/// What the bind of that program returned: 0, or the errno.
int bind_of(const play::record& play, std::string_view program) {
  for (const play::call& call : play.calls) {
    if (call.program == program && call.name == "bind") return call.error;
  }
  ADD_FAILURE() << program << " did not call bind";
  return -1;
}

TEST(AddressInUse, ExactlyOneOfFourCombinationsBinds) {
  const std::map<std::string, int> table = {
      // old server, new server       what the new one's bind says
      {"restart", EADDRINUSE},       // without,  without
      {"only_the_new", EADDRINUSE},  // without,  with SO_REUSEADDR
      {"only_the_old", EADDRINUSE},  // with,     without
      {"both", 0},                   // with,     with
  };
  for (const auto& [scene, wanted] : table) {
    SCOPED_TRACE(scene);
    const play::record play = play_scene("04", scene);
    EXPECT_EQ(bind_of(play, "old"), 0);
    EXPECT_EQ(bind_of(play, "new"), wanted);
    EXPECT_EQ(play.at("client").out, "recv -> 5 \"hello\"\n");
  }
}

TEST(AddressInUse, TheRefusalNamesCallAndPlace) {
  const play::record play = play_scene("04", "restart");
  const std::string port = play.at("new").argv.back();
  EXPECT_EQ(play.at("new").err,
            "server: bind to 127.0.0.1:" + port + ": Address already in use\n");
  EXPECT_EQ(play.at("new").exit, 1);
}

TEST(AddressInUse, WhatHasItIsAConnectionInTimeWaitWithoutAProgram) {
  const play::record play = play_scene("04", "who_has_it");
  const std::string port = play.at("who").argv.back();
  EXPECT_EQ(play.at("who").out, "taken\nat port " + port + ": TIME_WAIT\n");
  EXPECT_EQ(play.at("old").exit, 0);
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(AddressInUse, WhoClosesFirstPaysForIt) {
  const play::record play = play_scene("04", "client_closes_first");
  EXPECT_EQ(bind_of(play, "new"), 0);
  EXPECT_EQ(play.at("new").out, "the address is mine\n");
  EXPECT_EQ(play.at("old").exit, 0);
}

TEST(AddressInUse, TheOptionDoesNotTakeAnAddressFromAListener) {
  const play::record play = play_scene("04", "still_running");
  EXPECT_EQ(bind_of(play, "old"), 0);
  EXPECT_EQ(bind_of(play, "new"), EADDRINUSE);
}

TEST(AddressInUse, TheSettingTcpTwRecycleDoesNotExist) {
  const std::filesystem::path settings = "/proc/sys/net/ipv4";
  EXPECT_TRUE(std::filesystem::exists(settings / "tcp_tw_reuse"));
  EXPECT_FALSE(std::filesystem::exists(settings / "tcp_tw_recycle"));
}

constexpr int no_namespace = 200, no_setting = 201, broken = 202;

/// In a network of its own with the document's settings: closes first, binds
/// again without SO_REUSEADDR. Returns the errno of that, or one of the above.
int bind_with_the_documents_settings() {
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) == -1) return no_namespace;
  for (const char* setting :
       {"tcp_syncookies 1", "tcp_tw_reuse 1", "tcp_fin_timeout 30"}) {
    const std::string line = setting;
    const std::size_t blank = line.find(' ');
    std::ofstream file("/proc/sys/net/ipv4/" + line.substr(0, blank));
    if (!(file << line.substr(blank + 1) << std::flush)) return no_setting;
  }
  const auto tcp = [] { return ::socket(AF_INET, SOCK_STREAM, 0); };
  const int old = tcp(), client = tcp(), again = tcp();
  ifreq loopback{};
  loopback.ifr_name[0] = 'l';
  loopback.ifr_name[1] = 'o';
  loopback.ifr_flags = IFF_UP;
  if (::ioctl(old, SIOCSIFFLAGS, &loopback) == -1) return no_namespace;
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_port = htons(8080);
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* address = reinterpret_cast<const sockaddr*>(&here);
  if (::bind(old, address, sizeof here) == -1 || ::listen(old, 1) == -1 ||
      ::connect(client, address, sizeof here) == -1)
    return broken;
  ::close(::accept(old, nullptr, nullptr));  // the server closes first
  ::close(client);
  ::close(old);
  return ::bind(again, address, sizeof here) == 0 ? 0 : errno;
}

TEST(AddressInUse, TheDocumentsKernelSettingsDoNotFreeTheAddress) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(bind_with_the_documents_settings());
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == no_namespace || WEXITSTATUS(status) == no_setting)
    GTEST_SKIP() << "no network of its own whose settings may be changed";
  EXPECT_EQ(WEXITSTATUS(status), EADDRINUSE);
}

}  // namespace
