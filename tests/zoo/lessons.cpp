#include <string>
#include <vector>

#include "course/course.hpp"
#include "groups.hpp"

namespace zoo {
namespace {

using check::fault_kind;

stage::program of_lesson(const std::string& number, const std::string& program,
                         const std::string& input = {}) {
  const std::string path = course::program_path(number + "/" + program);
  if (path.empty())
    throw course::error({play::because::not_built, {number + "/" + program}});
  return {program.substr(0, 6), {path, "127.0.0.1", "8080"}, input};
}

std::vector<stage::program> lesson_pair(const std::string& number,
                                        const std::string& server,
                                        const std::string& client,
                                        const std::string& input = {}) {
  return {of_lesson(number, server), of_lesson(number, client, input)};
}

}  // namespace

void add_lessons(std::vector<animal>& zoo) {
  // Both servers print each recv, and may: that is what the lesson shows.
  check::options exits;
  exits.compare = check::compare::exit;
  zoo.push_back({"lesson 02 server_spins",
                 {"reads on at the end of the stream", "流已经结束，还一直读"},
                 fault_kind::spinning,
                 lesson_pair("02", "server_spins", "client", "hello\n"),
                 lesson_pair("02", "server", "client", "hello\n"),
                 exits});
  // Lesson 22 fixes these two: a header before each message.
  zoo.push_back(
      {"lesson 11",
       {"two messages with nothing between them", "两条消息之间什么也没有"},
       fault_kind::output_differs,
       lesson_pair("11", "server", "client"),
       lesson_pair("22", "server", "client", "whoami\n"),
       {}});
  zoo.push_back({"lesson 20 client",
                 {"a length of two digits taken with one recv",
                  "两位数字的长度，只用一次 recv 来取"},
                 fault_kind::output_differs,
                 lesson_pair("20", "server", "client", "date\n"),
                 lesson_pair("22", "server", "client", "date\n"),
                 {}});
  // An answer of 5 bytes: a length of one digit is the only one that cannot
  // be cut.
  zoo.push_back({"lesson 20 client_miscounts",
                 {"what it had already counted again with every recv",
                  "每次 recv 都把已经收到的又数一遍"},
                 fault_kind::output_differs,
                 lesson_pair("20", "server", "client_miscounts", "whoami\n"),
                 lesson_pair("20", "server", "client", "whoami\n"),
                 {}});
  for (const std::string lesson : {"22", "23"})
    zoo.push_back({"lesson " + lesson + " client_one_recv",
                   {"a header taken with one recv", "报头只用一次 recv 来取"},
                   fault_kind::output_differs,
                   lesson_pair(lesson, "server", "client_one_recv", "whoami\n"),
                   lesson_pair(lesson, "server", "client", "whoami\n"),
                   {}});
}

}  // namespace zoo
