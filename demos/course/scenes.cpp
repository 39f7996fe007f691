// Reads scenes.json strictly: a key that is not known is a typing slip, and is
// refused with its place in the file.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "course/course.hpp"
#include "course/document.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A value together with its place, "scenes[1].cues", for messages.
class node {
 public:
  node(const json& value, std::string place, const fs::path& file)
      : value_(&value), place_(std::move(place)), file_(&file) {}

  [[noreturn]] void refuse(std::string_view what) const {
    throw error(fmt::format("{}: {}{}{}", file_->string(),
                            play::escaped(place_), place_.empty() ? "" : ": ",
                            play::escaped(what)));
  }

  /// This must be an object with no other keys than these.
  void has_only(std::initializer_list<std::string_view> known) const {
    if (!value_->is_object()) refuse("must be an object");
    for (const auto& [key, unused] : value_->items()) {
      if (std::ranges::find(known, key) != known.end()) continue;
      refuse(fmt::format("unknown key \"{}\"; known are {}", key,
                         fmt::join(known, ", ")));
    }
  }

  std::optional<node> maybe(const char* key) const {
    const auto found = value_->find(key);
    if (found == value_->end()) return {};
    return node(*found, place_.empty() ? key : place_ + "." + key, *file_);
  }

  node at(const char* key) const {
    if (const auto found = maybe(key)) return *found;
    refuse(fmt::format("lacks \"{}\"", key));
  }

  std::vector<node> items() const {
    if (!value_->is_array()) refuse("must be an array");
    std::vector<node> all;
    for (const json& item : *value_) {
      all.emplace_back(item, fmt::format("{}[{}]", place_, all.size()), *file_);
    }
    return all;
  }

  std::vector<std::pair<std::string, node>> members() const {
    if (!value_->is_object()) refuse("must be an object");
    std::vector<std::pair<std::string, node>> all;
    for (const auto& [key, value] : value_->items()) {
      all.emplace_back(key, node(value, place_ + "." + key, *file_));
    }
    return all;
  }

  std::string text() const {
    if (!value_->is_string()) refuse("must be a string");
    return value_->get<std::string>();
  }

  /// What a program can be given as an argument.
  std::string argument() const {
    const std::string text = this->text();
    if (text.find('\0') != std::string::npos) refuse("must not hold a NUL");
    return text;
  }

  /// Lower-case letters, digits and underscores, beginning with a letter.
  std::string name() const {
    const std::string name = text();
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (name.empty() || name[0] < 'a' || name[0] > 'z' ||
        !std::ranges::all_of(name, plain)) {
      refuse(fmt::format("\"{}\" must be a name such as late_reader", name));
    }
    return name;
  }

  std::uint16_t port() const {
    if (!value_->is_number_integer()) refuse("must be a whole number");
    const auto port = value_->get<std::int64_t>();
    const bool is_huge =  // it would be taken for another number
        value_->is_number_unsigned() && value_->get<std::uint64_t>() > 65535;
    if (port < 1 || port > 65535 || is_huge)
      refuse("must be a port, 1 to 65535");
    return static_cast<std::uint16_t>(port);
  }

  course::words words() const {
    has_only({"en", "zh"});
    return {at("en").text(), at("zh").text()};
  }

 private:
  const json* value_;
  std::string place_;
  const fs::path* file_;
};

stage::program read_program(const node& from) {
  from.has_only({"name", "run", "args", "input"});
  stage::program program{from.at("name").name(), {from.at("run").name()}, ""};
  if (const auto args = from.maybe("args")) {
    for (const node& arg : args->items())
      program.argv.push_back(arg.argument());
  }
  if (const auto input = from.maybe("input")) program.input = input->text();
  return program;
}

