#include "course/course.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "course/nearest.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;

fs::path from_environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

/// The folders with a scenes.json, by number.
std::vector<fs::path> lesson_folders(const fs::path& folder) {
  std::error_code unreadable;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    if (names_lesson(entry.path().filename().string()) &&
        fs::exists(entry.path() / "scenes.json")) {
      found.push_back(entry.path());
    }
  }
  if (unreadable) {
    throw error({play::because::no_lessons_here,
                 {folder.string(), unreadable.message()}});
  }
  std::ranges::sort(found);
  return found;
}

/// "11" and "1" for 01, "11_sticky_packets", "sticky_packets".
bool is_called(const std::string& folder_name, std::string_view asked) {
  const std::string_view name = folder_name;
  return asked == name || asked == name.substr(3) ||
         asked == name.substr(0, 2) ||
         (name[0] == '0' && asked == name.substr(1, 1));
}

/// The folders that this names: the one that is called so, else those whose
/// slug holds it.
std::vector<fs::path> folders_called(std::string_view asked,
                                     const std::vector<fs::path>& folders) {
  std::vector<fs::path> parts;
  for (const fs::path& path : folders) {
    const std::string name = path.filename().string();
    if (is_called(name, asked)) return {path};
    if (name.find(asked, 3) != name.npos) parts.push_back(path);
  }
  return asked.empty() ? std::vector<fs::path>() : parts;
}

error refused_port(const char* call) {
  return error({play::because::no_free_port, {call, std::strerror(errno)}});
}

/// Binds a socket of that type to the port of 127.0.0.1, 0 meaning any free
/// one, and gives its port; 0 if that cannot be had (errno says why).
std::uint16_t try_port(int type, std::uint16_t wanted) {
  const int fd = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
  if (fd == -1) throw refused_port("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(wanted);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound =
      ::bind(fd, generic, size) == 0 && ::getsockname(fd, generic, &size) == 0;
  const int why = errno;
  ::close(fd);
  errno = why;
  return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

void replace_all(std::string& text, std::string_view what,
                 std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

not_found::not_found(std::string name, std::vector<std::string> near,
                     std::vector<std::string> names)
    : error({play::because::nothing_of_that_name, {name}}),
      asked(std::move(name)),
      nearest(std::move(near)),
      all(std::move(names)) {}

fs::path lessons_folder() {
  return from_environment("STICKY_LESSONS", STICKY_LESSONS);
}

fs::path programs_folder() {
  return from_environment("STICKY_PROGRAMS", STICKY_PROGRAMS);
}

std::vector<lesson> lessons(const fs::path& folder) {
  std::vector<lesson> all;
  for (const fs::path& path : lesson_folders(folder)) all.push_back(read(path));
  return all;
}

lesson find(std::string_view name, const fs::path& folder) {
  const std::vector<fs::path> folders = lesson_folders(folder);
  const std::vector<fs::path> called = folders_called(name, folders);
  if (called.size() == 1) return read(called.front());
  std::vector<std::string> names, slugs;
  for (const fs::path& path : called.empty() ? folders : called) {
    names.push_back(path.filename().string());
    slugs.push_back(names.back().substr(3));
  }
  // Near "stiky_packets" is the slug, near "13" or "11_stiky" the whole name.
  std::vector<std::string> near = nearest(name, slugs);
  if (near.empty()) near = nearest(name, names);
  throw not_found(std::string(name), near, names);
}

const scene& find_scene(const lesson& lesson, std::string_view name) {
  std::vector<std::string> names;
  for (const scene& scene : lesson.scenes) {
    if (scene.name == name) return scene;
    names.push_back(scene.name);
  }
  throw not_found(std::string(name), nearest(name, names), names);
}

std::uint16_t port(const lesson& lesson) {
  if (stage::no_own_network().empty()) return lesson.port;
  for (int tries = 0; tries < 100; ++tries) {
    const std::uint16_t port = try_port(SOCK_STREAM, 0);
    if (port != 0 && try_port(SOCK_DGRAM, port) == port) return port;
  }
  throw refused_port("bind");
}

std::vector<stage::program> cast(const lesson& lesson, const scene& scene,
                                 std::uint16_t port, const fs::path& programs) {
  std::vector<stage::program> cast = scene.cast;
  for (stage::program& program : cast) {
    for (std::string& arg : program.argv) {
      replace_all(arg, "{port}", std::to_string(port));
    }
    const fs::path path =
        fs::absolute(programs / lesson.folder_name() / program.argv[0]);
    if (::access(path.c_str(), X_OK) != 0) {
      if (errno == ENOENT)
        throw error({play::because::not_built, {path.string()}});
      throw error({play::because::cannot_be_run,
                   {path.string(), std::strerror(errno)}});
    }
    program.argv[0] = path.string();
  }
  return cast;
}

bool replace(std::vector<stage::program>& cast, std::string_view role,
             const fs::path& by) {
  bool found = false;
  for (stage::program& program : cast) {
    if (!program.name.starts_with(role)) continue;
    program.argv[0] = fs::absolute(by).string();
    found = true;
  }
  return found;
}

const exercise* exercise_of(const lesson& lesson, const fs::path& file) {
  const std::string stem = file.stem().string();
  for (const exercise& one : lesson.exercises) {
    const bool is_named = stem == one.file || stem.starts_with(one.file + '_');
    const bool is_cues = file.extension() == ".cues";
    if (is_named && is_cues == (one.asks == asks::cues)) return &one;
  }
  return nullptr;
}

std::vector<stage::program> cast(const lesson& lesson, const exercise& exercise,
                                 const fs::path& program, std::uint16_t port,
                                 const fs::path& programs) {
  std::vector<stage::program> all =
      cast(lesson, exercise.scene, port, programs);
  for (stage::program& one : all)
    if (const auto input = exercise.input.find(one.name);
        input != exercise.input.end())
      one.input = input->second;
  if (exercise.asks != asks::cues)
    replace(all, role_of(exercise.file), program);
  return all;
}

std::string program_path(std::string_view name, const fs::path& lessons,
                         const fs::path& programs) {
  const std::size_t slash = name.find('/');
  if (slash == name.npos || name.find('/', slash + 1) != name.npos) return "";
  const auto called =
      folders_called(name.substr(0, slash), lesson_folders(lessons));
  if (called.size() != 1) return "";
  return fs::absolute(programs / called.front().filename() /
                      name.substr(slash + 1))
      .string();
}

}  // namespace course
