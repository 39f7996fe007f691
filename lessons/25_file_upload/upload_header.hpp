// The header of lesson 23, grown by a key:
//
//   | length: 4 bytes | JSON, length bytes | data: total_size bytes |
//
//   {"filename": "a.txt", "total_size": 5, "md5": "...", "sha256": "..."}
//
// A peer that does not know "sha256" takes no notice of it; one that does not
// send it is judged by its MD5. A long file has no MD5 (""). The answer is text
// with four bytes of length: "kept", or "refused: " and why.
//
//   {"cmd": "get", "filename": "a.txt"}    answer: such a header and the data,
//                                          or "refused: " and why
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "dialects.hpp"
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
  std::string sha256{};        // "": the peer is as old as lesson 23
  std::string cmd = "put";     // or "get": then there is a name only
  bool from_document = false;  // no digest, perhaps, and nobody reads an answer

  bool has_digest() const { return !sha256.empty() || !md5.empty(); }
};

inline void send_json(int peer, const std::string& json) {
  const auto length = kit::encode_length(header_format.prefix, json.size());
  if (!length) throw std::runtime_error("this file's name is too long");
  kit::send_all(peer, length->bytes());
  kit::send_all(peer, json);
}

inline void send_header(int peer, const upload_header& header) {
  auto json = kit::encode_json_header(header_format, header);
  if (!json) throw std::runtime_error("this file's name or size has no header");
  json->pop_back();  // the brace
  send_json(peer, *json + R"(, "sha256": ")" + header.sha256 + "\"}");
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
  // Judged already: if it is JSON at all, it is not deep, and no key is twice.
  const auto all = nlohmann::json::parse(text, nullptr, false);
  const bool in_other_words = read.error == kit::header_error::missing_key;
  if (const std::string ours = in_our_words(all);
      in_other_words && !ours.empty())
    read = kit::decode_json_header(header_format, ours);
  if (read.error != kit::header_error::none) return {{}, read.what};
  upload_header header{std::move(read.header)};
  for (const auto& [key, value] :
       {std::pair("sha256", &header.sha256), std::pair("cmd", &header.cmd)}) {
    if (!all.contains(key)) continue;
    if (!all[key].is_string())
      return {{}, std::string("expected text as ") + key};
    *value = all[key].get<std::string>();
  }
  if (header.cmd != "put" && header.cmd != "get")
    return {{}, "expected put or get as cmd"};
  header.from_document = in_other_words && header.cmd != "get";
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
