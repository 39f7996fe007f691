// All of the bytes, however many send() calls that takes. Introduced in
// lesson 13.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace kit {

/// Sends every byte: send() may take fewer than it is offered, and says so only
/// by its result. On a blocking socket. Throws std::system_error; then an
/// unknown part was sent and the stream is of no more use. A peer that is gone
/// is EPIPE, not SIGPIPE.
void send_all(int fd, std::span<const std::byte> bytes);
void send_all(int fd, std::string_view bytes);
/// The pieces one after the other, as if they were one: in as few calls as the
/// kernel lets it be.
void send_all(int fd, std::span<const iovec> pieces);

}  // namespace kit
