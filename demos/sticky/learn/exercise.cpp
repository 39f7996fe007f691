#include "sticky/learn/exercise.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>

#include "stage/descriptor.hpp"
#include "sticky/check/judge.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;

/// Tells when a file has been written, also by an editor that writes another
/// one and gives it the name.
class changes {
 public:
  changes(const fs::path& file, const words& say)
      : name_(file.filename().string()),
        fd_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    const int watched =
        fd_.get() == -1
            ? -1
            : ::inotify_add_watch(fd_.get(), file.parent_path().c_str(),
                                  IN_CLOSE_WRITE | IN_MOVED_TO);
    if (watched == -1)
      throw failure(say.format(
          "{}: cannot be watched: {}; check it without --watch: ./sticky learn "
          "--check",
          "{}：无法监视：{}；可以改用 ./sticky learn --check", file.string(),
          std::strerror(errno)));
  }

  /// Waits until it has been written. Throws interrupted.
  void wait() {
    while (!has_come()) {
      std::array<pollfd, 2> until{
          {{fd_.get(), POLLIN, 0}, {signal_descriptor(), POLLIN, 0}}};
      ::poll(until.data(), until.size(), -1);
      if (caught_signal() != 0) throw interrupted{caught_signal()};
    }
  }

 private:
  bool has_come() {
    bool found = false;
    alignas(inotify_event) std::array<char, 4096> events;
    ssize_t size;
    while ((size = ::read(fd_.get(), events.data(), events.size())) > 0) {
      for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
        const auto* event = reinterpret_cast<const inotify_event*>(&events[at]);
        if (event->len > 0 && name_ == event->name) found = true;
        at += sizeof *event + event->len;
      }
    }
    return found;
  }

  std::string name_;
  stage::descriptor fd_;
};

/// No more lines than that; the last one then says where there are more. What
/// leads to a drawing does not stand there without it.
std::string cut(const std::string& text, std::size_t most_lines,
                const std::string& whole) {
  std::istringstream rest(text);
  std::string shown;
  std::size_t count = 0;
  for (std::string line; std::getline(rest, line); ++count) {
    if (count + 1 < most_lines) shown += line + '\n';
  }
  if (count < most_lines) return text;
  while (shown.ends_with("\n\n") || shown.ends_with(":\n") ||
         shown.ends_with("：\n"))
    shown.erase(shown.rfind('\n', shown.size() - 2) + 1);
  return shown + whole + '\n';
}

std::string what_next(const learner& who, const course::lesson& lesson,
                      const words& say) {
  if (const course::exercise* next = who.next_exercise(lesson))
    return say.format("Next: {}.\n", "下一题：{}。\n", say(next->title));
  return say("All exercises of this lesson are solved.\n",
             "本课的练习都做完了。\n");
}

}  // namespace

looked_at check_once(learner& who, const course::lesson& lesson,
                     const course::exercise& exercise, const view::style& style,
                     std::size_t most_lines) {
  const words say(style.language);
  const fs::path file = who.files().file_of(lesson, exercise);
  check_request request;
  request.lesson = lesson.folder_name();
  request.with = file.string();
  const judged one = judge(style, request);
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  if (!one.solved())
    return {false, cut(one.text, most_lines,
                       say.format("... all of it: ./sticky check {:02} {}",
                                  "……完整报告：./sticky check {:02} {}",
                                  lesson.number, short_path(file)))};
  who.change(lesson,
             [&](lesson_progress& done) { done.solved.insert(exercise.file); });
  return {true,
          say.format("Solved: {}.{}\n", "做对了：{}。{}\n", say(exercise.title),
                     one.complete ? ""
                                  : say(" (Not everything was tried.)",
                                        "（没有试遍所有调度。）")) +
              what_next(who, lesson, say)};
}

void watch(learner& who, const course::lesson& lesson,
           const course::exercise& first, const view::style& style) {
  const words say(style.language);
  const course::exercise* exercise = &first;
  while (exercise != nullptr) {
    const fs::path file = who.files().start(lesson, *exercise);
    changes saved(file, say);
    for (;;) {
      const bool on_terminal = terminal_rows() > 0;
      const auto room = static_cast<std::size_t>(
          on_terminal ? std::max(terminal_rows() - 5, 5) : 1000000);
      print(fmt::format("{}{}\n{}\n\n", on_terminal ? "\033[H\033[2J" : "",
                        bold(style, say(exercise->title)), short_path(file)));
      bool solved = false;
      try {
        const looked_at now = check_once(who, lesson, *exercise, style, room);
        print(now.text + '\n');
        solved = now.solved;
      } catch (const failure& wrong) {
        // It does not compile, or has no such cue: that can be mended.
        if (caught_signal() != 0) throw;
        complain(wrong.what());
      }
      if (solved) break;
      print(say("Save the file to have it checked again; Ctrl-C ends.\n",
                "保存文件就再检查一次；Ctrl-C 结束。\n"));
      saved.wait();
    }
    exercise = who.next_exercise(lesson);
  }
  print(say("To go on: ./sticky learn\n", "继续往下学：./sticky learn\n"));
}

}  // namespace sticky
