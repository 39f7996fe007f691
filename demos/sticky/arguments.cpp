#include "sticky/arguments.hpp"

#include <CLI/CLI.hpp>
#include <string_view>

#include "sticky/check/choices.hpp"

namespace sticky {
namespace {

void add_option(CLI::App& app, const std::string& name, std::string& to,
                const std::string& type, const std::string& what) {
  app.add_option(name, to, what)->type_name(type);
}

/// An option that may be repeated; each takes one value.
void add_list(CLI::App& app, const std::string& name,
              std::vector<std::string>& to, const std::string& type,
              const std::string& what) {
  app.add_option(name, to, what)->type_name(type)->expected(1)->take_all();
}

/// How far the search goes.
void add_bounds(CLI::App& app, check_request& to, const words& say) {
  add_option(app, "--schedules", to.schedules, "N|all",
             say("Play at most so many (default: 100000)",
                 "最多演示多少个调度（默认 100000）"));
  add_option(app, "--time", to.time, "S|all",
             say("Search for so many seconds at most (default: 120)",
                 "最多搜索多少秒（默认 120）"));
  add_option(app, "--preemptions", to.preemptions, "N|all",
             say("How often a program may go out of turn (default: all)",
                 "一个调度中可以抢占几次（默认 all）"));
  add_option(app, "--shorts", to.shorts, "N|all",
             say("How many reads may be cut in one schedule (default: 2)",
                 "一个调度中可以短读几次（默认 2）"));
  add_option(app, "--each-length", to.each_length, "N",
             say("Cut reads of up to N bytes at every length",
                 "不超过 N 字节的读取，试遍每种短读长度"));
  add_option(app, "--late", to.late, "N|all",
             say("How many time limits strike early in one (default: 1)",
                 "一个调度中，别人还能执行时可以有几次超时（默认 1）"));
  for (const check_choice& choice : check_choices) {
    app.add_flag(std::string(choice.option), to.asked.*choice.asked,
                 say(choice.help.english, choice.help.chinese));
  }
  add_option(app, "--errors", to.errors, "LIST",
             say("Let calls fail so, such as EINTR,ECONNRESET",
                 "让调用以这些错误失败，例如 EINTR,ECONNRESET"));
  add_option(app, "--random", to.random, "N",
             say("Draw N schedules at random instead of a search",
                 "不搜索，而是随机抽取 N 个调度"));
  add_option(app, "--seed", to.seed, "S",
             say("Draw those of this number (default: 1)",
                 "随机抽取用的种子（默认 1）"));
  add_option(app, "--jobs", to.jobs, "N",
             say("Processes that play (default: one for each core)",
                 "用几个进程演示（默认每个核一个）"));
  add_option(
      app, "--shard", to.shard, "I/N",
      say("Only the I-th of N parts of the search", "只搜索 N 份中的第 I 份"));
}

}  // namespace

arguments split(int argc, char** argv) {
  arguments split;
  for (int i = 1; i < argc; ++i) {
    if (split.has_cast) {
      split.cast.emplace_back(argv[i]);
    } else if (std::string_view(argv[i]) == "--") {
      split.has_cast = true;
    } else {
      split.own.emplace_back(argv[i]);
    }
  }
  return split;
}

void choose_language(const std::vector<std::string>& own, view::style& style) {
  for (std::size_t i = 0; i < own.size(); ++i) {
    std::string name;
    if (own[i].starts_with("--lang=")) name = own[i].substr(7);
    if (own[i] == "--lang" && i + 1 < own.size()) name = own[i + 1];
    if (name == "en") style.language = view::language::english;
    if (name == "zh") {
      style.language = view::language::chinese;
      style.utf8 = true;  // Chinese words are no ASCII anyway
    }
  }
}

void add_file(CLI::App& app, const std::string& name, std::string& to,
              const words& say, const std::string& what) {
  app.add_option(name, to, what)
      ->type_name("FILE")
      ->check([&say](const std::string& path) {
        return path.empty() ? say("must name a file", "要写文件名")
                            : std::string();
      });
}

void add_names_and_inputs(CLI::App& app, std::string& names,
                          std::vector<std::string>& inputs, const words& say,
                          bool own_input_is_free) {
  add_option(app, "--names", names, "A,B",
             say("The programs' names (default: server,client,client2 ...)",
                 "各程序的名字（默认 server,client,client2……）"));
  add_list(app, "--stdin", inputs, "NAME=FILE",
           own_input_is_free
               ? say("A program's standard input; - is the command's own",
                     "某个程序的标准输入；- 表示本命令的标准输入")
               : say("A program's standard input", "某个程序的标准输入"));
}

void add_learn_options(CLI::App& app, learn_request& to, const words& say) {
  app.add_option("LESSON", to.lesson,
                 say("Go to this lesson (default: where you are)",
                     "转到这一课（默认：你所在的那一课）"))
      ->type_name(" ");
  app.add_option("EXERCISE", to.exercise,
                 say("This exercise (default: the first not solved)",
                     "这道练习（默认：第一道没做对的）"))
      ->type_name(" ");
  app.add_flag(
      "--watch", to.watch,
      say("Check it each time that you save it", "每次保存就检查一次"));
  app.add_flag("--check", to.check, say("Check it now", "现在检查"));
  app.add_flag("--hint", to.hint,
               say("Its next hint; there are three", "给下一条点拨，共三条"));
  app.add_flag(
      "--reset", to.reset,
      say("Begin it anew; what you wrote is kept", "从头再做；你写的会保留"));
  app.footer(
      say("Without a lesson it goes on where you stopped. Your exercises and "
          "your progress\nare in ~/sticky-learn; STICKY_LEARN names another "
          "folder.",
          "不写课程，就从上次停下的地方继续。练习和进度放在 ~/sticky-learn；\n"
          "STICKY_LEARN 可以另指一个文件夹。"));
}

void add_lesson_and_with(CLI::App& app, cast_request& to, const words& say) {
  add_option(app, "LESSON", to.lesson, " ",
             say("11, sticky_packets or 11_sticky_packets",
                 "11、sticky_packets 或 11_sticky_packets"));
  add_option(app, "WITH", to.with, " ",
             say("A scene, another program of the lesson, or a file\nof yours: "
                 "my_client.cpp in the place of its client",
                 "某一幕、这一课的另一个程序，或你自己的文件：\n"
                 "my_client.cpp 替换它的客户端"));
}

void add_step_options(CLI::App& app, cast_request& to, const words& say) {
  add_lesson_and_with(app, to, say);
  add_names_and_inputs(app, to.names, to.inputs, say, false);
  app.footer(say(
      "Keys: n or Enter next, as the scene has it; 1 to 9 or a program's "
      "first\n"
      "letter: who goes; h short read; b back to one call before; ? help; q "
      "quit.\n"
      "In the end it prints the line that plays the same again.",
      "按键：n 或回车 下一步，照这一幕的安排；1 到 9 或程序名首字母 "
      "选谁执行；\n"
      "h 短读；b 退回到上一个调用之前；? 帮助；q 退出。\n"
      "结束时打印一行命令，用它可以重演同样的过程。"));
}

void add_check_options(CLI::App& app, check_request& to, const words& say) {
  add_lesson_and_with(app, to, say);
  add_bounds(app, to, say);
  add_option(app, "--compare", to.compare, "WHAT",
             say("output (default), stdout, stdout-sorted or exit",
                 "output（默认）、stdout、stdout-sorted 或 exit"));
  add_list(app, "--ignore", to.ignore, "REGEX",
           say("Do not compare what this matches; may be repeated",
               "不比较与它匹配的输出；可以写多次"));
  add_list(app, "--expect", to.expect, "NAME=FILE",
           say("What a program must print on its stdout",
               "某个程序的标准输出应当是什么"));
  add_list(app, "--expect-exit", to.expect_exit, "NAME=STATUS",
           say("The exit status that is right for a program (else: 0)",
               "某个程序正确的退出状态（否则是 0）"));
  add_option(app, "--allow", to.allow, "LIST",
             say("Losses that are no faults: truncated,reset",
                 "不算问题的丢失：truncated,reset"));
  add_names_and_inputs(app, to.names, to.inputs, say);
  add_file(app, "--json", to.json, say,
           say("Write the report; - is standard output",
               "把报告写成 JSON；- 表示标准输出"));
  add_file(app, "--junit", to.junit, say,
           say("Write the report for a CI server (XML)",
               "把报告写成 CI 服务器可读的 XML"));
  add_file(app, "--svg", to.svg, say,
           say("Draw the first fault's smallest schedule",
               "把第一个问题的最小调度画成 SVG 图"));
}

}  // namespace sticky
