// The record of one performance: which programs ran, which socket calls they
// made in which order, and which bytes crossed. A plain value: the stage makes
// it, the ribbon and the views read it, tests assert on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "play/calls.hpp"
#include "play/reason.hpp"

namespace play {

/// One program of the cast.
struct program {
  std::string name;               ///< "server", "client", "client2"
  std::vector<std::string> argv;  ///< as started
  std::optional<int> exit;        ///< exit status, when it ended by itself
  std::string signal;             ///< "SIGSEGV", when a signal ended it
  std::string out, err;           ///< all it wrote to stdout and stderr
  /// True when the stage ended it, because the play was over: then it has
  /// neither an exit status nor a signal.
  bool dismissed = false;
  /// It has not ended yet: the play goes on. Of a whole play this is never so.
  bool plays() const { return !exit && signal.empty() && !dismissed; }
};

/// What the schedule did to a call.
enum class forced : std::uint8_t {
  none,
  cut,         ///< its length was made shorter
  failed,      ///< the kernel never saw it
  time_is_up,  ///< its time limit ran out at once: nothing would have come
  skipped,     ///< a sleep that took no time
};
std::string_view to_string(forced);  // "time is up"; "" for none

/// What socket() was asked for.
enum class socket_type : std::uint8_t {
  none,
  stream,
  datagram,
  seqpacket,
  raw
};

/// What a poll, select or epoll_wait reported of one descriptor.
struct event {
  /// The descriptor; of an epoll_wait, the number that was registered.
  std::uint64_t name = 0;
  std::uint32_t what = 0;  ///< POLLIN | ..., as in poll(2)
  bool operator==(const event&) const = default;
};

/// A place in a program's source, as its debug information has it.
struct source {
  std::string file;      ///< "server.cpp"; "" where that is not known
  int line = 0;          ///< 0: the same
  std::string function;  ///< "read_header", "ns::type::member"; where there are
                         ///< no symbols "server+0x1234", the address in a file
  bool operator==(const source&) const = default;
};
/// Of a stack, the innermost ones.
inline constexpr std::size_t most_frames = 8;

/// One socket call, in the order in which they were let go; freely: acted.
struct call {
  int n = 0;            ///< its number, from 1
  std::string program;  ///< who made it
  int task = 0;         ///< 0: the program's first thread; 1, 2 ...: its
                        ///< threads and children, in order of birth
  std::string name;     ///< as in C: "send", "recvfrom", "accept"
  play::kind kind = kind::none;  ///< this and the next two: as call_types has
                                 ///< them for that name, see set_type()
  play::direction direction = direction::none;  ///< never `either`
  bool several = false;     ///< moves several messages at a time
  int fd = -1;              ///< the descriptor it acts on; -1: none
  std::int64_t asked = -1;  ///< bytes offered or asked for; -1: not applicable
  /// What the program was told; none: it never returned. Of a query, the number
  /// that it asked for.
  std::optional<std::int64_t> result;
  int error = 0;  ///< errno, where result is -1
  /// What a bind, connect or send names; whom an accept took. "": none.
  std::string address;
  int flags = 0;  ///< MSG_..., of a transfer
  play::socket_type socket_type = socket_type::none;  ///< of a make
  /// The number that a listen, shutdown, exit or query is given: its backlog,
  /// SHUT_..., status, or what it asks for (FIONREAD, SO_ERROR ...).
  std::optional<int> argument;
  std::vector<int> watched;   ///< the descriptors of a poll or select
  std::vector<event> events;  ///< what it, or an epoll_wait, reported of them
  play::forced forced = forced::none;  ///< what the schedule did to it
  int stream = -1;                     ///< index into record::streams; -1: none
  std::int64_t offset = -1;            ///< of its first byte in that stream
  /// The functions of the program that it was made in, innermost first. Empty
  /// where nobody asked, or nothing is known.
  std::vector<source> where;

