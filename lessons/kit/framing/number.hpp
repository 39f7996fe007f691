// Numbers on the wire. Introduced in lesson 21.
//
// By shifts: the same on every machine, and no alignment to think of. All
// shifts of a number stand in one expression, of which compilers make a single
// load or store.
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace kit {

/// The same for a field whose size the compiler knows: std::uint32_t for four
/// bytes.
template <class Unsigned>
class number {
 public:
  static constexpr std::size_t width = sizeof(Unsigned);

  static Unsigned read(std::endian order, const std::byte* field) {
    return in_order(order, little(field, bytes{}), bytes{});
  }
  static void write(std::endian order, Unsigned value, std::byte* field) {
    little(field, in_order(order, value, bytes{}), bytes{});
  }

 private:
  using bytes = std::make_index_sequence<width>;

  template <std::size_t... I>
  static Unsigned little(const std::byte* field, std::index_sequence<I...>) {
    return (... | static_cast<Unsigned>(std::to_integer<Unsigned>(field[I])
                                        << 8 * I));
  }
  template <std::size_t... I>
  static void little(std::byte* field, Unsigned value,
                     std::index_sequence<I...>) {
    ((field[I] = static_cast<std::byte>(value >> 8 * I & 0xff)), ...);
  }
  // The same number, its bytes reversed for big-endian.
  template <std::size_t... I>
  static Unsigned in_order(std::endian order, Unsigned value,
                           std::index_sequence<I...>) {
    if (order == std::endian::little) return value;
    return (... | static_cast<Unsigned>((value >> 8 * I & 0xff)
                                        << 8 * (width - 1 - I)));
  }
};

/// A number of 1, 2, 4 or 8 bytes, which is the size of its field.
inline std::uint64_t read_number(std::endian order,
                                 std::span<const std::byte> field) {
  const std::byte* const at = field.data();
  if (field.size() == 4) return number<std::uint32_t>::read(order, at);
  if (field.size() == 2) return number<std::uint16_t>::read(order, at);
  if (field.size() == 8) return number<std::uint64_t>::read(order, at);
  assert(field.size() == 1);
  return number<std::uint8_t>::read(order, at);
}
/// The same. The value's bytes that have no place in the field are dropped.
inline void write_number(std::endian order, std::uint64_t value,
                         std::span<std::byte> field) {
  const auto write = [&]<class Unsigned>(number<Unsigned> of) {
    of.write(order, static_cast<Unsigned>(value), field.data());
  };
  if (field.size() == 4) return write(number<std::uint32_t>{});
  if (field.size() == 2) return write(number<std::uint16_t>{});
  if (field.size() == 8) return write(number<std::uint64_t>{});
  assert(field.size() == 1);
  write(number<std::uint8_t>{});
}

}  // namespace kit
