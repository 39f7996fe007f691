// Lessons and their files.
#pragma once

#include "play/words/wording.hpp"

namespace play {

inline constexpr wording words_of_course[] = {
    {because::no_lessons_here,
     "{0}: {1}: the lessons are not here; STICKY_LESSONS names their folder",
     "{0}：{1}：课程不在这里；STICKY_LESSONS 指明它们的目录"},
    {because::no_free_port,
     "127.0.0.1: no free port ({0}: {1}); close some programs that use sockets",
     "127.0.0.1：没有空闲的端口（{0}：{1}）；请关闭一些使用套接字的程序"},
    {because::not_built, "{0}: not built; ./sticky builds it",
     "{0}：还没有构建；./sticky 会构建它"},
    {because::nothing_of_that_name, "\"{0}\" not found", "找不到“{0}”"},

    // What is wrong in a scenes.json, and where.
    {because::wrong_in_file, "{0}: {a}", "{0}：{a}"},
    {because::wrong_in_file_at, "{0}: {1}: {a}", "{0}：{1}：{a}"},
    {because::must_be_an_object, "must be an object", "应为对象"},
    {because::must_be_an_array, "must be an array", "应为数组"},
    {because::must_be_a_string, "must be a string", "应为字符串"},
    {because::must_be_a_whole_number, "must be a whole number", "应为整数"},
    {because::must_be_a_port, "must be a port, 1 to 65535",
     "应为端口号，1 到 65535"},
    {because::must_be_a_status, "must be an exit status, 0 to 255",
     "应为退出状态，0 到 255"},
    {because::must_be_a_name, "\"{0}\" must be a name such as late_reader",
     "“{0}”应为名字，例如 late_reader"},
    {because::must_be_an_ending,
     "\"{0}\" must be exited, idle, everyone waits or spinning",
     "“{0}”应为 \"exited\"、\"idle\"、\"everyone waits\" 或 \"spinning\""},
    {because::must_not_hold_nul, "must not hold a NUL", "不能含有 NUL"},
    {because::must_not_be_empty, "must not be empty", "不能为空"},
    {because::must_begin_with_a_role, "must begin with server or client",
     "应以 server 或 client 开头"},
    {because::must_be_cues_or_fault, "must be cues or fault",
     "应为 cues 或 fault"},
    {because::must_be_a_lessons_name,
     "must have a name such as 11_sticky_packets",
     "名字应如 11_sticky_packets"},
    {because::unknown_key, "unknown key \"{0}\"; known are {1}",
     "不认识的键“{0}”；可用的有 {1}"},
    {because::lacks_a_key, "lacks \"{0}\"", "缺少“{0}”"},
    {because::is_there_twice, "\"{0}\" is there twice", "“{0}”出现了两次"},
    {because::no_such_scene, "no scene \"{0}\" here", "这里没有“{0}”这一幕"},
    {because::no_such_program, "scene {0} has no such program",
     "{0} 这一幕里没有这个程序"},
    {because::no_json, "{0}:{1}:{2}: no JSON: {a}",
     "{0}:{1}:{2}：不是 JSON：{a}"},
    {because::number_is_too_large, "this number is too large", "这个数太大"},
    {because::ends_too_early, "it ends too early", "内容不完整"},
    {because::character_not_expected, "this character is not expected here",
     "这里不该有这个字符"},
    {because::too_many_levels, "more than {0} levels in one another",
     "嵌套超过 {0} 层"},
    {because::file_cannot_be_read, "{0}: cannot be read", "{0}：无法读取"},
    {because::file_is_too_long,
     "{0}: longer than 4 MiB; that is no scenes.json",
     "{0}：超过 4 MiB；这不会是 scenes.json"},
};

}  // namespace play
