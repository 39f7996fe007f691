#include "judge.hpp"

#include <sys/syscall.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <regex>

#include "calls.hpp"

namespace faults {
namespace {

constexpr const char* host_note = "no network of its own here";

std::string short_form(const std::string& text) {
  const std::string line = std::regex_replace(text, std::regex("\n"), "\\n");
  return line.size() <= 300 ? line : line.substr(0, 300) + "...";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// One line that a user can do something with.
std::string what_is_wrong_with(const std::string& line, const fault& f) {
  // Where nothing can be written, there is nobody to tell.
  if (line.empty() && f.any_use && name_of(f.call.number) == "write") return {};
  if (!line.starts_with("sticky: ")) return "its words are not ours";
  if (std::ranges::count(line, '\n') != 1 || !line.ends_with('\n'))
    return "says not one line";
  for (const char* inner : {"std::", "bad_alloc", "terminate", "basic_string"})
    if (contains(line, inner)) return "speaks of its inside";
  const auto names = names_of(f.call.number);
  const bool named = std::ranges::any_of(
      names, [&line](const std::string& name) { return contains(line, name); });
  // A file that cannot be opened or read is better named by its own name.
  const bool own_name = f.call.what.size() > 3 &&
                        contains(line, ": cannot be ") &&
                        contains(line, f.call.what);
  const bool meaning = (f.error == ENOMEM && contains(line, "memory")) ||
                       (f.error == EACCES && contains(line, "not executable"));
  if (!named && !own_name && !meaning &&
      !contains(line, std::strerror(f.error)))
    return "does not name what was refused";
  return {};
}

std::string first_difference(const std::string& now, const std::string& usual) {
  const auto [here, there] = std::ranges::mismatch(now, usual);
  const auto at = static_cast<std::size_t>(here - now.begin());
  const std::size_t from = at < 40 ? 0 : at - 40;
  return "\"" + short_form(now.substr(from, 120)) + "\" instead of \"" +
         short_form(usual.substr(std::min(from, usual.size()), 120)) + "\"";
}

// What must be so however it ended.
std::string what_it_left(const fault& f, const outcome& usual,
                         const outcome& now) {
  if (now.hung) return "hangs " + now.stuck;
  if (now.status >= 128)
    return "dies of a signal, " + std::to_string(now.status) + ": " +
           short_form(now.err);
  if (!now.orphans.empty())
    return "leaves " + std::to_string(now.orphans.size()) +
           " processes, such as " + now.orphans.front();
  const bool cannot_remove = contains(name_of(f.call.number), "unlink") ||
                             contains(name_of(f.call.number), "rmdir");
  if (!now.left.empty() && !cannot_remove)
    return "leaves a file or folder: " + now.left.front();
  std::vector<std::string> more;
  std::ranges::set_difference(now.open, usual.open, std::back_inserter(more));
  if (!more.empty()) return "leaves descriptors open, such as " + more.front();
  return {};
}

}  // namespace

std::string without_ports(const std::string& out) {
  const std::string text =
      std::regex_replace(out, std::regex("(:|1 )[0-9]{4,5}\\b"), "$1P");
  return std::regex_replace(text, std::regex(" +"), " ");
}

std::string without_network(const std::string& out) {
  // Behind the picture: how to play it again, and on the host's network a note.
  std::string text = out.substr(
      0, std::min(out.find(host_note), out.find("\n./sticky trace")));
  // The ribbons, of which segments are a part.
  for (;;) {
    const std::size_t arrow = text.find("──▶");
    if (arrow == std::string::npos) return without_ports(text);
    const std::size_t from = text.rfind('\n', arrow);
    const std::size_t to = text.find("\n\n", arrow);
    text.erase(from + 1, to == std::string::npos ? to : to + 1 - from);
  }
}

std::string of_programs(const std::string& out) {
  const auto all = nlohmann::json::parse(out, nullptr, false);
  if (all.is_discarded()) return "no JSON: " + out;
  return all.at("programs").dump() + all.at("ended").dump();
}

std::string of_calls(const std::string& out) {
  std::string all = of_programs(out);
  if (all.starts_with("no JSON")) return all;
  const auto play = nlohmann::json::parse(out);
  for (const auto& call : play.at("calls"))
    for (const char* field : {"program", "call", "fd", "asked", "result",
                              "errno", "forced", "offset"})
      all += call.at(field).dump() + ",";
  for (const auto& stream : play.at("streams"))
    all += stream.at("data").dump() + stream.at("recvs").dump();
  return all + play.at("prints").dump();
}

judgement judge(const subject& s, const fault& f, const outcome& usual,
                const outcome& now) {
  const auto is_fault = [](const std::string& why) {
    return judgement{verdict::fault, why};
  };
  const std::string left = what_it_left(f, usual, now);
  if (!left.empty()) return is_fault(left);
  if (now.status == 2) {
    const std::string wrong = what_is_wrong_with(now.err, f);
    if (wrong.empty()) return {verdict::refused, {}};
    return is_fault("exit 2, but " + wrong + ": " + short_form(now.err));
  }
  if (now.status != usual.status)
    return is_fault("exit " + std::to_string(now.status) + " instead of " +
                    std::to_string(usual.status) + ": " +
                    short_form(now.err.empty() ? now.out : now.err));
  if (now.err != usual.err)
    return is_fault("exit " + std::to_string(now.status) +
                    ", and complains: " + short_form(now.err));
  const auto compared = [&s](const std::string& out) {
    return s.compared == nullptr ? out : s.compared(out);
  };
  if (compared(now.out) == compared(usual.out))
    return {verdict::right_play, {}};
  const bool on_host = contains(now.out, host_note);
  const std::string here = on_host ? without_network(now.out) : now.out;
  const std::string there = on_host ? without_network(usual.out) : usual.out;
  if (on_host && here == there) return {verdict::on_host, {}};
  return is_fault("exit " + std::to_string(now.status) +
                  " and another output: " + first_difference(here, there));
}

}  // namespace faults
