// A play of one of our programs and its like in Python.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "scene.hpp"

/// A cast of one server and one client on one port.
class Interop : public testing::Test {
 protected:
  void SetUp() override {
    if (std::string(PYTHON).empty()) {
      GTEST_SKIP() << "python3 was not found when this was configured";
    }
  }

  /// "phone_call_server" is phone_call_server.py in this folder.
  stage::program python(const std::string& name, const std::string& script,
                        const std::string& input = "") const {
    return {
        name, {PYTHON, SCRIPTS "/" + script + ".py", "127.0.0.1", port}, input};
  }
  stage::program ours(const std::string& name, const std::string& lesson,
                      const std::string& input = "") const {
    return {name, {program(lesson, name), "127.0.0.1", port}, input};
  }

  /// First come, first served.
  static play::record play(const stage::program& server,
                           const stage::program& client) {
    stage::in_order schedule;
    return stage::perform({server, client}, schedule);
  }

  const std::string port = a_port();
};
