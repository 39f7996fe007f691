// Numbers on the wire. Introduced in lesson 20.
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

template <std::size_t Width>
class number {
 public:
  static std::uint64_t read(std::endian order, const std::byte* field) {
    return in_order(order, little(field, bytes{}), bytes{});
  }
  static void write(std::endian order, std::uint64_t value, std::byte* field) {
    little(field, in_order(order, value, bytes{}), bytes{});
  }

 private:
  using bytes = std::make_index_sequence<Width>;

  template <std::size_t... I>
  static std::uint64_t little(const std::byte* field,
                              std::index_sequence<I...>) {
    return (... | (std::to_integer<std::uint64_t>(field[I]) << 8 * I));
  }
  template <std::size_t... I>
  static void little(std::byte* field, std::uint64_t value,
                     std::index_sequence<I...>) {
    ((field[I] = static_cast<std::byte>(value >> 8 * I & 0xff)), ...);
  }
  // The same number, its bytes reversed for big-endian.
  template <std::size_t... I>
  static std::uint64_t in_order(std::endian order, std::uint64_t value,
                                std::index_sequence<I...>) {
    if (order == std::endian::little) return value;
    return (... | ((value >> 8 * I & 0xff) << 8 * (Width - 1 - I)));
  }
};

/// A number of 1, 2, 4 or 8 bytes, which is the size of its field.
inline std::uint64_t read_number(std::endian order,
                                 std::span<const std::byte> field) {
  if (field.size() == 4) return number<4>::read(order, field.data());
  if (field.size() == 2) return number<2>::read(order, field.data());
  if (field.size() == 8) return number<8>::read(order, field.data());
  assert(field.size() == 1);
  return number<1>::read(order, field.data());
}
/// The same. The value's bytes that have no place in the field are dropped.
inline void write_number(std::endian order, std::uint64_t value,
                         std::span<std::byte> field) {
  if (field.size() == 4) return number<4>::write(order, value, field.data());
  if (field.size() == 2) return number<2>::write(order, value, field.data());
  if (field.size() == 8) return number<8>::write(order, value, field.data());
  assert(field.size() == 1);
  number<1>::write(order, value, field.data());
}

}  // namespace kit
