#include "raw_peers.hpp"

#include "scene.hpp"
#include "stage/stage.hpp"

play::record against_raw_server(std::string_view lesson,
                                std::string_view client,
                                const std::string& input,
                                const std::vector<std::string>& steps) {
  const std::string port = a_port();
  stage::program server{"server", {RAW_PEER, "listen", "127.0.0.1", port}, ""};
  server.argv.insert(server.argv.end(), steps.begin(), steps.end());
  stage::in_order schedule;
  return stage::perform(
      {server, {"client", {program(lesson, client), "127.0.0.1", port}, input}},
      schedule);
}

play::record against_raw_client(std::string_view lesson,
                                const std::vector<std::string>& steps) {
  const std::string port = a_port();
  stage::program bad{"bad", {RAW_PEER, "connect", "127.0.0.1", port}, ""};
  bad.argv.insert(bad.argv.end(), steps.begin(), steps.end());
  stage::in_order schedule;
  return stage::perform(
      {{"server", {program(lesson, "server"), "127.0.0.1", port}, ""},
       bad,
       {"client", {program(lesson, "client"), "127.0.0.1", port}, "date\n"}},
      schedule);
}
