// Which connections the kernel is asked about: a play of many must not ask
// about all of them at every move.
#include <gmock/gmock.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <vector>

#include "stage/descriptor.hpp"
#include "stage/net/sock_diag.hpp"
#include "stage/net/sockets.hpp"
#include "stage/refusal.hpp"

namespace {

using stage::descriptor;
using stage::refused_call;
using stage::watched_connections;

// To ask by this socket fails: whoever does not throw has not asked.
constexpr int nobody = -1;

class Connections : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(listener_);
    ASSERT_EQ(::listen(listener_.get(), 10), 0);
    if (!diagnosis_ || !stage::sees_listeners(diagnosis_.get()))
      GTEST_SKIP() << "this kernel has no sock_diag for TCP";
    for (int i = 0; i < 3; ++i) watched_.opened(connect_one());
  }

  stage::connection connect_one() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::getsockname(listener_.get(), where, &size), 0);
    clients_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(clients_.back().get(), where, size), 0);
    const auto facts = stage::facts_of(clients_.back());
    ends_.push_back({facts->local, facts->peer});
    return ends_.back();
  }
  bool are_still(int asked_by) { return watched_.are_still(asked_by, {}); }

  descriptor listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  descriptor diagnosis_{
      ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)};
  std::vector<descriptor> clients_;
  std::vector<stage::connection> ends_;
  watched_connections watched_;
};

TEST_F(Connections, AreAskedAboutWhenTheyAreOpened) {
  EXPECT_THROW(are_still(nobody), refused_call);
  EXPECT_TRUE(are_still(diagnosis_.get()));
}

TEST_F(Connections, AreNotAskedAboutAgainUntilThereIsACallOnOne) {
  ASSERT_TRUE(are_still(diagnosis_.get()));
  EXPECT_TRUE(are_still(nobody));
  watched_.stirred("127.0.0.1:1", "127.0.0.1:2");  // of somebody else
  EXPECT_TRUE(are_still(nobody));
  watched_.stirred(ends_[1].first, ends_[1].second);
  EXPECT_THROW(are_still(nobody), refused_call);
}

TEST_F(Connections, AreStirredByEitherEnd) {
  ASSERT_TRUE(are_still(diagnosis_.get()));
  watched_.stirred(ends_[2].second, ends_[2].first);
  EXPECT_THROW(are_still(nobody), refused_call);
}

TEST_F(Connections, AreAllAskedAboutWhereTheyMustBe) {
  ASSERT_TRUE(are_still(diagnosis_.get()));
  watched_.all_stirred();
  EXPECT_THROW(are_still(nobody), refused_call);
  EXPECT_TRUE(are_still(diagnosis_.get()));
  EXPECT_TRUE(are_still(nobody));
}

TEST_F(Connections, AreForgottenWhenNobodyIsLeft) {
  clients_.clear();
  listener_ = descriptor();
  ASSERT_TRUE(are_still(diagnosis_.get()));
  watched_.all_stirred();
  EXPECT_TRUE(are_still(nobody));
}

}  // namespace
