// What a program writes itself around a library that carries bytes: frames of a
// length (4 bytes, network byte order) and a payload, in large batches.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "../transfer.hpp"
#include "kit/framing/frame_batch.hpp"
#include "kit/framing/receive_buffer.hpp"

namespace bench::peers {

/// Frames for one write: small payloads copied behind each other, large ones
/// sent from where they are.
class outgoing {
 public:
  // As in the kit, so that only the libraries differ.
  static constexpr std::size_t enough = kit::frame_batch::enough,
                               large = kit::frame_batch::large;

  outgoing();
  /// Takes messages until they are enough. False: there was none.
  bool fill(outbox&);
  /// What to write, in this order. Valid until the next fill().
  std::span<const bytes> pieces() const { return pieces_; }

 private:
  void close_piece();

  std::unique_ptr<std::byte[]> room_;
  std::size_t used_ = 0, begin_ = 0;  // of the piece that still grows
  std::vector<bytes> pieces_;
};

/// How much of a stream was whole frames, and how many bytes the next frame
/// takes as far as one can tell.
struct taken {
  std::size_t bytes, next_frame;
};
/// Takes the frames at the front of `stream`, in place. Throws
/// std::runtime_error on a wrong message.
taken take_frames(bytes stream, inbox&);

/// One large buffer, for the library to receive into.
class incoming {
 public:
  explicit incoming(inbox& in) : in_(in), memory_(enough) {}
  /// Never empty: what the rest of a frame that is not whole yet leaves free.
  std::span<std::byte> room() { return std::span(memory_).subspan(used_); }
  /// So many bytes have come. Throws as take_frames() does.
  void received(std::size_t n);

 private:
  static constexpr std::size_t enough = kit::receive_buffer::most_room;

  inbox& in_;
  std::vector<std::byte> memory_;
  std::size_t used_ = 0;
};

/// For libraries that close the descriptor they were given.
int copy_of(int fd);

}  // namespace bench::peers
