// Where the bytes of a call lie in its task's memory: how to make the call
// shorter, and which bytes it moved once it has returned.
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stage/calls/pending.hpp"

namespace stage {

/// The socket address at `where`, as to_text has it; "" if there is none.
std::string read_address(pid_t tid, std::uint64_t where, std::uint64_t size);
/// The buffers that the call reads or fills, empty for sendfile and splice.
std::vector<iovec> vector_of(const pending_call&);

/// Makes the call take `limit` bytes at most. False: it has no length.
bool cut(pending_call&, std::int64_t limit);
/// At the call's exit: gives the program its registers and memory back.
void undo_cut(pending_call&);
/// Lets a poll, select or epoll_wait return at once, as if its time were up.
void expire(pending_call&);

/// What a poll, select or epoll_wait reported when it returned, in its order:
/// as play::call has it.
std::vector<play::event> events_reported(const pending_call&,
                                         std::int64_t result);

/// What a query was told, when it has returned 0; of one that is told less,
/// that.
std::int64_t told_by_query(const pending_call&);

/// What a write() or writev() to a terminal prints, or the first `most` bytes
/// of it. Nothing: the kernel refuses it, or takes a part; let it have the
/// call.
std::optional<std::string> text_written(const pending_call&, std::int64_t most);

/// What one call moved: one stretch of bytes, or one for each message.
struct moved {
  std::int64_t size = 0;
  std::string bytes;    ///< what is known of them; empty for sendfile, splice
  std::string address;  ///< of the datagram's other end, if the call names it
};
std::vector<moved> bytes_moved(const pending_call&, std::int64_t result);

}  // namespace stage
