// What the servers of lessons 09 and 10 take for a command. A web page can make
// a browser of this machine connect to a port of this machine, and chooses much
// of what is sent there: most of the first line, and all of a body. Who takes a
// piece of that for a command has given the page a shell.
#pragma once

#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "kit/check.hpp"

constexpr std::size_t request_room = 1024;  // as in the documents: recv(1024)

// A browser's first bytes are one of these, or no text at all: TLS and STUN
// begin with control characters. For a method that it invents, a page needs our
// consent, asked for by OPTIONS. One whose name leads here (DNS rebinding) does
// not: the ends of its lines, or its length, must give it away.
constexpr std::array<std::string_view, 10> http_methods = {
    "GET ",    "POST ",  "HEAD ",    "OPTIONS ", "PUT ",
    "DELETE ", "PATCH ", "CONNECT ", "TRACE ",   "PRI "};

inline bool begins_as_http(std::string_view request) {
  return std::any_of(http_methods.begin(), http_methods.end(),
                     [request](std::string_view method) {
                       return request.starts_with(method);
                     });
}

inline bool is_one_line(std::string_view request) {
  return std::none_of(request.begin(), request.end(), [](unsigned char c) {
    return c < 0x20 || c == 0x7f;  // control characters, NUL among them
  });
}

// Why these bytes are not run, whatever may come behind them; "": no reason.
inline std::string_view why_not(std::string_view request) {
  if (begins_as_http(request)) return "HTTP";
  // Where a line ends that has not ended yet, nobody knows.
  if (request.size() >= request_room) return "too long to be known as whole";
  if (!is_one_line(request)) return "not one line";
  return "";
}

// Why what one recv of a byte stream brought is not a whole command; "": it may
// be one. Nothing on this lesson's wire ends a command. But its client waits
// for the answer: if there is more, this was a piece.
inline std::string_view why_not_whole(int client, std::string_view request) {
  for (const std::string_view method : http_methods)
    if (method.starts_with(request)) return "the beginning of HTTP";
  int more = 0;
  kit::check(::ioctl(client, FIONREAD, &more), "ioctl(FIONREAD)");
  return more > 0 ? "a piece: there is more behind it" : "";
}
