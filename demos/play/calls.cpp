#include "play/calls.hpp"

namespace play {

std::string_view to_string(family of) {
  switch (of) {
    case family::send:
      return "send";
    case family::recv:
      return "recv";
    case family::none:
      break;
  }
  return "";
}

bool cue_means(std::string_view wanted, std::string_view name) {
  return wanted == name || wanted == cue_for(name);
}

std::string_view cue_for(std::string_view name) {
  const call_type* type = find_call_type(name);
  return type == nullptr || type->family == family::none
             ? name
             : to_string(type->family);
}

}  // namespace play
