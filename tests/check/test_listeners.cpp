#include <gtest/gtest.h>

#include "check/state/listeners.hpp"

namespace {

TEST(Listeners, AreFoundAtTheirAddressByTheirKind) {
  check::listeners all;
  all.add("127.0.0.1:8080", false);
  all.add("0.0.0.0:9090", true);
  EXPECT_TRUE(all.has("127.0.0.1:8080", false));
  EXPECT_FALSE(all.has("127.0.0.1:8080", true));
  EXPECT_FALSE(all.has("127.0.0.1:8081", false));
  EXPECT_TRUE(all.has("127.0.0.1:9090", true));
  EXPECT_FALSE(all.has("127.0.0.1:9090", false));
}

// Its port is the kernel's to choose, and whoever is told of it can call.
TEST(Listeners, AtAPortOfChanceMayBeAnywhere) {
  for (const char* const address : {"127.0.0.1:0", ""}) {
    check::listeners all;
    all.add(address, false);
    EXPECT_TRUE(all.has("127.0.0.1:40000", false)) << address;
    EXPECT_TRUE(all.has("127.0.0.1:40000", true)) << address;
  }
}

}  // namespace
