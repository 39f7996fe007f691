// What a file of the program says of an address in it, by elfutils' libdw.
#pragma once

#include <elfutils/libdwfl.h>

#include <vector>

#include "play/record.hpp"

namespace stage {

/// One function at an address: the one whose code it is, or one that was
/// inlined there.
struct place {
  play::source source;
  enum class kind {
    own,       ///< a line of the program's own source
    foreign,   ///< in a header of the system, or without a line among others
               ///< that have one
    lineless,  ///< its file has no debug information
  } kind = kind::lineless;
};

/// All functions at that address, innermost first: at least one.
std::vector<place> places_at(Dwfl_Module*, Dwarf_Addr);

}  // namespace stage