  bool sends() const { return direction == direction::out; }
  bool receives() const { return direction == direction::in; }
};

/// Makes it a call of that type. What moves bytes `either` way sends, until
/// somebody who knows says otherwise.
void set_type(call&, const call_type&);

/// True if it asked for news and there was none: EAGAIN, or no events.
bool came_to_nothing(const call&);

/// What else there is to tell of a call's arguments, in words: an address,
/// flags, a socket's type ("127.0.0.1:8080, MSG_MORE"). As in C, so in one
/// language. "" if there is nothing.
std::string detail_of(const call&);
/// "4:POLLIN 5:POLLIN|POLLHUP".
std::string text_of(const std::vector<event>&);
/// "MSG_PEEK|MSG_DONTWAIT".
std::string flags_text(int flags);

/// A stretch of a stream's bytes: one send, one segment or one recv.
struct piece {
  std::int64_t offset = 0;  ///< of its first byte
  std::int64_t size = 0;    ///< bytes; 0 is an end of stream, or an empty
                            ///< datagram
  int call = 0;  ///< the call's number. For a segment: the call in whose wake
                 ///< it crossed; 0 if that is not known
};

enum class transport { tcp, udp, unix_stream, unix_datagram, unix_seqpacket };

/// True where the kernel keeps message boundaries.
bool keeps_boundaries(transport kind);

/// One direction of one connection, or all datagrams from one socket to
/// another. Where boundaries are kept the bytes are those of all messages in
/// the order sent, and a received piece begins where its message begins: the
/// bytes from its end to the message's end were truncated. A message that no
/// received piece begins was lost (udp) or not read.
struct stream {
  transport kind = transport::tcp;
  std::string from, to;  ///< programs; "" where that end is not in the cast
  std::string from_address, to_address;  ///< "127.0.0.1:8080", "@desk", ""
  std::string bytes;                     ///< all that was sent
  /// In the order of the calls. For tcp each row is without gaps, but recvs
  /// may end early: what follows was never read.
  std::vector<piece> sends, recvs;
  /// As captured inside the play's own network, without retransmissions;
  /// empty on the host's network and of UNIX sockets. UDP: one per datagram,
  /// payload sizes.
  std::vector<piece> segments;
};

/// Something that a program wrote to its stdout or stderr.
struct print {
  std::string program;
  bool error = false;  ///< true: stderr
  int after = 0;       ///< the number of the last call that stands before it
  std::string text;
};

/// A call that had not returned when the play ended.
struct waiting {
  std::string program;
  int task = 0;
  std::string call;  ///< "recv"; "" where it waits outside of any socket call
  int fd = -1;
  reason what;  ///< because::a_connection, because::data_from ...
  std::vector<source> where = {};  ///< as of a call
};

/// What the headers of a TCP segment or a UDP datagram say.
struct packet_header {
  bool tcp = true;
  std::string from, to;   ///< "127.0.0.1:8080"
  std::int64_t size = 0;  ///< payload, bytes; never negative
  // Of TCP alone:
  std::uint32_t sequence = 0;         ///< of its first byte
  std::uint32_t acknowledgement = 0;  ///< of the byte that it waits for
  bool syn = false, ack = false, fin = false, rst = false, psh = false;
  std::uint16_t window = 0;  ///< as the header has it, not scaled
  /// Of a SYN: by how many bits its sender shifts the windows that follow.
  std::optional<std::uint8_t> window_scale = {};

  bool opens() const { return syn && !ack; }  ///< a connection's first packet
};

/// A packet as captured: link-layer header (Ethernet) and all.
struct packet {
  std::uint64_t time = 0;  ///< nanoseconds since 1970
  std::string bytes;
  std::optional<packet_header> header = {};  ///< none: neither TCP nor UDP
  int call = 0;  ///< in whose wake it crossed; 0: before the first one
  /// Programs; "" where that end is not in the cast.
  std::string sender = {}, receiver = {};
  int stream = -1;           ///< of its payload, as of a call; -1: none
  std::int64_t offset = -1;  ///< of its first byte in that stream
};

enum class ending {
  exited,          ///< every program ended by itself
  idle,            ///< only servers were left, each waiting for a new client
  everyone_waits,  ///< nobody could go on
  spinning,        ///< a program went on reading an ended stream
  killed,          ///< stopped from outside (Ctrl-C)
  bound,           ///< too many calls, or too long without one
};
std::string_view to_string(ending);     // "everyone waits"
std::string_view to_string(transport);  // "tcp"

struct record {
  std::vector<program> programs;
  std::vector<call> calls;
  std::vector<stream> streams;  ///< those that carried something
  std::vector<print> prints;
  std::vector<waiting> waits;  ///< who still waited at the end, for what
  ending ended = ending::exited;
  reason ended_because;       ///< empty for exited
  std::vector<reason> notes;  ///< what this machine could not give
  std::vector<packet> packets;

  /// What each send() of this program took, over all streams, in bytes.
  std::vector<std::int64_t> sends(std::string_view program) const;
  /// What each recv() of this program returned; 0 is an end of stream.
  std::vector<std::int64_t> recvs(std::string_view program) const;
  /// The TCP segments that this program's bytes crossed in.
  std::vector<std::int64_t> segments(std::string_view program) const;
  /// That program, if there is one, may still call recv().
  bool goes_on_for(std::string_view program) const;
  /// Throws std::out_of_range naming the program if there is none.
  const play::program& at(std::string_view program) const;
};

/// Takes the next piece of a long text. May throw: who writes then stops.
using sink = std::function<void(std::string_view)>;

/// "ECONNRESET"; "" for 0.
std::string error_name(int error);
/// The errno of that name; 0: there is none.
int error_called(std::string_view name);

/// Bytes for people: printable ASCII and whole UTF-8 characters as they are,
/// `\\`, `\n`, `\r`, `\t` and `\xNN` for the rest. Without ambiguity.
std::string escaped(std::string_view bytes);
/// The inverse; bytes that are no escape stand for themselves.
std::string unescaped(std::string_view text);

/// The contract with other tools: format "sticky.play", version 1, described in
/// docs/play.md. Pretty-printed, newline at the end.
std::string to_json(const record&);
/// The same piece by piece: a record of many bytes is several times as long as
/// text, which needs never be there as a whole.
void write_json(const record&, const sink&);

}  // namespace play
