// What every cure of the course has in common, so that a program changes its
// cure by changing one type:
//
//   using cure = kit::delimiter_format;
//
// A cure is a format, a struct with its parameters. It comes with a function
// that writes a frame and a decoder that takes a stream apart:
//
//   std::vector<std::byte> out;
//   if (!append_frame(cure{}, payload, out)) ...  // this format cannot say it
//
//   cure::decoder decoder(cure{});
//   while (!(frame = decoder.next())) {
//     if (kit::refused(decoder)) ... decoder.explain() ...  // give up
//     const auto room = decoder.prepare();
//     const ssize_t n = ::recv(fd, room.data(), room.size(), 0);
//     if (n == 0) ... decoder.end() ...
//     decoder.commit(n);
//   }
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "kit/sockets/stream_end.hpp"

namespace kit {

/// Takes a stream apart, without I/O.
///   prepare()  room for the next recv(), never empty; ends earlier views
///   commit(n)  the first n bytes of that room have been received
///   next()     the next frame's payload, valid until prepare(); nothing: more
///              bytes are needed, or error() says why there is none
///   error()    an enum whose first value is `none`; an error ends the stream
///              for good
///   end()      what an end of stream here would mean; only without an error
///   explain()  one line for people: the error, else what is missing if the
///              stream ends here; "" between two frames
///   memory()   bytes held: bounded by what was received
template <class Decoder>
concept frame_decoder = requires(Decoder decoder, const Decoder& state,
                                 std::size_t n) {
  { decoder.prepare() } -> std::same_as<std::span<std::byte>>;
  { decoder.commit(n) } -> std::same_as<void>;
  { decoder.next().has_value() } -> std::same_as<bool>;
  { *decoder.next() } -> std::convertible_to<std::span<const std::byte>>;
  requires std::is_enum_v<decltype(state.error())>;
  { state.end() } -> std::same_as<stream_end>;
  { state.explain() } -> std::same_as<std::string>;
  { state.memory() } -> std::same_as<std::size_t>;
};

/// A format, its decoder, and the function that appends a frame to `out` or
/// refuses (false, `out` as it was) what its decoder could not give back.
template <class Format>
concept frame_format = requires(const Format& format,
                                std::span<const std::byte> payload,
                                std::vector<std::byte>& out) {
  requires frame_decoder<typename Format::decoder>;
  requires std::constructible_from<typename Format::decoder, const Format&>;
  { append_frame(format, payload, out) } -> std::same_as<bool>;
};

/// True if the stream is of no more use: error() is not `none`.
template <frame_decoder Decoder>
bool refused(const Decoder& decoder) {
  return decoder.error() != decltype(decoder.error()){};
}

/// Calls take(payload) for what next() gives until it gives nothing. Where many
/// small frames come in one recv() this is faster if the decoder has a
/// for_each() of its own, which keeps its place in the stream in a register
/// meanwhile.
template <frame_decoder Decoder, class Take>
void for_each_frame(Decoder& decoder, Take&& take) {
  if constexpr (requires { decoder.for_each(take); })
    decoder.for_each(take);
  else
    while (const auto frame = decoder.next()) take(*frame);
}

}  // namespace kit
