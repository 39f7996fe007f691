#include "kit/arguments.hpp"

#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "kit/escaped.hpp"

namespace kit {

arguments::arguments(int argc, const char* const* argv,
                     std::string default_port)
    : port(std::move(default_port)) {
  const std::span all(argv, static_cast<std::size_t>(argc));
  std::string program = all.empty() ? "program" : all.front();
  program.erase(0, program.rfind('/') + 1);
  usage = "usage: " + program + " [host] [port]\n" +
          "  host  a name or a number, " + host + " if not given\n" +
          "  port  " + port + " if not given\n";

  std::vector<std::string> words;
  for (const std::string_view word : all.subspan(all.empty() ? 0 : 1)) {
    if (word == "--help" || word == "-h") {
      help = true;
    } else if (word.starts_with('-')) {
      throw std::runtime_error("unknown option " + escaped(word, 40) +
                               ": see --help");
    } else {
      words.emplace_back(word);
    }
  }
  if (words.size() > 2)
    throw std::runtime_error("expected [host] [port], got " +
                             std::to_string(words.size()) +
                             " arguments: see --help");
  if (!words.empty()) host = words[0];
  if (words.size() > 1) port = words[1];
}

}  // namespace kit
