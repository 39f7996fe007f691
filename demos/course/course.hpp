// Finds the lessons and reads their scenes.
//
// A lesson is a folder lessons/NN_slug with a scenes.json; its built programs
// are in lessons/NN_slug of the build folder. The environment's STICKY_LESSONS
// and STICKY_PROGRAMS name other folders for the two.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "stage/stage.hpp"

namespace course {

/// One text in both languages.
struct words {
  std::string english, chinese;
};

struct scene {
  std::string name;  ///< "late_reader"
  words title;
  /// argv[0] is the name of a program of the lesson and `{port}` stands for
  /// the port: see cast().
  std::vector<stage::program> cast;
  std::string cues;  ///< "": always the first ready program
  play::ending ends = play::ending::exited;  ///< what the play must end as
};

/// What an exercise wants its learner to hand in.
enum class asks {
  program,  ///< one that is right under every schedule
  cues,     ///< a schedule after which the programs print what is expected
  fault,    ///< a program in which the search finds a fault
};

/// A task for a learner: exercises/FILE.cpp (or .cues) is where it starts,
/// solutions/FILE.cpp one that is right. It takes the place of the scene's
/// server or client, as FILE begins.
struct exercise {
  std::string file;  ///< "client_two_at_once": its .cpp, or its .cues
  course::asks asks = course::asks::program;
  words title;
  course::scene scene;  ///< whose cast plays: the lesson's, or its own
  /// By program: its standard input, where it is not the scene's, and what it
  /// must print under every schedule.
  std::map<std::string, std::string> input, expects;
  std::map<std::string, int> exits;  ///< the status it must end with, if not 0
  std::string allows;                ///< a loss that it is about: "truncated"
  /// Where to look, what is missing, how it is written: each says more than the
  /// one before it. Empty: it has none.
  std::vector<words> hints;
};

struct lesson {
  int number = 0;    ///< 11
  std::string slug;  ///< "sticky_packets"
  words title;
  words remember;  ///< one sentence
  /// No scenes: a lesson of a text and pictures, without programs; it has no
  /// port and no exercises either.
  std::uint16_t port = 0;
  std::vector<scene> scenes;
  std::vector<exercise> exercises;
  std::filesystem::path folder;

  std::string folder_name() const { return folder.filename().string(); }
  bool has_programs() const { return !scenes.empty(); }
};

/// A scenes.json that cannot be used, or a program that is not built. One line:
/// where, what, what to do.
struct error : play::explained_error {
  using explained_error::explained_error;
};

/// No lesson, or no scene, of that name.
struct not_found : error {
  not_found(std::string name, std::vector<std::string> near,
            std::vector<std::string> names);
  std::string asked;
  std::vector<std::string> nearest;  ///< at most three; may be empty
  std::vector<std::string> all;      ///< every name there is
};

/// The folder of the lessons' sources.
std::filesystem::path lessons_folder();
/// The folder in which the lessons' programs are built.
std::filesystem::path programs_folder();

/// True for a name of the form NN_slug.
bool names_lesson(std::string_view folder_name);

/// Reads one lesson. Throws error.
lesson read(const std::filesystem::path& folder);
/// The same, given what stands in its scenes.json.
lesson read_scenes(const std::filesystem::path& folder,
                   const std::string& text);

/// All lessons, by number. Throws error.
std::vector<lesson> lessons(
    const std::filesystem::path& folder = lessons_folder());

/// The lesson called "11", "11_sticky_packets", "sticky_packets", or by a part
/// of this that no other has; reads no other. Throws not_found, error.
lesson find(std::string_view name,
            const std::filesystem::path& folder = lessons_folder());

/// Throws not_found.
const scene& find_scene(const lesson&, std::string_view name);

/// The port to play the lesson on: its own; where plays share the host's
/// network, one that is free now for both TCP and UDP.
std::uint16_t port(const lesson&);

/// The scene's programs ready for the stage: absolute paths, `{port}` filled
/// in. Throws error if a program is not built.
std::vector<stage::program> cast(
    const lesson&, const scene&, std::uint16_t port,
    const std::filesystem::path& programs = programs_folder());

/// "server" or "client": whose place a program of that name can take in a cast;
/// "" if nobody's.
std::string_view role_of(std::string_view program);

/// Puts `by` in the place of all that play this role: client, client2. False:
/// nobody does.
bool replace(std::vector<stage::program>& cast, std::string_view role,
             const std::filesystem::path& by);

/// The exercise that this file is meant for: client_two_at_once.cpp, or
/// client_two_at_once_mine.cpp. Null: none.
const exercise* exercise_of(const lesson&, const std::filesystem::path& file);

/// The exercise's cast, its program in the place of the lesson's.
/// Throws error if another program is not built.
std::vector<stage::program> cast(
    const lesson&, const exercise&, const std::filesystem::path& program,
    std::uint16_t port,
    const std::filesystem::path& programs = programs_folder());

/// The absolute path of a program written "11/server", as `show` prints it, or
/// "sticky_packets/server", as find() takes a lesson; "" if `name` has another
/// form or there is no such lesson.
std::string program_path(
    std::string_view name,
    const std::filesystem::path& lessons = lessons_folder(),
    const std::filesystem::path& programs = programs_folder());

}  // namespace course
