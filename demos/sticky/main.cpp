// The command line: what was asked, and what becomes of errors.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <new>

#include "course/course.hpp"
#include "course/nearest.hpp"
#include "play/record.hpp"
#include "sticky/arguments.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/output.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"
#include "sticky/words.hpp"

namespace sticky {
namespace {

/// Usage lines of our own: the parser knows nothing of what follows "--".
class formatter : public CLI::Formatter {
 public:
  explicit formatter(std::string usage) : usage_(std::move(usage)) {}
  std::string make_usage(const CLI::App*, std::string) const override {
    return usage_ + "\n";
  }

 private:
  std::string usage_;
};

/// The parser of one command line; `chosen` is what is to be done.
class parser {
 public:
  parser(const arguments& given, view::style style)
      : given_(given), style_(style), say_(style.language) {
    set_up(app_, "sticky COMMAND ...",
           say_("Which bytes of a send() come out of which recv(), and why.",
                "send() 发出的字节从哪一次 recv() 里出来，为什么。"));
    app_.set_version_flag("--version", "sticky " STICKY_VERSION,
                          say_("The version", "版本"));
    add_list();
    add_show();
    add_tour();
    add_learn();
    add_step();
    add_trace();
    add_check();
  }

  /// Gives the exit status. Throws failure for wrong use.
  int run() {
    refuse_unknown_command();
    refuse_cast_of_others();
    try {
      // The parser takes its arguments from the back.
      std::vector<std::string> words(given_.own.rbegin(), given_.own.rend());
      app_.parse(words);
    } catch (const CLI::CallForHelp&) {
      const auto chosen = app_.get_subcommands();
      print((chosen.empty() ? &app_ : chosen.front())->help());
      return fine;
    } catch (const CLI::CallForVersion& version) {
      print(std::string(version.what()) + "\n");
      return fine;
    } catch (const CLI::ParseError& wrong) {
      throw failure(wrong_line(in_own_words(wrong)));
    }
    return chosen_ ? chosen_() : overview(style_);
  }

 private:
  void set_up(CLI::App& app, const std::string& usage,
              const std::string& description) {
    const auto form =
        std::make_shared<formatter>(say_("Usage: ", "用法：") + usage);
    form->label("Positionals", say_("Arguments", "参数"));
    form->label("REQUIRED", "");
    form->column_width(24);
    app.formatter(form);
    app.description(description);
    app.option_defaults()->group(say_("Options", "选项"));
    app.set_help_flag("-h,--help", say_("This text", "显示本帮助"))
        ->group(say_("Options", "选项"));
    app.add_option(
           "--lang", language_,
           say_("Language (default: the locale's)", "语言（默认取自 locale）"))
        ->type_name("en|zh")
        ->check([this](const std::string& name) {
          return name == "en" || name == "zh"
                     ? std::string()
                     : say_("must be en or zh", "只能是 en 或 zh");
        });
  }

  CLI::App& add(const std::string& name, const std::string& usage,
                const std::string& description, std::function<int()> run) {
    CLI::App& app = *app_.add_subcommand(name, description);
    set_up(app, "sticky " + name + usage, description);
    app.group(say_("Commands", "命令"));
    app.callback([this, run = std::move(run)] { chosen_ = run; });
    names_.push_back(name);
    return app;
  }

  void add_files(CLI::App& app) {
    app.add_flag("--ladder", files_.as.ladder,
                 say_("Draw a ladder: a lifeline for each program,\n"
                      "the packets between them",
                      "画成梯形图：每个程序一条生命线，\n"
                      "数据包在线与线之间"));
    app.add_flag("--packets", files_.as.packets,
                 say_("In the ladder all packets with their numbers,\n"
                      "not only those with data",
                      "梯形图画出所有数据包和它们的序号，\n"
                      "而不只是带数据的"));
    for (std::size_t i = 0; i < formats().size(); ++i) {
      const format& one = formats()[i];
      add_file(app, one.option, files_.paths[i], say_,
               say_(one.english, one.chinese));
    }
  }

  void add_lesson_and_scene(CLI::App& app) {
    app.add_option("LESSON", lesson_,
                   say_("11, sticky_packets or 11_sticky_packets",
                        "11、sticky_packets 或 11_sticky_packets"))
        ->type_name(" ")
        ->required();
    app.add_option("SCENE", scene_,
                   say_("A scene's name; see `sticky list`",
                        "某一幕的名字；见 `sticky list`"))
        ->type_name(" ");
  }

  void add_list() {
    add("list", " [OPTIONS]",
        say_("The lessons and their scenes", "列出课程和每课的各幕"),
        [this] { return list(style_); });
  }

