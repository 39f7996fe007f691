// The laws that every stream codec obeys, whatever its format. Each law is a
// function that returns its violations, so that a test can also assert that a
// bad decoder breaks one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kit/sockets/stream_end.hpp"

namespace laws {

/// A decoder, seen by a law.
class decoder {
 public:
  virtual ~decoder() = default;
  virtual std::span<std::byte> prepare() = 0;
  virtual void commit(std::size_t n) = 0;
  /// The next message's payload.
  virtual std::optional<std::string> next() = 0;
  virtual bool failed() const = 0;
  virtual kit::stream_end end() const = 0;
  virtual std::size_t memory() const = 0;
};

/// A codec, seen by a law. `limit` is the longest payload that it allows.
struct codec {
  std::string name;
  std::function<std::unique_ptr<decoder>(std::uint64_t limit)> make;
  /// A whole message; nothing: refused.
  std::function<std::optional<std::string>(std::string_view payload,
                                           std::uint64_t limit)>
      encode;
  /// The fewest bytes that tell that a payload of this size comes, allowed or
  /// not: its header, or, where there is none, so much of it that it cannot be
  /// shorter. Empty: no payload can be too long for the decoder.
  std::function<std::string(std::uint64_t size)> claim;
  /// The largest payload that a header can announce.
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  /// False: the payload is the first that comes.
  bool has_header = true;
  /// Bytes of a frame behind its payload, where there is a header.
  std::size_t behind = 0;
};

using violations = std::vector<std::string>;

/// Two messages come out whole whatever the one or two places at which the
/// stream is cut, and in pieces of 1 to 9 bytes.
violations every_split_gives_the_same_messages(const codec&);
/// After each byte the decoder knows where an end of stream would fall.
violations every_end_is_told_apart(const codec&);
/// Payloads of 0 and of `limit` bytes pass in both directions.
violations empty_and_longest_pass(const codec&);
/// One byte more is refused: by the encoder, which then writes nothing, and by
/// the decoder as soon as it can be told, from the header alone if there is
/// one. What is allowed is not refused before it is there.
violations one_byte_too_many_is_refused(const codec&);
/// Bytes after a refused frame are not taken for messages.
violations a_refused_frame_ends_the_stream(const codec&);
/// Memory is bounded by what came, whatever was announced; and it does not grow
/// with the number of messages.
violations memory_follows_bytes_received(const codec&);

/// In whatever pieces these bytes come, whole, one by one or as `sizes` has it
/// (in turn, from the first again), and by either of the two codecs, which are
/// the same one but for how its messages are asked for: the same messages, the
/// same refusal, the same end; and memory bounded by what came.
violations pieces_change_nothing(const codec&, const codec& other,
                                 std::string_view bytes, std::uint64_t limit,
                                 std::span<const std::size_t> sizes);
/// What the encoder takes comes out again, and nothing else. `limit`: at least
/// 1.
violations what_goes_in_comes_out(const codec&,
                                  std::span<const std::string> payloads,
                                  std::uint64_t limit);

struct law {
  std::string_view name;
  violations (*check)(const codec&);
};
/// All of the above that need no more than a codec.
std::span<const law> all();

}  // namespace laws
