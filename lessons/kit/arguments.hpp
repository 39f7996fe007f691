// The command line of every program of the course: [host] [port].
#pragma once

#include <string>

namespace kit {

/// In a program:
///   const kit::arguments given(argc, argv, "8080");
///   if (given.help) { std::cout << given.usage; return 0; }
struct arguments {
  /// Throws std::runtime_error, one line, for a third argument or an option
  /// that it does not know. Host and port are judged by kit::endpoint.
  arguments(int argc, const char* const* argv, std::string default_port);

  std::string host = "127.0.0.1";
  std::string port;
  bool help = false;  ///< --help or -h was given
  std::string usage;  ///< what to print then, with its line end
};

}  // namespace kit