  void add_show() {
    CLI::App& app = add(
        "show", " [OPTIONS] LESSON [SCENE]",
        say_("Play a lesson's scenes and draw them", "演示一课的各幕并画出来"),
        [this] { return show(style_, files_, lesson_, scene_); });
    add_lesson_and_scene(app);
    add_files(app);
    app.footer(
        say_("A folder in place of FILE (DIR/ is made if need be) takes a file "
             "for each\nscene: DIR/11_late_reader.svg",
             "FILE 也可以是目录（写成 DIR/，没有就新建）：每一幕写一个文件，\n"
             "例如 DIR/11_late_reader.svg"));
  }

  void add_tour() {
    CLI::App& app = add("tour", " [OPTIONS] [LESSON]",
                        say_("Play the course from the first lesson on",
                             "从第一课开始演示整门课程"),
                        [this] { return tour(style_, lesson_); });
    app.add_option("LESSON", lesson_,
                   say_("Begin here (default: the first one)",
                        "从这一课开始（默认第一课）"))
        ->type_name(" ");
  }

  void add_learn() {
    CLI::App& app = add("learn", " [OPTIONS] [LESSON [EXERCISE]]",
                        say_("Learn: read, predict, play, solve exercises",
                             "学习：读课文、先猜、演示、做练习"),
                        [this] { return learn(style_, learn_); });
    add_learn_options(app, learn_, say_);
  }

  void add_step() {
    CLI::App& app = add(
        "step",
        " [OPTIONS] LESSON [WITH]\n"
        "       sticky step [OPTIONS] -- SERVER ARGS ::: CLIENT ARGS ...",
        say_("Decide yourself which program goes next", "由你决定下一步轮到谁"),
        [this] {
          step_.cast = given_.cast;
          return step(style_, step_);
        });
    add_step_options(app, step_, say_);
  }

  void add_trace() {
    CLI::App& app = add(
        "trace", " [OPTIONS] -- SERVER ARGS ::: CLIENT ARGS [::: CLIENT ARGS]",
        say_("Play any programs, freely or with --cues",
             "演示任意程序，可自由运行，也可用 --cues 编排"),
        [this] {
          request_.cast = given_.cast;
          return trace(style_, files_, request_);
        });
    app.add_option("--cues", request_.cues,
                   say_("Who goes when, in one line (default: freely)",
                        "用一行写明谁在何时执行（默认自由运行）"))
        ->type_name("LINE");
    app.add_flag("--host-network", request_.host_network,
                 say_("Use this machine's network, not one of its own",
                      "使用本机网络，而不是独立的网络"));
    app.add_flag("--where", request_.where,
                 say_("Tell the source line of each call (slower)",
                      "指出每个调用在源代码的哪一行（较慢）"));
    add_names_and_inputs(app, request_.names, request_.inputs, say_);
    add_files(app);
    app.footer(say_(
        "The programs are called server, client, client2 ... in that order;\n"
        "11/server is the program `server` of lesson 11. Cues:\n"
        "  server:listen    runs server until it has completed listen()\n"
        "  client:send*2    until it has completed two sends\n"
        "  server:recv(3)   that call takes 3 bytes at most; send(3) likewise\n"
        "  server:recv!ECONNRESET   that call fails so\n"
        "  client:exit      until it has ended; client:kill ends it here\n"
        "  server:wait      its next call must be one that would wait\n"
        "After the last cue always the first program goes that can.",
        "程序按先后顺序叫 server、client、client2……\n"
        "11/server 表示第 11 课的程序 server。--cues 的写法：\n"
        "  server:listen    让 server 运行到完成 listen() 为止\n"
        "  client:send*2    运行到完成两次 send 为止\n"
        "  server:recv(3)   这次调用最多取 3 个字节；send(3) 同理\n"
        "  server:recv!ECONNRESET   让这次调用以此错误失败\n"
        "  client:exit      运行到结束；client:kill 在此终止它\n"
        "  server:wait      它的下一个调用必须是会等待的\n"
        "最后一项之后，总是由第一个能执行的程序执行。"));
  }

  void add_check() {
    CLI::App& app =
        add("check",
            " [OPTIONS] LESSON [WITH]\n"
            "       sticky check [OPTIONS] -- SERVER ARGS ::: CLIENT ARGS ...",
            say_("Try every order of the calls, with short reads",
                 "试遍调用的所有次序，并加入短读"),
            [this] {
              check_.cast = given_.cast;
              return check(style_, check_);
            });
    add_check_options(app, check_, say_);
    app.footer(say_(
        "Faults: output or exit status that depends on the schedule; everyone "
        "waits;\ndeath by a signal; spinning at the end of a stream. For each "
        "the smallest\nschedule is shown, as a line that plays it again.\n"
        "Exit status: 0 nothing found, 1 a fault, 2 wrong use or cannot be "
        "explored.",
        "问题包括：输出或退出状态随调度而变；全都在等；死于信号；\n"
        "在流结束处空转。每个问题都给出最小的调度，以及重演它的命令。\n"
        "退出状态：0 没有发现问题，1 发现问题，2 用法有误或无法探索。"));
  }

