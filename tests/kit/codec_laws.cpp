#include "codec_laws.hpp"

#include <algorithm>
#include <cstring>

namespace laws {
namespace {

constexpr std::uint64_t small_limit = 64;
constexpr std::size_t most_violations = 5;    // of one law: enough to read
constexpr std::size_t allowance = 16 * 1024;  // bytes: room for one recv

bool is_too_much(std::size_t memory, std::size_t received) {
  return memory > 3 * received + allowance;
}

// Feeds bytes as recv() would, and collects the messages after each commit.
class run {
 public:
  run(const codec& c, std::uint64_t limit) : decoder_(c.make(limit)) {}

  void feed(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::span<std::byte> room = decoder_->prepare();
      const std::size_t n = std::min(room.size(), bytes.size());
      if (n == 0) return;  // no room: the law that waits for messages will tell
      std::memcpy(room.data(), bytes.data(), n);
      decoder_->commit(n);
      bytes.remove_prefix(n);
      while (std::optional<std::string> message = decoder_->next())
        messages.push_back(std::move(*message));
    }
  }

  const decoder& state() const { return *decoder_; }
  std::vector<std::string> messages;

 private:
  std::unique_ptr<decoder> decoder_;
};

void report(violations& found, std::string what) {
  if (found.size() < most_violations) found.push_back(std::move(what));
}

std::string encoded(const codec& c, std::string_view payload) {
  return c.encode(payload, small_limit).value_or("");
}

std::string quoted(const std::vector<std::string>& messages) {
  std::string out;
  for (const std::string& message : messages) out += "[" + message + "]";
  return out;
}

void feed_cut(const codec& c, std::string_view stream,
              const std::vector<std::size_t>& cuts, const std::string& where,
              violations& found) {
  run one(c, small_limit);
  std::size_t from = 0;
  for (const std::size_t cut : cuts) {
    one.feed(stream.substr(from, cut - from));
    from = cut;
  }
  one.feed(stream.substr(from));
  if (one.messages != std::vector<std::string>{"hello", "feng"})
    report(found, where + ": messages " + quoted(one.messages));
  if (one.state().failed()) report(found, where + ": refused");
}

std::string_view name(kit::stream_end end) {
  switch (end) {
    case kit::stream_end::between_frames:
      return "between frames";
    case kit::stream_end::inside_header:
      return "inside the header";
    case kit::stream_end::inside_payload:
      break;
  }
  return "inside the payload";
}

}  // namespace

violations every_split_gives_the_same_messages(const codec& c) {
  violations found;
  const std::string stream = encoded(c, "hello") + encoded(c, "feng");
  for (std::size_t i = 0; i <= stream.size(); ++i)
    for (std::size_t j = i; j <= stream.size(); ++j)
      feed_cut(c, stream, {i, j},
               "cut at " + std::to_string(i) + " and " + std::to_string(j),
               found);
  for (std::size_t size = 1; size <= 9; ++size) {
    std::vector<std::size_t> cuts;
    for (std::size_t at = size; at < stream.size(); at += size)
      cuts.push_back(at);
    feed_cut(c, stream, cuts, "pieces of " + std::to_string(size), found);
  }
  return found;
}

violations every_end_is_told_apart(const codec& c) {
  using enum kit::stream_end;
  violations found;
  const std::string first = encoded(c, "hello"), second = encoded(c, "feng");
  const std::string stream = first + second;
  run one(c, small_limit);
  for (std::size_t at = 0; at <= stream.size(); ++at) {
    if (at > 0) one.feed(stream.substr(at - 1, 1));
    const std::size_t inside = at < first.size() ? at : at - first.size();
    const std::size_t header = !c.has_header ? 0
                               : at < first.size()
                                   ? first.size() - 5 - c.behind
                                   : second.size() - 4 - c.behind;
    const kit::stream_end expected = inside == 0 || at == stream.size()
                                         ? between_frames
                                     : inside < header ? inside_header
                                                       : inside_payload;
    if (one.state().end() != expected)
      report(found, "an end after byte " + std::to_string(at) + " is " +
                        std::string(name(expected)) + ", said to be " +
                        std::string(name(one.state().end())));
  }
  return found;
}

violations empty_and_longest_pass(const codec& c) {
  violations found;
  for (const std::size_t size : {std::size_t{0}, std::size_t{small_limit}}) {
    const std::string what = "a payload of " + std::to_string(size) + " bytes";
    const std::string payload(size, 'x');
    const std::optional<std::string> bytes = c.encode(payload, small_limit);
    if (!bytes) {
      report(found, what + " is not encoded");
      continue;
    }
    run one(c, small_limit);
    one.feed(*bytes);
    if (one.messages != std::vector<std::string>{payload})
      report(found, what + ": messages " + quoted(one.messages));
  }
  return found;
}

