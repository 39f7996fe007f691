// Runs the built command and says what became of it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

struct Outcome {
  int status = -1;       ///< exit status; 128 + signal when a signal ended it
  std::string out, err;  ///< all of standard output and standard error
};

struct Surroundings {
  /// Standard input, a pipe.
  std::string input = {};
  /// "NAME=value", over a plain one.
  std::vector<std::string> environment = {};
  /// Standard output is a pipe that nobody reads.
  bool reader_gone = false;
  /// Sent once standard output holds `signal_after`; 0: none.
  int signal = 0;
  std::string signal_after = {};
};

/// "NAME=value" of all that the command finds in its environment.
std::vector<std::string> settings_over_plain_ones(
    const std::vector<std::string>& given);

/// The locale is C.UTF-8 unless the surroundings say otherwise.
Outcome sticky(const std::vector<std::string>& arguments,
               const Surroundings& = {});

/// The same for a line of bash, in which ./sticky is the built command.
Outcome bash(std::string line);

/// Skipped where plays share the host's network: a fixed port may be taken
/// there, and a free one differs from play to play.
struct OwnNetwork : testing::Test {
  void SetUp() override;
};

/// And a folder that lasts for one test.
struct OwnFolder : OwnNetwork {
  OwnFolder();
  ~OwnFolder() override;

  std::string path(const std::string& name) const;
  /// All of that file.
  std::string contents(const std::string& name) const;

  std::filesystem::path folder;
};

/// How many lines; a line that does not end counts.
std::size_t lines(const std::string& text);
