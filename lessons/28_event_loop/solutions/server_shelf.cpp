// Solution: a thread for each connection, a decoder for each, one shelf for all
// of them behind a mutex.
// Check: ./sticky check 28 PATH/server_shelf.cpp
#include <sys/socket.h>

#include <charconv>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "28_event_loop/solutions/shelf.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

constexpr kit::length_format format{.limit = shelf::longest_answer};

std::string_view next_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

bool is_name(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyz0123456789._-";
  return !name.empty() && name.size() <= 32 && name[0] != '.' &&
         name.find_first_not_of(allowed) == name.npos;
}

// Empty: no request that this server knows.
std::string answer(shelf& files, std::string_view request) {
  const std::size_t end = request.find('\n');
  if (end == request.npos) return "";
  std::string_view line = request.substr(0, end);
  const std::string_view data = request.substr(end + 1);
  const std::string verb(next_word(line)), name(next_word(line));
  if (!is_name(name)) return "";
  if (verb == "size")
    return line.empty() && data.empty() ? files.size(name) : "";
  std::size_t offset = 0;
  const auto [rest, error] =
      std::from_chars(line.data(), line.data() + line.size(), offset);
  if (error != std::errc() || rest != line.data() + line.size()) return "";
  if (verb == "put") return files.put(name, offset, data);
  return verb == "get" && data.empty() ? files.get(name, offset) : "";
}

void say(int client, const std::string& text) {
  std::vector<std::byte> frame;
  if (kit::append_frame(format, kit::as_bytes(text), frame))
    kit::send_all(client, frame);
}

void serve(const kit::unique_fd client, shelf& files) try {
  kit::give_up_after(client.get(), std::chrono::seconds(60));
  kit::length_prefix_decoder decoder(format);
  while (true) {
    while (const auto frame = decoder.next()) {
      const std::string said = answer(files, kit::as_text(*frame));
      say(client.get(), said.empty() ? "bad" : said);
      if (said.empty()) return;
    }
    if (decoder.error() != kit::length_error::none)
      return say(client.get(), "bad");
    const auto room = decoder.prepare();
    const ssize_t n =
        kit::check(::recv(client.get(), room.data(), room.size(), 0), "recv");
    if (n == 0) return;
    decoder.commit(static_cast<std::size_t>(n));
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "server: hung up: %s\n", error.what());
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
  if (given.help) return std::cout << given.usage, 0;
  shelf files;
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port), 128);
  while (true) {
    kit::unique_fd client = kit::accept_next(listener.get());
    try {
      std::thread(serve, std::move(client), std::ref(files)).detach();
    } catch (const std::exception& error) {  // no thread is free
      std::fprintf(stderr, "server: hung up: %s\n", error.what());
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
