// The header of lesson 23, grown by a key:
//
//   | length: 4 bytes | JSON, length bytes | data: total_size bytes |
//
//   {"filename": "a.txt", "total_size": 5, "md5": "...", "sha256": "..."}
//
// A peer that does not know "sha256" takes no notice of it; one that does not
// send it is judged by its MD5. A long file has no MD5 (""). The answer is text
// with four bytes of length.
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"

constexpr kit::json_header_format header_format{
    .limit = std::uint64_t{4} << 30};  // the longest file: 4 GiB
// Who compares the MD5 and knows nothing better is as old as lesson 23, and
// takes no more than this. For longer files it would only cost time.
constexpr std::uint64_t most_with_md5 = 1 << 20;
constexpr kit::length_format answer_format = kit::python_i(4096);

struct upload_header : kit::file_header {
  std::string sha256;  // "": the peer is as old as the documents
};

inline void send_header(int server, const upload_header& header) {
  auto json = kit::encode_json_header(header_format, header);
  if (!json) throw std::runtime_error("this file's name or size has no header");
  json->pop_back();  // the brace
  *json += R"(, "sha256": ")" + header.sha256 + "\"}";
  const auto length = kit::encode_length(header_format.prefix, json->size());
  if (!length) throw std::runtime_error("this file's name is too long");
  kit::send_all(server, length->bytes());
  kit::send_all(server, *json);
}

// Four bytes of length, then a text. Nothing: the stream ended before it.
// Throws std::runtime_error when it ends inside, or the length is refused.
inline std::optional<std::string> recv_text(int fd,
                                            const kit::length_format& format) {
  std::array<std::byte, 4> prefix{};
  kit::recv_result got = kit::recv_exact(fd, prefix);
  if (got.how == kit::received::end_before) return {};
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, "length"));
  const kit::decoded_length length = kit::decode_length(format, prefix);
  if (length.error != kit::length_error::none)
    throw std::runtime_error(kit::explain(format, prefix));
  std::string text;
  got = kit::recv_exact(fd, length.length, text);
  if (got.how != kit::received::complete)
    throw std::runtime_error(kit::explain(got, "text"));
  return text;
}

// False: the peer has gone. What it sent before can still be read.
inline bool try_to_send_text(int fd, std::string text) {
  const auto length = kit::encode_length(answer_format, text.size());
  text.insert(0, kit::as_text(length.value().bytes()));
  try {
    kit::send_all(fd, text);
    return true;
  } catch (const std::system_error& error) {
    if (error.code().value() != EPIPE && error.code().value() != ECONNRESET)
      throw;
    return false;
  }
}

struct parsed_header {
  upload_header header{};
  std::string fault{};  // "": there is a header
};

inline parsed_header parse_header(const std::string& text) {
  kit::decoded_header read = kit::decode_json_header(header_format, text);
  if (read.error != kit::header_error::none) return {{}, read.what};
  upload_header header{std::move(read.header), ""};
  // Judged already: it is an object, and not deep. One more key is looked up.
  const auto all = nlohmann::json::parse(text);
  if (const auto found = all.find("sha256"); found != all.end()) {
    if (!found->is_string()) return {{}, "expected text as sha256"};
    header.sha256 = found->get<std::string>();
  }
  return {header, ""};
}

// With bytes unread, close() would destroy the answer on its way (lesson 05):
// end our direction, and read what the peer still sends, up to a limit.
inline void hang_up(int fd) {
  kit::check(::shutdown(fd, SHUT_WR), "shutdown");
  std::vector<std::byte> room(64 * 1024);
  for (int i = 0; i < 1024; ++i)
    if (kit::check(::recv(fd, room.data(), room.size(), 0), "recv") == 0) break;
}