  void refuse_unknown_command() const {
    if (given_.own.empty() || given_.own[0].starts_with("-")) return;
    const std::string& name = given_.own[0];
    if (std::ranges::find(names_, name) != names_.end()) return;
    const auto near = course::nearest(name, names_);
    throw failure(say_.format(
        "no command \"{}\"; {}", "没有“{}”这个命令；{}", play::escaped(name),
        near.empty()
            ? say_("`sticky --help` lists them", "用 `sticky --help` 查看全部")
            : say_.format("did you mean {}?", "你要找的是 {} 吗？",
                          in_a_row(near, say_))));
  }

  void refuse_cast_of_others() const {
    const std::vector<std::string> takers{"trace", "check", "step"};
    if (!given_.has_cast ||
        std::ranges::find_first_of(given_.own, takers) != given_.own.end()) {
      return;
    }
    throw failure(
        say_("--: only `sticky trace`, `check` and `step` take programs",
             "--：只有 `sticky trace`、`check` 和 `step` 可以跟程序"));
  }

  /// The parser's own words are English alone, and some read oddly.
  std::string in_own_words(const CLI::ParseError& wrong) const {
    const std::string what = wrong.what();
    const auto named_before = [&](std::string_view mark) {
      return what.substr(0, what.find(mark));
    };
    if (dynamic_cast<const CLI::ExtrasError*>(&wrong) != nullptr) {
      return say_.format("not expected: {}", "多余的参数：{}",
                         what.substr(what.find(": ") + 2));
    }
    if (dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr) {
      return say_.format("{} is required", "缺少 {}", named_before(" is "));
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&wrong) != nullptr) {
      return say_.format("{}: takes one value, and only once",
                         "{}：要有一个值，而且只能写一次", named_before(":"));
    }
    if (dynamic_cast<const CLI::ConversionError*>(&wrong) != nullptr) {
      return say_.format("{}: takes no value", "{}：不带值", option_in(what));
    }
    // What is left are the words of our own checks.
    return what;
  }

  /// "--kills", wherever it stands.
  static std::string option_in(const std::string& what) {
    const std::size_t from = what.find("--");
    if (from == what.npos) return what;
    return what.substr(from, what.find_first_of(" :=", from) - from);
  }

  std::string wrong_line(const std::string& what) const {
    const std::string name = given_.own[0];
    if (name == "trace" && !given_.has_cast) {
      return say_(
          "trace: the programs come after --: sticky trace -- SERVER "
          "ARGS ::: CLIENT ARGS",
          "trace：程序要写在 -- 之后：sticky trace -- 服务端 参数 ::: "
          "客户端 参数");
    }
    const bool known = std::ranges::find(names_, name) != names_.end();
    std::string line = play::escaped(what);
    while (line.ends_with("\\n")) line.resize(line.size() - 2);
    return say_.format("{}; see `sticky{} --help`", "{}；见 `sticky{} --help`",
                       line, known ? " " + name : "");
  }

  const arguments& given_;
  view::style style_;
  words say_;
  std::string language_, lesson_, scene_;
  output_files files_;
  learn_request learn_;
  trace_request request_;
  check_request check_;
  cast_request step_;
  std::function<int()> chosen_;
  std::vector<std::string> names_;
  CLI::App app_;
};

/// What is wrong, and how that ends the command.
int refused(std::string_view why) {
  complain(why);
  return caught_signal() != 0 ? 128 + caught_signal() : wrong_use;
}

int run(int argc, char** argv) try {
  keep_standard_descriptors();
  view::style style = style_of_output();
  const arguments given = split(argc, argv);
  choose_language(given.own, style);
  try {
    catch_signals();
    return parser(given, style).run();
  } catch (const interrupted& by) {
    complain(words(style.language)("interrupted", "已中断"));
    return 128 + by.signal;
  } catch (const play::explained_error& wrong) {
    return refused(to_text(wrong.why, style.language));
  } catch (const std::filesystem::filesystem_error& wrong) {
    return refused(wrong.path1().string() + ": " + wrong.code().message());
  } catch (const std::bad_alloc&) {
    return refused(words(style.language)(
        "out of memory; close other programs, or raise the limit, see ulimit "
        "-v",
        "内存不足；请关掉别的程序，或提高上限，见 ulimit -v"));
  }
} catch (const closed_output&) {
  return fine;  // as `sticky list | head -1`: the reader has all it wants
} catch (const std::exception& wrong) {
  return refused(wrong.what());
}

}  // namespace
}  // namespace sticky

int main(int argc, char** argv) {
  return sticky::run(argc, argv);
}
