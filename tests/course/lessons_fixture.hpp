// A folder of lessons, and one of their programs, that last for one test.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

struct LessonsFixture : testing::Test {
  LessonsFixture() {
    std::string name =
        (std::filesystem::temp_directory_path() / "course_XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~LessonsFixture() override { std::filesystem::remove_all(folder); }

  /// A lesson with these scenes.json.
  std::filesystem::path add(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder / name);
    std::ofstream(folder / name / "scenes.json") << text;
    return folder / name;
  }

  std::filesystem::path folder;
};

/// The scenes.json of a lesson of a text and pictures.
inline const std::string no_scenes = R"({
  "title": {"en": "Before the first call", "zh": "拨号之前"},
  "remember": {"en": "Bytes.", "zh": "字节。"}
})";

/// A scenes.json without a fault, the least there can be.
inline const std::string good_scenes = R"({
  "title": {"en": "Sticky packets", "zh": "粘包"},
  "remember": {"en": "TCP is a stream.", "zh": "TCP 是字节流。"},
  "port": 8080,
  "scenes": [
    {"name": "late_reader",
     "title": {"en": "The reader comes late", "zh": "读得晚"},
     "programs": [
       {"name": "server", "run": "server", "args": ["127.0.0.1", "{port}"]},
       {"name": "client", "run": "client",
        "args": ["[::1]:{port}/{port}"], "input": "hello\n"}],
     "cues": "server:listen client:exit",
     "ends": "everyone waits"}
  ]
})";
