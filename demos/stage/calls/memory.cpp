#include "stage/calls/memory.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstddef>
#include <ctime>

#include "stage/tracer/arch.hpp"

namespace stage {
namespace {

// The kernel refuses a vector of more parts (EINVAL, EMSGSIZE), and takes this
// many of several messages.
constexpr std::uint64_t most_parts = 1024;  // UIO_MAXIOV

// As much as can be read, from the beginning: memory follows what is there, not
// what is claimed.
void append_memory(std::string& bytes, pid_t tid, std::uint64_t from,
                   std::size_t size) {
  constexpr std::size_t piece = 64 << 10;
  for (std::size_t done = 0; done < size;) {
    const std::size_t take = std::min(piece, size - done), at = bytes.size();
    bytes.resize(at + take);
    const std::size_t n = read_memory(tid, from + done, &bytes[at], take);
    bytes.resize(at + n);
    if (n < take) return;
    done += n;
  }
}

std::string gather(pid_t tid, const std::vector<iovec>& vector,
                   std::int64_t size) {
  std::string bytes;
  for (const iovec& part : vector) {
    const auto left = static_cast<std::size_t>(size) - bytes.size();
    append_memory(bytes, tid, reinterpret_cast<std::uint64_t>(part.iov_base),
                  std::min(part.iov_len, left));
  }
  return bytes;
}

std::vector<iovec> read_vector(pid_t tid, std::uint64_t where,
                               std::uint64_t count) {
  if (count > most_parts) return {};
  std::vector<iovec> vector(count);
  const std::size_t size = vector.size() * sizeof(iovec);
  if (read_memory(tid, where, vector.data(), size) != size) vector.clear();
  return vector;
}

}  // namespace

std::string read_address(pid_t tid, std::uint64_t where, std::uint64_t size) {
  sockaddr_storage address{};
  const auto length = std::min<std::size_t>(size, sizeof address);
  if (where == 0 || read_memory(tid, where, &address, length) != length)
    return {};
  return to_text(address, static_cast<socklen_t>(length));
}

std::vector<iovec> vector_of(const pending_call& pending) {
  const auto& a = pending.arguments;
  switch (pending.spec->layout) {
    case layout::buffer:
      return {{reinterpret_cast<void*>(a[1]), a[2]}};
    case layout::vector:
      return read_vector(pending.tid, a[1], a[2]);
    case layout::message:
      if (const auto m = read_value<msghdr>(pending.tid, a[1]))
        return read_vector(pending.tid,
                           reinterpret_cast<std::uint64_t>(m->msg_iov),
                           m->msg_iovlen);
      return {};
    case layout::messages: {
      std::vector<iovec> all;
      for (std::uint64_t i = 0; i < std::min(a[2], most_parts); ++i) {
        const auto m =
            read_value<msghdr>(pending.tid, a[1] + i * sizeof(mmsghdr));
        if (!m) break;
        for (const iovec& part : read_vector(
                 pending.tid, reinterpret_cast<std::uint64_t>(m->msg_iov),
                 m->msg_iovlen))
          all.push_back(part);
      }
      return all;
    }
    default:
      return {};
  }
}

bool cut(pending_call& pending, std::int64_t limit) {
  const pid_t tid = pending.tid;
  const auto set_argument = [&pending, tid](int index, std::uint64_t value) {
    const std::uint64_t before = pending.arguments[index];
    arch::set_argument(tid, index, value);
    pending.undo.push_back(
        [tid, index, before] { arch::set_argument(tid, index, before); });
  };
  const auto poke = [&pending, tid](std::uint64_t where, std::uint64_t value,
                                    std::uint64_t before) {
    if (write_memory(tid, where, &value, sizeof value))
      pending.undo.push_back([tid, where, before] {
        write_memory(tid, where, &before, sizeof before);
      });
  };

  if (pending.call.asked <= limit) return pending.call.asked != -1;
  const auto most = static_cast<std::uint64_t>(limit);
  const layout layout = pending.spec->layout;
  if (layout == layout::buffer || layout == layout::copy) {
    set_argument(pending.spec->length_argument, most);
    return true;
  }
  if (layout == layout::none) return false;

  std::uint64_t vector_at = pending.arguments[1], parts = pending.arguments[2];
  std::optional<msghdr> message;
  if (layout != layout::vector) {
    message = read_value<msghdr>(tid, pending.arguments[1]);
    if (!message) return false;
    vector_at = reinterpret_cast<std::uint64_t>(message->msg_iov);
    parts = message->msg_iovlen;
  }
  std::uint64_t kept = 0, count = 0;
  const std::vector<iovec> vector = read_vector(tid, vector_at, parts);
  if (vector.empty()) return false;  // the kernel refuses it
  // Of several messages only the first.
  if (layout == layout::messages) set_argument(2, 1);
  for (const iovec& part : vector) {
    const std::uint64_t where = vector_at + count++ * sizeof(iovec);
    if (kept + part.iov_len >= most) {
      poke(where + offsetof(iovec, iov_len), most - kept, part.iov_len);
      break;
    }
    kept += part.iov_len;
  }
  if (message)
    poke(pending.arguments[1] + offsetof(msghdr, msg_iovlen), count,
         message->msg_iovlen);
  else
    set_argument(2, count);
  return true;
}

void undo_cut(pending_call& pending) {
  for (const auto& step : pending.undo) step();
  pending.undo.clear();
}

void expire(pending_call& pending) {
  const std::uint64_t timeout =
      pending.arguments[pending.spec->timeout_argument];
  if (pending.spec->timeout_is_pointer) {
    // The kernel writes the time left into a select's timeout anyway, and the C
    // library hands it a copy.
    const timespec zero{};
    write_memory(pending.tid, timeout, &zero, sizeof zero);
  } else {
    const pid_t tid = pending.tid;
    const int index = pending.spec->timeout_argument;
    arch::set_argument(tid, index, 0);
    pending.undo.push_back(
        [tid, index, timeout] { arch::set_argument(tid, index, timeout); });
  }
}

std::vector<play::event> events_reported(const pending_call& pending,
                                         std::int64_t result) {
  std::vector<play::event> all;
  if (result <= 0) return all;
  const std::uint64_t where = pending.arguments[1];
  if (pending.call.kind == kind::poll) {
    std::vector<pollfd> items(std::min(where, most_asked));
    const std::size_t size = items.size() * sizeof(pollfd);
    if (read_memory(pending.tid, pending.arguments[0], items.data(), size) !=
        size)
      return all;
    for (const pollfd& item : items)
      if (item.revents != 0)
        all.push_back({static_cast<std::uint64_t>(item.fd),
                       static_cast<std::uint16_t>(item.revents)});
  } else if (pending.call.kind == kind::epoll) {
    std::vector<epoll_event> items(
        static_cast<std::size_t>(std::min<std::int64_t>(result, 4096)));
    const std::size_t size = items.size() * sizeof(epoll_event);
    if (read_memory(pending.tid, where, items.data(), size) != size) return all;
    // epoll's flags have poll's values.
    for (const epoll_event& item : items)
      all.push_back({item.data.u64, item.events});
  } else if (pending.call.kind == kind::select) {
    for (const asked_about& one : pending.asked) {
      const unsigned set = one.events == POLLIN    ? 1
                           : one.events == POLLOUT ? 2
                                                   : 3;
      const auto word = read_value<std::uint64_t>(
          pending.tid,
          pending.arguments[set] + static_cast<std::uint64_t>(one.fd / 64 * 8));
      if (word && (*word >> (one.fd % 64) & 1) != 0)
        all.push_back({static_cast<std::uint64_t>(one.fd),
                       static_cast<std::uint16_t>(one.events)});
    }
  }
  return all;
}

std::int64_t told_by_query(const pending_call& pending) {
  if (pending.call.argument == TCP_INFO) return 0;  // no number
  const bool is_ioctl = pending.spec->number == SYS_ioctl;
  const std::uint64_t where = pending.arguments[is_ioctl ? 2 : 3];
  const auto told = read_value<int>(pending.tid, where).value_or(0);
  if (!pending.told_at_most || told <= *pending.told_at_most) return told;
  const auto less = static_cast<int>(*pending.told_at_most);
  write_memory(pending.tid, where, &less, sizeof less);
  return less;
}

std::optional<std::string> text_written(const pending_call& write,
                                        std::int64_t most) {
  // The kernel checks the whole of it against the address space first.
  constexpr std::uint64_t most_at_once = 0x7ffff000;  // MAX_RW_COUNT
  const std::vector<iovec> vector = vector_of(write);
  if (vector.empty()) return {};
  std::uint64_t size = 0;
  for (const iovec& part : vector) {
    if (part.iov_len > most_at_once - size) return {};
    size += part.iov_len;
  }
  const auto wanted = std::min(static_cast<std::int64_t>(size), most);
  std::string text = gather(write.tid, vector, wanted);
  if (static_cast<std::int64_t>(text.size()) < wanted) return {};
  return text;
}

std::vector<moved> bytes_moved(const pending_call& pending,
                               std::int64_t result) {
  const pid_t tid = pending.tid;
  if (pending.spec->layout == layout::copy) return {{result, {}, {}}};
  if (pending.spec->layout != layout::messages) {
    moved one{result, gather(tid, vector_of(pending), result),
              pending.call.address};
    if (pending.call.receives() && pending.spec->address_argument != -1) {
      const auto size = read_value<socklen_t>(
          tid, pending.arguments[pending.spec->address_argument + 1]);
      if (size)
        one.address = read_address(
            tid, pending.arguments[pending.spec->address_argument], *size);
    }
    if (pending.call.receives() && pending.spec->layout == layout::message)
      if (const auto m = read_value<msghdr>(tid, pending.arguments[1]))
        one.address = read_address(
            tid, reinterpret_cast<std::uint64_t>(m->msg_name), m->msg_namelen);
    return {one};
  }
  std::vector<moved> all;
  for (std::int64_t i = 0; i < result; ++i) {
    const auto where =
        pending.arguments[1] + static_cast<std::uint64_t>(i) * sizeof(mmsghdr);
    const auto m = read_value<mmsghdr>(tid, where);
    if (!m) break;
    const auto vector =
        read_vector(tid, reinterpret_cast<std::uint64_t>(m->msg_hdr.msg_iov),
                    m->msg_hdr.msg_iovlen);
    all.push_back(
        {m->msg_len, gather(tid, vector, m->msg_len),
         read_address(tid, reinterpret_cast<std::uint64_t>(m->msg_hdr.msg_name),
                      m->msg_hdr.msg_namelen)});
  }
  return all;
}

}  // namespace stage