play::ending read_ending(const node& from) {
  using enum play::ending;
  const std::string text = from.text();
  for (const play::ending ending : {exited, idle, everyone_waits, spinning}) {
    if (text == play::to_string(ending)) return ending;
  }
  from.refuse(fmt::format(
      "\"{}\" must be exited, idle, everyone waits or spinning", text));
}

std::string read_cues(const node& from) {
  std::string line = from.text();
  try {
    play::parse_cues(line);
  } catch (const play::cue_error& wrong) {
    from.refuse(wrong.what());
  }
  return line;
}

scene read_scene(const node& from) {
  from.has_only({"name", "title", "programs", "cues", "ends"});
  scene scene;
  scene.name = from.at("name").name();
  scene.title = from.at("title").words();
  for (const node& item : from.at("programs").items()) {
    stage::program program = read_program(item);
    if (std::ranges::find(scene.cast, program.name, &stage::program::name) !=
        scene.cast.end()) {
      item.at("name").refuse("\"" + program.name + "\" is there twice");
    }
    scene.cast.push_back(std::move(program));
  }
  if (scene.cast.empty()) from.at("programs").refuse("must not be empty");
  if (const auto cues = from.maybe("cues")) scene.cues = read_cues(*cues);
  scene.ends = read_ending(from.at("ends"));
  return scene;
}

std::map<std::string, std::string> read_texts(const node& from,
                                              const scene& scene) {
  std::map<std::string, std::string> texts;
  for (const auto& [program, text] : from.members()) {
    if (std::ranges::find(scene.cast, program, &stage::program::name) ==
        scene.cast.end())
      text.refuse("scene " + scene.name + " has no such program");
    texts.emplace(program, text.text());
  }
  return texts;
}

exercise read_exercise(const node& from, const lesson& lesson) {
  from.has_only({"file", "title", "scene", "input", "expects"});
  exercise one;
  one.file = from.at("file").name();
  if (role_of(one.file).empty())
    from.at("file").refuse("must begin with server or client");
  one.title = from.at("title").words();
  one.scene = from.at("scene").name();
  const auto scene = std::ranges::find(lesson.scenes, one.scene, &scene::name);
  if (scene == lesson.scenes.end())
    from.at("scene").refuse("no scene \"" + one.scene + "\" here");
  if (const auto input = from.maybe("input"))
    one.input = read_texts(*input, *scene);
  one.expects = read_texts(from.at("expects"), *scene);
  return one;
}

std::string check_name(const fs::path& folder) {
  std::string name = folder.filename().string();
  if (names_lesson(name)) return name;
  throw error(folder.string() + ": must have a name such as 11_sticky_packets");
}

}  // namespace

lesson read(const fs::path& folder) {
  const fs::path file = folder / "scenes.json";
  check_name(folder);
  return read_scenes(folder, read_whole(file));
}

lesson read_scenes(const fs::path& folder, const std::string& text) {
  const std::string name = check_name(folder);
  const fs::path file = folder / "scenes.json";
  const json document = parse_document(file, text);
  const node root(document, "", file);
  root.has_only({"title", "remember", "port", "scenes", "exercises"});

  lesson lesson;
  lesson.number = std::stoi(name.substr(0, 2));
  lesson.slug = name.substr(3);
  lesson.folder = folder;
  lesson.title = root.at("title").words();
  lesson.remember = root.at("remember").words();
  lesson.port = root.at("port").port();
  for (const node& item : root.at("scenes").items()) {
    scene scene = read_scene(item);
    if (std::ranges::find(lesson.scenes, scene.name, &scene::name) !=
        lesson.scenes.end()) {
      item.at("name").refuse("\"" + scene.name + "\" is there twice");
    }
    lesson.scenes.push_back(std::move(scene));
  }
  if (lesson.scenes.empty()) root.at("scenes").refuse("must not be empty");
  if (const auto exercises = root.maybe("exercises"))
    for (const node& item : exercises->items())
      lesson.exercises.push_back(read_exercise(item, lesson));
  return lesson;
}

}  // namespace course
