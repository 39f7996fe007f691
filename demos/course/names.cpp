// What a name says by its form alone.
#include "course/course.hpp"

namespace course {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool names_lesson(std::string_view name) {
  return name.size() > 3 && is_digit(name[0]) && is_digit(name[1]) &&
         name[2] == '_';
}

std::string_view role_of(std::string_view program) {
  for (const std::string_view role : {"server", "client"})
    if (program.starts_with(role)) return role;
  return "";
}

}  // namespace course
