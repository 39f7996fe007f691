// Plays the tiny programs of programs/, and checks after each test that nothing
// of a play is left.
#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "play/record.hpp"
#include "stage/stage.hpp"

/// The path of one of the tiny programs.
std::string path_of(const std::string& program);

/// A member of the cast. The first word of `line` is a tiny program, or a path
/// if it has a slash; words are separated by single spaces.
stage::program cast_as(const std::string& name, const std::string& line,
                       const std::string& input = {});

/// A server and its clients, named server, client, client2, client3.
std::vector<stage::program> cast_of(const std::vector<std::string>& lines);

/// Plays those to these cues.
play::record play_to(const std::string& cues,
                     const std::vector<std::string>& lines,
                     const stage::options& = {});
/// Plays those with nobody in control.
play::record play_freely(const std::vector<std::string>& lines,
                         const stage::options& = {});
/// The message of the error that playing those gives; "" if there is none.
std::string refusal(const std::string& cues,
                    const std::vector<std::string>& lines);

/// A schedule that is a function.
class script : public stage::schedule {
 public:
  using decision =
      std::function<std::optional<stage::move>(const stage::situation&)>;
  explicit script(decision decide) : decide_(std::move(decide)) {}
  std::optional<stage::move> next(const stage::situation& now) override {
    return decide_(now);
  }

 private:
  decision decide_;
};

/// Plays the cues, and keeps what it saw when `program` stood before `call`
/// (or was inside it) each time anybody was to go.
class witness : public stage::schedule {
 public:
  witness(const std::string& cues, std::string program, std::string call)
      : cues_(cues), program_(std::move(program)), call_(std::move(call)) {}
  std::optional<stage::move> next(const stage::situation& now) override;

  std::vector<stage::actor> seen;

 private:
  stage::cues cues_;
  std::string program_, call_;
};

/// The results of this program's calls of that name.
std::vector<std::int64_t> results(const play::record&,
                                  const std::string& program,
                                  const std::string& call);
/// Its calls in order, by name: "socket bind listen".
std::string call_names(const play::record&, const std::string& program);
/// The record's JSON without its packets, whose times differ.
std::string json_without_packets(play::record);

/// A TCP socket at a port of the kernel's choice, not listening.
struct occupied_port {
  occupied_port();
  ~occupied_port();
  occupied_port(const occupied_port&) = delete;
  occupied_port& operator=(const occupied_port&) = delete;

  int fd;
  std::string number;
};
/// A TCP port of 127.0.0.1 that nobody uses.
std::string free_port();

/// Processes that a test started, known by their environment, with the path of
/// their program.
struct leftover {
  pid_t pid;
  std::string command;
};
std::vector<leftover> processes_of_this_test();
std::size_t open_descriptors();

/// Names a parameterized test after its parameter.
std::string parameter_name(const testing::TestParamInfo<const char*>&);

/// Skips where nothing can be traced. Fails if a test leaves a process or a
/// descriptor behind.
class StageTest : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;
  /// Skips where plays have no network of their own.
  static void needs_own_network();

 private:
  std::size_t descriptors_ = 0;
};
