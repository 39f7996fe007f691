#include "zoo.hpp"

#include <cerrno>
#include <sstream>
#include <string_view>

#include "course/course.hpp"

namespace zoo {
namespace {

using check::fault_kind;

// "server: over_read MODE 8080" with its mode filled in.
stage::program member(const std::string& line, std::string_view mode) {
  std::istringstream words(line);
  stage::program one;
  words >> one.name;
  one.name.pop_back();
  for (std::string word; words >> word;)
    one.argv.push_back(word == "MODE" ? std::string(mode) : word);
  one.argv.front() = std::string(ZOO_ANIMALS) + "/" + one.argv.front();
  return one;
}

using lines = std::vector<std::string>;

std::vector<stage::program> cast(const lines& members, std::string_view mode) {
  std::vector<stage::program> all;
  for (const std::string& line : members) all.push_back(member(line, mode));
  return all;
}

animal pair(std::string name, fault_kind kind, std::string wrong,
            const lines& members, const check::options& options = {}) {
  return {std::move(name),         std::move(wrong),       kind,
          cast(members, "broken"), cast(members, "cured"), options};
}

check::options short_writes() {
  check::options options;
  options.short_writes = true;
  return options;
}

check::options kills() {
  check::options options;
  options.kills = true;
  return options;
}

check::options interruptions() {
  check::options options;
  options.errors = {EINTR};
  return options;
}

const std::string hello_frame = "send:\\x00\\x00\\x00\\x05hello";

void add_short_reads(std::vector<animal>& zoo) {
  zoo.push_back(pair("header_short_read", fault_kind::output_differs,
                     "a header of four bytes taken with one recv",
                     {"server: header_short_read MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("body_short_read", fault_kind::output_differs,
                     "a body of known length taken with one recv",
                     {"server: body_short_read MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("miscounted_length", fault_kind::output_differs,
                     "what it had already counted again with every recv",
                     {"server: miscounted_length MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("half_a_number", fault_kind::output_differs,
                     "recv into an int, whose count nobody asks",
                     {"server: half_a_number MODE 8080",
                      "client: peer connect 8080 "
                      "send:\\x00\\x00\\x03\\xe8\\x00\\x00\\x00\\x02"}));
  zoo.push_back(pair("text_length_cut", fault_kind::output_differs,
                     "a length in digits taken with one recv",
                     {"server: peer accept 8080 send:11\\n recv:5 "
                      "send:hello\\x20world",
                      "client: text_length_cut MODE 8080"}));
  zoo.push_back(pair("nul_not_yet_there", fault_kind::output_differs,
                     "what one recv brought taken for a whole string",
                     {"server: nul_not_yet_there MODE 8080",
                      "client: peer connect 8080 send:hello\\x00"}));
  zoo.push_back(pair("checksum_of_last_piece", fault_kind::output_differs,
                     "the sum of the last piece taken for the body's",
                     {"server: checksum_of_last_piece MODE 8080",
                      "client: peer connect 8080 send:abc"}));
  zoo.push_back(pair("peek_trusted", fault_kind::output_differs,
                     "a header seen by MSG_PEEK, whose count nobody asks",
                     {"server: peek_trusted MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
}

// Cuts that are neither at one byte nor at all but one.
void add_cuts_inside(std::vector<animal>& zoo) {
  zoo.push_back(pair("crlf_cut", fault_kind::output_differs,
                     "CR LF turned into LF in each recv by itself",
                     {"server: crlf_cut MODE 8080",
                      "client: peer connect 8080 send:first\\r\\nsecond"}));
  zoo.push_back(
      pair("utf8_cut", fault_kind::output_differs,
           "characters looked for in each recv by itself",
           {"server: utf8_cut MODE 8080",
            "client: peer connect 8080 send:hello\\xe4\\xbd\\xa0world"}));
  zoo.push_back(pair("preadv2_short_read", fault_kind::output_differs,
                     "a header of four bytes taken with one preadv2",
                     {"server: preadv2_short_read MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("readv_header_and_body", fault_kind::output_differs,
                     "a header and its body taken with one readv",
                     {"server: readv_header_and_body MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("varint_cut", fault_kind::output_differs,
                     "a length of seven bits a byte taken with one recv",
                     {"server: varint_cut MODE 8080",
                      "client: peer connect 8080 send:\\x80\\x01 fill:128"}));
  zoo.push_back(pair("escape_cut", fault_kind::output_differs,
                     "an escape sequence looked for in each recv by itself",
                     {"server: escape_cut MODE 8080",
                      "client: peer connect 8080 send:one\\\\ntwo"}));
  zoo.push_back(pair("fionread_as_length", fault_kind::output_differs,
                     "what has come so far taken for the message",
                     {"server: fionread_as_length MODE 8080",
                      "client: peer connect 8080 send:hello"}));
}

// A peer that is merely slow.
void add_time_limits(std::vector<animal>& zoo) {
  zoo.push_back(pair("time_limit_drops", fault_kind::output_differs,
                     "what had come before a time limit dropped",
                     {"server: time_limit_drops MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"}));
  zoo.push_back(pair("asked_again_when_late", fault_kind::output_differs,
                     "a request that is sent again, without a number",
                     {"server: asked_again_when_late MODE 8080 server",
                      "client: asked_again_when_late MODE 8080 client"}));
  zoo.push_back(pair("limit_taken_for_end", fault_kind::output_differs,
                     "a poll's time limit taken for the peer's end",
                     {"server: limit_taken_for_end MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"}));
  zoo.push_back(pair("buffer_of_the_select", fault_kind::output_differs,
                     "a line begun anew whenever a select wakes for nothing",
                     {"server: buffer_of_the_select MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n"}));
}

// What no schedule does otherwise, and what goes wrong by itself.
void add_always_wrong(std::vector<animal>& zoo) {
  zoo.push_back(pair("only_first_of_many", fault_kind::output_differs,
                     "of what one recv brought only the first used",
                     {"server: peer accept 8080 send:a send:b",
                      "client: only_first_of_many MODE 8080"}));
  zoo.push_back(pair(
      "datagram_cut", fault_kind::truncated,
      "room for less than each datagram has",
      {"server: datagram_cut MODE 8080", "client: peer ask 8080 send:hello"}));
  zoo.push_back(pair("refused_by_all", fault_kind::always_fails,
                     "a greeting expected that never comes",
                     {"server: peer accept 8080 send:ok",
                      "client: refused_by_all MODE 8080"}));
}

void add_boundaries(std::vector<animal>& zoo) {
  zoo.push_back(pair("over_read", fault_kind::output_differs,
                     "each recv takes of the next message too",
                     {"server: over_read MODE 8080",
                      "client: peer connect 8080 send:hello send:world"}));
  zoo.push_back(pair("delimiter_cut", fault_kind::everyone_waits,
                     "\"\\r\\n\" looked for in what one recv brought",
                     {"server: delimiter_cut MODE 8080",
                      "client: peer connect 8080 send:hello\\r\\n recv:2"}));
  zoo.push_back(pair("lf_in_next_read", fault_kind::output_differs,
                     "the LF behind a CR taken for a line of its own",
                     {"server: lf_in_next_read MODE 8080",
                      "client: peer connect 8080 send:one\\r\\ntwo\\r\\n"}));
  animal ambiguous =
      pair("text_length_ambiguous", fault_kind::output_differs,
           "a length in digits before data that begins with a digit",
           {"server: text_length_ambiguous MODE 8080",
            "client: peer connect 8080 send:5 send:42abc"});
  ambiguous.cured.back() =
      member("client: peer connect 8080 send:5: send:42abc", "");
  zoo.push_back(ambiguous);
  zoo.push_back(pair("lost_leftover", fault_kind::output_differs,
                     "what stood behind the first line dropped",
                     {"server: lost_leftover MODE 8080",
                      "client: peer connect 8080 send:a\\n send:b\\n"}));
  zoo.push_back(pair("reply_before_request", fault_kind::output_differs,
                     "answered before the whole request was there",
                     {"server: reply_before_request MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n all"}));
  zoo.push_back(pair("overflow_by_two_messages", fault_kind::signal,
                     "room for one message, and two come together",
                     {"server: overflow_by_two_messages MODE 8080",
                      "client: peer connect 8080 send:hello send:world"}));
  zoo.push_back(pair(
      "json_per_recv", fault_kind::output_differs,
      "what one recv brought parsed as one JSON object",
      {"server: json_per_recv MODE 8080",
       "client: peer connect 8080 send:{\"a\":1} send:{\"b\":{\"c\":2}}"}));
  zoo.push_back(
      pair("one_reply_per_recv", fault_kind::output_differs,
           "two requests at once, and each recv taken for a reply",
           {"server: peer accept 8080 recv:2 send:A\\n recv:2 send:B\\n",
            "client: one_reply_per_recv MODE 8080"}));
}

void add_sends(std::vector<animal>& zoo) {
  zoo.push_back(pair("partial_send_ignored", fault_kind::output_differs,
                     "a send's result ignored",
                     {"server: peer accept 8080 all",
                      "client: partial_send_ignored MODE 8080"},
                     short_writes()));
  zoo.push_back(pair("full_buffer_ignored", fault_kind::output_differs,
                     "a send that does not wait, its EAGAIN ignored",
                     {"server: full_buffer_ignored MODE 8080",
                      "client: peer connect_small 8080 all"}));
  zoo.push_back(
      pair("both_send_first", fault_kind::everyone_waits,
           "both ends send more than the buffers hold before they read",
           {"server: peer accept_small 8080 fill:6000 recv:6000",
            "client: both_send_first MODE 8080"}));
  zoo.push_back(
      pair("sigpipe", fault_kind::signal,
           "send to a client that left, without MSG_NOSIGNAL",
           {"server: sigpipe MODE 8080", "client: peer connect 8080 recv:1"}));
}

void add_ends(std::vector<animal>& zoo) {
  zoo.push_back(
      pair("eof_taken_for_message", fault_kind::output_differs,
           "an end of stream taken for an empty message",
           {"server: eof_taken_for_message MODE 8080",
            "client: peer connect 8080 send:y", "client2: peer connect 8080"}));
  zoo.push_back(pair("eof_inside_frame", fault_kind::signal,
                     "a record that the peer's end cut short used as whole",
                     {"server: eof_inside_frame MODE 8080",
                      "client: peer connect 8080 send:he send:llo"},
                     kills()));
  zoo.push_back(pair("recv_zero_ignored", fault_kind::spinning,
                     "reads on at the end of the stream",
                     {"server: recv_zero_ignored MODE 8080",
                      "client: peer connect 8080 send:hello"}));
  zoo.push_back(pair("close_with_unread", fault_kind::output_differs,
                     "closes with unread bytes: a reset behind the answer",
                     {"server: close_with_unread MODE 8080",
                      "client: peer connect 8080 send:a send:b end all"}));
  zoo.push_back(pair("shutdown_missing", fault_kind::everyone_waits,
                     "each end waits for the other's end of stream",
                     {"server: peer accept 8080 all send:ok",
                      "client: shutdown_missing MODE 8080"}));
  zoo.push_back(pair("eintr_taken_for_end", fault_kind::output_differs,
                     "an interrupted recv taken for the end of the stream",
                     {"server: eintr_taken_for_end MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"},
                     interruptions()));
  zoo.push_back(pair("eagain_taken_for_end", fault_kind::output_differs,
                     "EAGAIN taken for the end of the stream",
                     {"server: eagain_taken_for_end MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"}));
}

void add_servers(std::vector<animal>& zoo) {
  zoo.push_back(pair("one_client_at_a_time", fault_kind::everyone_waits,
                     "a connection served to its end before the next one",
                     {"server: one_client_at_a_time MODE 8080",
                      "client: one_client_at_a_time client 8080"}));
  zoo.push_back(pair(
      "accept_order", fault_kind::output_differs,
      "the first connection taken for the control connection",
      {"server: accept_order MODE 8080", "client: peer connect 8080 send:c1",
       "client2: peer connect 8080 send:d2"}));
  zoo.push_back(pair("two_threads_one_socket", fault_kind::output_differs,
                     "two threads read messages from one connection",
                     {"server: two_threads_one_socket MODE 8080",
                      "client: peer connect 8080 send:abcd"}));
  zoo.push_back(pair("threads_share_buffer", fault_kind::output_differs,
                     "a thread for each connection, and one buffer for all",
                     {"server: threads_share_buffer MODE 8080",
                      "client: peer connect 8080 send:a recv:1",
                      "client2: peer connect 8080 send:b recv:1"}));
  zoo.push_back(pair("one_buffer_for_all", fault_kind::output_differs,
                     "a poll loop with one decode buffer for all clients",
                     {"server: one_buffer_for_all MODE 8080",
                      "client: peer connect 8080 send:a\\n",
                      "client2: peer connect 8080 send:b\\n"}));
  zoo.push_back(pair("fork_keeps_connection", fault_kind::everyone_waits,
                     "the parent of the child that serves keeps it open",
                     {"server: fork_keeps_connection MODE 8080",
                      "client: peer connect 8080 all"}));
  zoo.push_back(pair("poll_one_read", fault_kind::output_differs,
                     "one recv for each wake-up taken for a line",
                     {"server: poll_one_read MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n"}));
  zoo.push_back(pair("poll_forgets_its_buffer", fault_kind::everyone_waits,
                     "polls while a whole line is in its own buffer",
                     {"server: poll_forgets_its_buffer MODE 8080",
                      "client: peer connect 8080 send:a\\n send:b\\n recv:4"}));
  zoo.push_back(pair("edge_read_once", fault_kind::everyone_waits,
                     "one recv for each edge of an edge-triggered epoll",
                     {"server: edge_read_once MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n recv:2"}));
  zoo.push_back(pair(
      "epoll_event_order", fault_kind::output_differs,
      "the first of two events taken for the first socket's",
      {"server: epoll_event_order MODE 8080 8081",
       "client: peer ask 8080 send:one", "client2: peer ask 8081 send:two"}));
}

void add_datagrams(std::vector<animal>& zoo) {
  zoo.push_back(pair("announced_by_datagram", fault_kind::output_differs,
                     "the first connection taken for the first one announced",
                     {"server: announced_by_datagram MODE 8080 8081",
                      "client: announced_by_datagram a 8080 8081",
                      "client2: announced_by_datagram b 8080 8081"}));
  zoo.push_back(pair(
      "udp_buffer_too_small", fault_kind::output_differs,
      "room for as much as the first datagram had",
      {"server: udp_buffer_too_small MODE 8080",
       "client: peer ask 8080 send:hello", "client2: peer ask 8080 send:hi"}));
  zoo.push_back(pair(
      "udp_reply_order", fault_kind::output_differs,
      "the first answer taken for the first server's",
      {"server: peer answer 8080 send:a1", "server2: peer answer 8081 send:b2",
       "client: udp_reply_order MODE 8080 8081"}));
  zoo.push_back(pair("recvmmsg_taken_for_all", fault_kind::output_differs,
                     "two datagrams expected from one recvmmsg",
                     {"server: recvmmsg_taken_for_all MODE 8080",
                      "client: peer ask 8080 send:one send:two"}));
  zoo.push_back(pair("datagram_as_stream", fault_kind::everyone_waits,
                     "a datagram's length read first, then the rest of it",
                     {"server: datagram_as_stream MODE 8080",
                      "client: peer ask 8080 send:\\x05hello recv:2"}));
}

stage::program of_lesson(const std::string& number, const std::string& program,
                         const std::string& input = {}) {
  const std::string path = course::program_path(number + "/" + program);
  if (path.empty())
    throw course::error({play::because::not_built, {number + "/" + program}});
  return {program.substr(0, 6), {path, "127.0.0.1", "8080"}, input};
}

std::vector<stage::program> lesson_pair(const std::string& number,
                                        const std::string& server,
                                        const std::string& client,
                                        const std::string& input = {}) {
  return {of_lesson(number, server), of_lesson(number, client, input)};
}

void add_lessons(std::vector<animal>& zoo) {
  // Both servers print each recv, and may: that is what the lesson shows.
  check::options exits;
  exits.compare = check::compare::exit;
  zoo.push_back({"lesson 02 server_spins", "reads on at the end of the stream",
                 fault_kind::spinning,
                 lesson_pair("02", "server_spins", "client", "hello\n"),
                 lesson_pair("02", "server", "client", "hello\n"), exits});
  // Lesson 22 is the cure of these two: a header before each message.
  zoo.push_back({"lesson 11",
                 "two messages with nothing between them",
                 fault_kind::output_differs,
                 lesson_pair("11", "server", "client"),
                 lesson_pair("22", "server", "client", "whoami\n"),
                 {}});
  zoo.push_back({"lesson 20 client",
                 "a length of two digits taken with one recv",
                 fault_kind::output_differs,
                 lesson_pair("20", "server", "client", "date\n"),
                 lesson_pair("22", "server", "client", "date\n"),
                 {}});
  // An answer of 5 bytes: a length of one digit is the only one that cannot
  // be cut.
  zoo.push_back({"lesson 20 client_miscounts",
                 "what it had already counted again with every recv",
                 fault_kind::output_differs,
                 lesson_pair("20", "server", "client_miscounts", "whoami\n"),
                 lesson_pair("20", "server", "client", "whoami\n"),
                 {}});
  for (const std::string lesson : {"22", "23"})
    zoo.push_back({"lesson " + lesson + " client_one_recv",
                   "a header taken with one recv",
                   fault_kind::output_differs,
                   lesson_pair(lesson, "server", "client_one_recv", "whoami\n"),
                   lesson_pair(lesson, "server", "client", "whoami\n"),
                   {}});
}

}  // namespace

const std::vector<animal>& animals() {
  static const std::vector<animal> all = [] {
    std::vector<animal> zoo;
    add_short_reads(zoo);
    add_cuts_inside(zoo);
    add_boundaries(zoo);
    add_sends(zoo);
    add_ends(zoo);
    add_servers(zoo);
    add_datagrams(zoo);
    add_time_limits(zoo);
    add_always_wrong(zoo);
    add_lessons(zoo);
    // However busy the machine is.
    for (animal& one : zoo) one.options.time.reset();
    return zoo;
  }();
  return all;
}

}  // namespace zoo
