// Why a search stopped, and why programs cannot be explored.
#pragma once

#include "play/words/wording.hpp"

namespace play {

inline constexpr wording words_of_search[] = {
    // Why nothing was played.
    {because::nothing_crossed,
     "nothing crossed between the programs under any schedule, so nothing is "
     "proved: {a}",
     "在任何调度下，程序之间都没有传过任何东西，所以什么也没有证明：{a}"},
    {because::one_program_alone,
     "one program alone proves nothing; put ::: between the server and each "
     "client: sticky check -- SERVER ARGS ::: CLIENT ARGS",
     "只有一个程序，什么也证明不了；服务端和每个客户端之间要写 :::："
     "sticky check -- 服务端 参数 ::: 客户端 参数"},
    {because::was_refused,
     "{0}'s connect to {1} was refused (nobody listens there)",
     "{0} 连接 {1} 被拒绝（那里没有人监听）"},
    {because::only_waits, "{0} only waited", "{0} 只是在等"},

    {because::asks_for_tcp_info,
     "getsockopt(TCP_INFO), whose answer is in no state",
     "getsockopt(TCP_INFO)：状态里没有它的回答"},
    {because::drawn_at_random, "schedules drawn at random, which prove nothing",
     "随机抽取的调度，它们不证明什么"},
    {because::so_many_schedules, "{0} schedules", "{0} 个调度"},
    {because::so_many_states, "{0} states", "{0} 个状态"},
    {because::so_many_seconds, "{0} s", "{0} 秒"},
    {because::ctrl_c, "Ctrl-C", "按下 Ctrl-C"},
    {because::not_the_same_twice, "programs that did not do the same twice",
     "两次表现不同的程序"},
    {because::schedules_strayed,
     "{0} schedules did not lead where they had led before; what follows from "
     "them was not explored",
     "有 {0} 个调度没有通向上一次到达的状态；其后的情形没有探索"},

    // What cannot be explored: the play was not the same twice ...
    {because::differs_by_itself,
     "cannot be explored: played twice without interfering, {a}; {b}",
     "无法探索：不加干预演了两次，{a}；{b}"},
    {because::differs_on_cues,
     "cannot be explored: played twice on `{0}`, {a}; {b}",
     "无法探索：按 `{0}` 演了两次，{a}；{b}"},
    {because::take_chance_out,
     "take time, random numbers and process numbers out of the programs, or "
     "out of the comparison with --ignore REGEX if they are only printed; if "
     "they use files, try --jobs 1",
     "请去掉程序里的时间、随机数和进程号；如果只是打印出来，"
     "请用 --ignore REGEX 不作比较；如果程序使用文件，请试试 --jobs 1"},
    {because::endless_by_itself, "cannot be explored: without interfering, {a}",
     "无法探索：不加干预时，{a}"},
    // ... since of two plays
    {because::sent_other_bytes, "{0} sent other bytes (`{1}`, then `{2}`)",
     "{0} 发出的字节不同（先是 `{1}`，后是 `{2}`）"},
    {because::printed_something_else,
     "{0} printed something else (`{1}`, then `{2}`)",
     "{0} 打印的内容不同（先是 `{1}`，后是 `{2}`）"},
    {because::ended_otherwise, "{0} ended in another way",
     "{0} 的结束方式不同"},
    {because::went_first_once, "{0} went first once", "{0} 有一次先执行"},
    {because::made_another_call, "{0} called {1}, then {2}",
     "{0} 先后调用了 {1} 和 {2}"},
    {because::one_had_more_calls, "one play had more calls",
     "其中一次的调用更多"},
    {because::with_a_suspect, "{a}, which looks like {b}",
     "{a}，看来是因为{b}"},
    {because::suspect_clock, "a clock or a process number", "时钟或进程号"},
    {because::suspect_chance, "random numbers", "随机数"},
    {because::suspect_buffers, "how much the kernel's buffers held",
     "内核缓冲区的余量不同"},
    {because::suspect_threads, "its threads taking turns by themselves",
     "线程自行轮换"},
    {because::went_different_ways, "the programs went different ways",
     "程序走了不同的路"},
    {because::same_bytes_other_end,
     "with the same calls and the same bytes received, the programs printed "
     "something else or ended in another way",
     "调用和收到的字节都相同，程序打印的内容或结束方式却不同"},
    {because::did_something_else, "the programs did something else",
     "程序的行为不同"},

    // The processes that play.
    {because::worker_died,
     "a process that plays has died; is there enough memory?",
     "有一个负责演出的进程死了；内存够用吗？"},
    {because::broken_answer,
     "a process that plays has sent a broken answer, {a}; is there enough "
     "memory?",
     "有一个负责演出的进程发来残缺的回答，{a}；内存够用吗？"},
    {because::value_without_meaning, "a value that has no meaning",
     "有一个没有意义的值"},
    {because::more_bytes_than_fields, "more bytes than it has fields",
     "字节多于各字段所需"},
    {because::fewer_bytes_than_promised, "fewer bytes than it promises",
     "字节少于它所声明的"},
    {because::other_number_of_programs,
     "another number of programs than there are", "程序的个数不对"},
    {because::longer_than_can_be_said, "more bytes than its length can say",
     "字节多到长度写不下"},
    {because::no_such_reason, "a reason that lacks something",
     "有一个不完整的原因"},
};

}  // namespace play
