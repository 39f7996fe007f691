// Cues that are none, and cues that cannot be met.
#pragma once

#include "play/words/wording.hpp"

namespace play {

inline constexpr wording words_of_cues[] = {
    {because::bad_cue, "cue `{0}`, column {1}: {a}",
     "提示 `{0}`，第 {1} 列：{a}"},

    // What is no cue.
    {because::cue_is_no_number, "`{0}` is not a number from 0 to {1}",
     "`{0}` 不是 0 到 {1} 的数"},
    {because::cue_has_no_call, "write PROGRAM:CALL, such as server:recv",
     "请写成“程序:调用”，例如 server:recv"},
    {because::cue_never_happens, "at least once: *1", "至少一次：*1"},
    {because::cue_names_no_error,
     "`{0}` is no error's name; write one such as ECONNRESET",
     "`{0}` 不是错误名；写法如 ECONNRESET"},
    {because::cue_bracket_is_open, "the bracket is not closed", "括号没有闭合"},
    {because::cue_takes_no_byte, "at least one byte: (1)", "至少一个字节：(1)"},
    {because::cue_names_no_call,
     "`{0}` is no socket call; use one such as recv, send, accept, connect, "
     "or exit, wait, kill",
     "`{0}` 不是套接字调用；可用 recv、send、accept、connect 等，"
     "以及 exit、wait、kill"},
    {because::cue_takes_nothing, "{0} takes no length, no error and no count",
     "{0} 不能带长度、错误或次数"},
    {because::cue_cuts_a_failure,
     "a call that fails moves nothing: give a length or an error",
     "失败的调用不传输数据：长度和错误只能写一个"},
    {because::cue_cuts_no_bytes, "{0} moves no bytes, so it takes no length",
     "{0} 不传输数据，不能带长度"},
    {because::cue_names_no_program, "no program is called {0}; there are {1}",
     "没有叫 {0} 的程序；有 {1}"},

    // What cannot be met, and who does what meanwhile.
    {because::cue_cannot_be_met, "cannot be met: {a} ({b})",
     "无法做到：{a}（{b}）"},
    {because::stands_before_a_call, "{0} is before {1}", "{0} 停在 {1} 之前"},
    {because::every_program_has_ended, "every program has ended",
     "所有程序都已结束"},
    {because::has_ended, "{0} has ended", "{0} 已经结束"},
    {because::has_ended_by, "{0} has ended by {1}", "{0} 已被 {1} 终止"},
    {because::has_ended_with, "{0} has ended with status {1}",
     "{0} 已经结束，退出状态为 {1}"},
    {because::and_said, "{a} and said `{0}`", "{a}，并留下一句 `{0}`"},
    {because::has_no_such_task, "{0} has no task {1} now",
     "{0} 现在没有编号 {1} 的任务"},
    {because::would_not_wait, "{0} would not wait", "{0} 不会等待"},
    {because::cannot_go_on, "{0} cannot go on", "{0} 无法继续"},
    {because::does_not_get_there, "{0} does not get there", "{0} 到不了那里"},
    {because::asks_and_nothing_comes,
     "{0} asks again and again, and nothing comes",
     "{0} 反复询问，却什么也等不到"},
};

}  // namespace play
