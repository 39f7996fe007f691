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
using play::because;

/// A value together with its place, "scenes[1].cues", for messages.
class node {
 public:
  node(const json& value, std::string place, const fs::path& file)
      : value_(&value), place_(std::move(place)), file_(&file) {}

  [[noreturn]] void refuse(play::reason what) const {
    throw wrong_at(*file_, play::escaped(place_), escaped(std::move(what)));
  }

  /// This must be an object with no other keys than these.
  void has_only(std::initializer_list<std::string_view> known) const {
    if (!value_->is_object()) refuse({because::must_be_an_object});
    for (const auto& [key, unused] : value_->items()) {
      if (std::ranges::find(known, key) != known.end()) continue;
      refuse({because::unknown_key,
              {key, fmt::format("{}", fmt::join(known, ", "))}});
    }
  }

  std::optional<node> maybe(const char* key) const {
    const auto found = value_->find(key);
    if (found == value_->end()) return {};
    return node(*found, place_.empty() ? key : place_ + "." + key, *file_);
  }

  node at(const char* key) const {
    if (const auto found = maybe(key)) return *found;
    refuse({because::lacks_a_key, {key}});
  }

  std::vector<node> items() const {
    if (!value_->is_array()) refuse({because::must_be_an_array});
    std::vector<node> all;
    for (const json& item : *value_) {
      all.emplace_back(item, fmt::format("{}[{}]", place_, all.size()), *file_);
    }
    return all;
  }

  std::vector<std::pair<std::string, node>> members() const {
    if (!value_->is_object()) refuse({because::must_be_an_object});
    std::vector<std::pair<std::string, node>> all;
    for (const auto& [key, value] : value_->items()) {
      all.emplace_back(key, node(value, place_ + "." + key, *file_));
    }
    return all;
  }

  std::string text() const {
    if (!value_->is_string()) refuse({because::must_be_a_string});
    return value_->get<std::string>();
  }

  /// What a program can be given as an argument.
  std::string argument() const {
    const std::string text = this->text();
    if (text.find('\0') != std::string::npos)
      refuse({because::must_not_hold_nul});
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
      refuse({because::must_be_a_name, {name}});
    }
    return name;
  }

  int exit_status() const {
    if (!value_->is_number_unsigned() || value_->get<std::uint64_t>() > 255)
      refuse({because::must_be_a_status});
    return value_->get<int>();
  }

  std::uint16_t port() const {
    if (!value_->is_number_integer()) refuse({because::must_be_a_whole_number});
    const auto port = value_->get<std::int64_t>();
    const bool is_huge =  // it would be taken for another number
        value_->is_number_unsigned() && value_->get<std::uint64_t>() > 65535;
    if (port < 1 || port > 65535 || is_huge) refuse({because::must_be_a_port});
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
  from.refuse({because::must_be_an_ending, {text}});
}

std::string read_cues(const node& from) {
  std::string line = from.text();
  try {
    play::parse_cues(line);
  } catch (const play::cue_error& wrong) {
    from.refuse(wrong.why);
  }
  return line;
}

std::vector<stage::program> read_cast(const node& from) {
  std::vector<stage::program> cast;
  for (const node& item : from.items()) {
    stage::program program = read_program(item);
    if (std::ranges::find(cast, program.name, &stage::program::name) !=
        cast.end()) {
      item.at("name").refuse({because::is_there_twice, {program.name}});
    }
    cast.push_back(std::move(program));
  }
  if (cast.empty()) from.refuse({because::must_not_be_empty});
  return cast;
}

scene read_scene(const node& from) {
  from.has_only({"name", "title", "programs", "cues", "ends"});
  scene scene;
  scene.name = from.at("name").name();
  scene.title = from.at("title").words();
  scene.cast = read_cast(from.at("programs"));
  if (const auto cues = from.maybe("cues")) scene.cues = read_cues(*cues);
  scene.ends = read_ending(from.at("ends"));
  return scene;
}

// By program of the scene: what `read` makes of it. Not there: none.
template <typename Value>
void read_by_program(const std::optional<node>& from, const scene& scene,
                     Value (node::*read)() const,
                     std::map<std::string, Value>& to) {
  if (!from) return;
  for (const auto& [program, value] : from->members()) {
    if (std::ranges::find(scene.cast, program, &stage::program::name) ==
        scene.cast.end())
      value.refuse({because::no_such_program, {scene.name}});
    to.emplace(program, (value.*read)());
  }
}

const scene& scene_of(const lesson& lesson, const node& from) {
  const std::string name = from.name();
  const auto found = std::ranges::find(lesson.scenes, name, &scene::name);
  if (found == lesson.scenes.end())
    from.refuse({because::no_such_scene, {name}});
  return *found;
}

asks read_asks(const node& from) {
  const std::string what = from.name();
  if (what == "cues") return asks::cues;
  if (what == "fault") return asks::fault;
  from.refuse({because::must_be_cues_or_fault});
}

std::vector<words> read_hints(const node& from) {
  from.has_only({"where", "what", "how"});
  return {from.at("where").words(), from.at("what").words(),
          from.at("how").words()};
}

exercise read_exercise(const node& from, const lesson& lesson) {
  from.has_only({"file", "asks", "title", "scene", "programs", "input",
                 "expects", "exits", "allows", "hints"});
  exercise one;
  one.file = from.at("file").name();
  if (const auto asks = from.maybe("asks")) one.asks = read_asks(*asks);
  if (one.asks != asks::cues && role_of(one.file).empty())
    from.at("file").refuse({because::must_begin_with_a_role});
  one.title = from.at("title").words();
  if (const auto programs = from.maybe("programs")) {
    one.scene.name = one.file;
    one.scene.cast = read_cast(*programs);
  } else {
    one.scene = scene_of(lesson, from.at("scene"));
  }
  read_by_program(from.maybe("input"), one.scene, &node::text, one.input);
  read_by_program(from.at("expects"), one.scene, &node::text, one.expects);
  read_by_program(from.maybe("exits"), one.scene, &node::exit_status,
                  one.exits);
  if (const auto allows = from.maybe("allows")) one.allows = allows->name();
  if (const auto hints = from.maybe("hints")) one.hints = read_hints(*hints);
  return one;
}

/// A lesson without programs leaves all of these out.
bool has_none_of(const node& root, std::initializer_list<const char*> keys) {
  return std::ranges::none_of(
      keys, [&](const char* key) { return root.maybe(key).has_value(); });
}

std::string check_name(const fs::path& folder) {
  std::string name = folder.filename().string();
  if (names_lesson(name)) return name;
  throw wrong_at(folder, "", {because::must_be_a_lessons_name});
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
  if (has_none_of(root, {"port", "scenes", "exercises"})) return lesson;

  lesson.port = root.at("port").port();
  for (const node& item : root.at("scenes").items()) {
    scene scene = read_scene(item);
    if (std::ranges::find(lesson.scenes, scene.name, &scene::name) !=
        lesson.scenes.end()) {
      item.at("name").refuse({because::is_there_twice, {scene.name}});
    }
    lesson.scenes.push_back(std::move(scene));
  }
  if (lesson.scenes.empty())
    root.at("scenes").refuse({because::must_not_be_empty});
  if (const auto exercises = root.maybe("exercises"))
    for (const node& item : exercises->items())
      lesson.exercises.push_back(read_exercise(item, lesson));
  return lesson;
}

}  // namespace course
