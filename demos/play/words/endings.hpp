// How a play ended, and what calls wait for.
#pragma once

#include "play/words/wording.hpp"

namespace play {

inline constexpr wording words_of_endings[] = {
    {because::nothing, "", ""},
    {because::each_of_these, "{*}", "{*}"},
    {because::stopped_from_outside, "stopped from outside", "从外部被中断"},
    {because::schedule_stopped_it, "the schedule stopped it", "被调度停止"},
    {because::reads_an_ended_stream,
     "{0} was told {1} times that the stream has ended, and reads on",
     "{0} 已经 {1} 次得知流结束，却还在读"},
    {because::asks_for_nothing,
     "asks again and again, and nothing will come: {*}",
     "反复询问，却什么也等不到：{*}"},
    {because::no_call_for_long,
     "no socket call for {0} s: {1} computes, or waits for something outside "
     "of the play",
     "{0} 秒没有套接字调用：{1} 在计算，或在等待演出之外的事情"},
    {because::too_many_calls, "{0} calls, and no end in sight",
     "已有 {0} 次调用，仍看不到结束"},
    {because::too_many_bytes,
     "{0} MiB sent, received and printed, and no end in sight",
     "收发和打印的数据已有 {0} MiB，仍看不到结束"},
    {because::zero_bytes_under_way, "{*}; 0 bytes are under way",
     "{*}；路上的数据是 0 字节"},
    {because::waits_in_a_call, "{0} waits for {a} in {1}",
     "{0} 停在 {1}，等待 {a}"},
    {because::waits_elsewhere, "{0} waits for {a}", "{0} 在等待 {a}"},

    // What is waited for.
    {because::a_connection, "a connection", "新的连接"},
    {because::room_in_the_queue, "room in the listener's queue",
     "全连接队列有空位"},
    {because::room_to_send, "room in the send buffer", "发送缓冲区有空位"},
    {because::data, "data", "数据"},
    {because::data_from, "data from {0}", "{0} 的数据"},
    {because::an_event, "an event on one of its sockets", "某个套接字上的事件"},
    {because::time_to_pass, "time to pass", "时间过去"},
    {because::something_outside, "something outside of the play's sockets",
     "套接字以外的事情"},
};

}  // namespace play