violations one_byte_too_many_is_refused(const codec& c) {
  violations found;
  if (c.encode(std::string(small_limit + 1, 'x'), small_limit))
    report(found, "encoded");
  if (!c.claim) return found;
  run one(c, small_limit), other(c, small_limit);
  one.feed(c.claim(small_limit + 1));
  if (!one.state().failed())
    report(found, "accepted from what tells its length");
  other.feed(c.claim(small_limit));
  if (other.state().failed()) report(found, "refused where it is allowed");
  return found;
}

violations a_refused_frame_ends_the_stream(const codec& c) {
  violations found;
  if (!c.claim) return found;
  const std::string bad =
      c.claim(small_limit + 1) + std::string(small_limit + 1, 'x');
  run one(c, small_limit);
  one.feed(encoded(c, "hello"));
  one.feed(bad + encoded(c, "feng"));
  one.feed(encoded(c, "feng"));
  if (one.messages != std::vector<std::string>{"hello"})
    report(found, "messages " + quoted(one.messages));
  if (!one.state().failed()) report(found, "no longer refused");
  return found;
}

violations memory_follows_bytes_received(const codec& c) {
  const std::uint64_t limit = std::min<std::uint64_t>(1 << 20, c.most);
  violations found;
  run promising(c, limit);
  std::size_t received = 0;
  const auto feed = [&](const std::string& bytes) {
    promising.feed(bytes);
    received += bytes.size();
    const std::size_t memory = promising.state().memory();
    if (is_too_much(memory, received))
      report(found, std::to_string(memory) + " bytes of memory after " +
                        std::to_string(received) + " received");
  };
  if (c.claim) feed(c.claim(limit));
  for (int i = 0; i < 64; ++i) feed(std::string(1000, 'x'));

  run many(c, small_limit);
  const std::string empty = encoded(c, "");
  for (int i = 0; i < 20'000; ++i) many.feed(empty);
  if (many.messages.size() != 20'000)
    report(found, std::to_string(many.messages.size()) +
                      " of 20000 empty messages came out");
  if (many.state().memory() > allowance)
    report(found, std::to_string(many.state().memory()) +
                      " bytes of memory after 20000 empty messages");
  return found;
}

violations pieces_change_nothing(const codec& by_next, const codec& other,
                                 std::string_view bytes, std::uint64_t limit,
                                 std::span<const std::size_t> sizes) {
  violations found;
  run whole(by_next, limit);
  whole.feed(bytes);
  const auto compare = [&](const codec& c, std::span<const std::size_t> cuts,
                           const std::string& how) {
    run one(c, limit);
    std::size_t at = 0;
    for (std::size_t i = 0; at < bytes.size(); ++i) {
      const std::string_view piece =
          bytes.substr(at, cuts.empty() ? bytes.size() : cuts[i % cuts.size()]);
      one.feed(piece);
      at += piece.size();
      if (is_too_much(one.state().memory(), at))
        report(found, how + ": " + std::to_string(one.state().memory()) +
                          " bytes of memory after " + std::to_string(at));
    }
    if (one.messages != whole.messages)
      report(found, how + ": messages " + quoted(one.messages) + ", not " +
                        quoted(whole.messages));
    if (one.state().failed() != whole.state().failed())
      report(found, how + ": only one of them is refused");
    else if (!one.state().failed() && one.state().end() != whole.state().end())
      report(found,
             how + ": an end is " + std::string(name(one.state().end())));
  };
  constexpr std::size_t single[] = {1};
  for (const codec* c : {&by_next, &other}) {
    compare(*c, {}, c->name + ", whole");
    compare(*c, single, c->name + ", byte by byte");
    if (!sizes.empty()) compare(*c, sizes, c->name + ", in pieces");
  }
  return found;
}

violations what_goes_in_comes_out(const codec& c,
                                  std::span<const std::string> payloads,
                                  std::uint64_t limit) {
  violations found;
  std::string bytes;
  std::vector<std::string> taken;
  for (const std::string& payload : payloads) {
    const std::optional<std::string> frame = c.encode(payload, limit);
    if (!frame) continue;
    if (payload.size() > limit) report(found, "encoded above the limit");
    bytes += *frame;
    taken.push_back(payload);
  }
  run one(c, limit);
  one.feed(bytes);
  if (one.messages != taken)
    report(found,
           "messages " + quoted(one.messages) + ", not " + quoted(taken));
  if (one.state().failed())
    report(found, "refused");
  else if (one.state().end() != kit::stream_end::between_frames)
    report(found, "the end is " + std::string(name(one.state().end())));
  return found;
}

std::span<const law> all() {
  static constexpr law laws[] = {
      {"EverySplitGivesTheSameMessages", every_split_gives_the_same_messages},
      {"EveryEndIsToldApart", every_end_is_told_apart},
      {"EmptyAndLongestPass", empty_and_longest_pass},
      {"OneByteTooManyIsRefused", one_byte_too_many_is_refused},
      {"ARefusedFrameEndsTheStream", a_refused_frame_ends_the_stream},
      {"MemoryFollowsBytesReceived", memory_follows_bytes_received},
  };
  return laws;
}

}  // namespace laws
