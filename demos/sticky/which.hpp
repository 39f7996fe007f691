// Which lesson, which scene: with the nearest names when there is none such.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/course.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// Throw failure if there is none of that name.
course::lesson find_lesson(std::string_view name, const words&);
const course::scene& find_scene(const course::lesson&, std::string_view name,
                                const words&);

/// The lesson of that name, which must have something to play: throws failure
/// also for one without programs.
course::lesson find_lesson_to_play(std::string_view name, const words&);

/// Where the text of a lesson without programs is: "lesson 00 has pictures and
/// a text, no programs: read lessons/00_slug/README.md"
std::string without_programs(const course::lesson&, const words&);

/// The names in a row, "a, b, c".
std::string in_a_row(const std::vector<std::string>& names, const words&);

/// "Lesson 11: Sticky packets"
std::string heading(const course::lesson&, const words&);
/// The same with its place: "Lesson 11: Sticky packets (12 of 29)"
std::string heading(const course::lesson&, std::size_t place, std::size_t of,
                    const words&);
/// "late_reader: The server reads late"
std::string heading(const course::scene&, const words&);

}  // namespace sticky
