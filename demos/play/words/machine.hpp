// What this machine could not give, and what cannot be played.
#pragma once

#include "play/words/wording.hpp"

namespace play {

inline constexpr wording words_of_machine[] = {
    {because::on_the_hosts_network,
     "on the host's network as asked: no segments are recorded",
     "按要求使用本机网络：不记录报文段"},
    {because::no_own_network,
     "no network of its own here ({a}): plays use the host's, and no segments "
     "are recorded; {b}",
     "这里不能为演出建立独立的网络（{a}）：演出使用本机网络，不记录报文段；{"
     "b}"},
    {because::packets_not_recorded,
     "{0} packets came too fast and were not recorded",
     "有 {0} 个数据包来得太快，没有记录下来"},

    // Why there is no network of its own, and what to do about it.
    {because::call_failed, "{0}: {1}", "{0}：{1}"},
    {because::namespace_maker_died,
     "the process that makes the namespaces died: {0}",
     "建立命名空间的进程死了：{0}"},
    {because::no_room_for_descriptors,
     "there is no room for {0} more descriptors; raise the limit, see ulimit "
     "-n",
     "再也放不下 {0} 个描述符；请提高上限，见 ulimit -n"},
    {because::allow_user_namespaces,
     "allow user namespaces (sysctl user.max_user_namespaces, "
     "kernel.unprivileged_userns_clone or "
     "kernel.apparmor_restrict_unprivileged_userns) or run as root",
     "请允许用户命名空间（sysctl user.max_user_namespaces、"
     "kernel.unprivileged_userns_clone 或 "
     "kernel.apparmor_restrict_unprivileged_userns），或以 root 身份运行"},
    {because::run_as_root,
     "run as root, or in a container with --cap-add=NET_ADMIN "
     "--cap-add=NET_RAW",
     "请以 root 身份运行；在容器里要加 --cap-add=NET_ADMIN "
     "--cap-add=NET_RAW"},

    // A call of the stage's own that was refused, and what to do about it.
    {because::call_refused, "{0}: {1}{a}", "{0}：{1}{a}"},
    {because::raise_open_files, "; raise the limit of open files (ulimit -n)",
     "；请提高打开文件数的上限（ulimit -n）"},
    {because::too_many_processes,
     "; too many processes: end some, or raise the limit (ulimit -u)",
     "；进程太多：请结束一些，或提高上限（ulimit -u）"},
    {because::not_enough_memory, "; there is not enough memory", "；内存不够"},
    {because::use_hosts_network,
     "; play on this machine's network (--host-network), or allow it (in a "
     "container --cap-add=SYS_ADMIN)",
     "；请在本机网络上演出（--host-network），或者允许它"
     "（在容器里要加 --cap-add=SYS_ADMIN）"},
    {because::cannot_be_looked_into,
     ": the program does not let itself be looked into (it has made itself "
     "undumpable, or gained rights); run sticky as root",
     "：程序不让别人查看它（它禁止了转储，或者获得了特权）；"
     "请以 root 身份运行 sticky"},
    {because::stage_cannot_go_on, ": the stage cannot go on without it",
     "：没有它，舞台无法继续"},
    {because::following_is_unknown_here,
     ": programs cannot be followed here; it takes Linux 5.6 or newer, and in "
     "a container --security-opt seccomp=unconfined",
     "：这里无法跟踪程序；需要 Linux 5.6 或更新的内核，"
     "在容器里要加 --security-opt seccomp=unconfined"},
    {because::following_is_forbidden_here,
     ": programs may not be followed here; allow ptrace (sysctl "
     "kernel.yama.ptrace_scope=1, or in a container --cap-add=SYS_PTRACE)",
     "：这里不允许跟踪程序；请允许 ptrace（sysctl "
     "kernel.yama.ptrace_scope=1，在容器里要加 --cap-add=SYS_PTRACE）"},

    // Programs that cannot be run, or cannot be followed.
    {because::nothing_to_play, "nothing to play: name a program",
     "没有可演的：请写一个程序"},
    {because::no_program_name, "an empty program name", "程序名是空的"},
    {because::not_in_path, "{0}: not found in PATH", "{0}：PATH 里没有它"},
    {because::no_such_file, "{0}: {1}; check the path", "{0}：{1}；请检查路径"},
    {because::is_a_folder, "{0}: a folder, not a program",
     "{0}：是目录，不是程序"},
    {because::not_executable, "{0}: not executable; chmod +x it",
     "{0}：没有执行权限；请 chmod +x"},
    {because::sets_user_id,
     "{0}: set-user-ID programs cannot be followed; run a copy",
     "{0}：无法跟踪 set-user-ID 程序；请运行它的副本"},
    {because::of_another_processor,
     "{0}: not a 64-bit program of this processor, so it cannot be followed; "
     "rebuild it",
     "{0}：不是这种处理器的 64 位程序，无法跟踪；请重新编译它"},
    {because::cannot_be_run, "{0}: cannot be run: {1}", "{0}：无法运行：{1}"},
    {because::original_was_ended,
     "{0}: somebody ended the process that it is copied from; try again",
     "{0}：供它复制的进程被人结束了；请再试一次"},
    {because::makes_32_bit_calls,
     "{0} makes system calls of another processor mode (32-bit), which cannot "
     "be followed: rebuild it for 64 bits",
     "{0} 使用另一种处理器模式（32 位）的系统调用，无法跟踪："
     "请编译成 64 位程序"},
    {because::uses_io_uring,
     "{0} uses io_uring, whose transfers are no calls and cannot be followed: "
     "let it use plain calls or epoll",
     "{0} 使用 io_uring，它的收发不是系统调用，无法跟踪："
     "请改用普通的调用或 epoll"},
    {because::uses_io_submit,
     "{0} uses io_submit on a socket, whose transfers are no calls and cannot "
     "be followed: let it use plain calls or epoll",
     "{0} 对套接字使用 io_submit，它的收发不是系统调用，无法跟踪："
     "请改用普通的调用或 epoll"},

    // The command's own.
    {because::output_not_written, "standard output: {0}", "标准输出：{0}"},
    {because::no_free_descriptor,
     "{0}: no descriptor is free; close some files",
     "{0}：没有空闲的描述符；请关闭一些文件"},
};

}  // namespace play
