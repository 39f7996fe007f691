#include "play/json_lines.hpp"

#include <nlohmann/json.hpp>

namespace play {
namespace {

using json = nlohmann::ordered_json;

std::string one_line(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string line_by_line(const json& top) {
  std::string text = "{";
  const char* comma = "\n";
  for (const auto& [key, value] : top.items()) {
    text += std::string(comma) + "  \"" + key + "\": ";
    comma = ",\n";
    if (!value.is_array() || value.empty()) {
      text += one_line(value);
      continue;
    }
    const char* inner = "[\n    ";
    for (const json& item : value) {
      text += inner + one_line(item);
      inner = ",\n    ";
    }
    text += "\n  ]";
  }
  return text + "\n}\n";
}

}  // namespace play
