#include "stage/source/debug_information.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <ranges>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "stage/source/mapped_files.hpp"
#include "stage/source/plain_name.hpp"

namespace stage {
namespace {

std::string text_of(const char* text) {
  return text == nullptr ? "" : text;
}

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

/// A line of a source file, whose path is as the compiler wrote it.
struct source_line {
  std::string path;
  int number = 0;
};

/// The compiler's unit that an address is in, and that address as the unit's
/// file has it.
struct unit_at {
  Dwarf_Die die;  ///< its lines and folder
  Dwarf_Addr address;
  Dwarf_Die entries = die;  ///< its functions, which may be in another file
};

// -gsplit-dwarf leaves them in a .dwo file.
unit_at with_entries(unit_at unit) {
  Dwarf_Die elsewhere;
  std::uint8_t type = 0;
  if (dwarf_cu_info(unit.die.cu, nullptr, &type, nullptr, &elsewhere, nullptr,
                    nullptr, nullptr) == 0 &&
      type == DW_UT_skeleton && dwarf_tag(&elsewhere) == DW_TAG_compile_unit)
    unit.entries = elsewhere;
  return unit;
}

// Not every compiler writes the table that addresses are looked up in (clang
// does not), so the units are asked one by one if need be.
std::optional<unit_at> find_unit(Dwfl_Module* module, Dwarf_Addr address) {
  Dwarf_Addr bias = 0;
  if (const Dwarf_Die* die = dwfl_module_addrdie(module, address, &bias))
    return with_entries({*die, address - bias});
  for (Dwarf_Die* die = nullptr;
       (die = dwfl_module_nextcu(module, die, &bias)) != nullptr;) {
    if (dwarf_haspc(die, address - bias) == 1)
      return with_entries({*die, address - bias});
  }
  return {};
}

std::string folder_of(Dwarf_Die unit) {
  Dwarf_Attribute attribute;
  return text_of(
      dwarf_formstring(dwarf_attr(&unit, DW_AT_comp_dir, &attribute)));
}

std::string whole_path(const unit_at& unit, const char* file) {
  std::string path = text_of(file);
  if (path.empty() || path.front() == '/') return path;
  return folder_of(unit.die) + "/" + path;
}

source_line line_of(unit_at unit) {
  source_line line;
  Dwarf_Line* const found = dwarf_getsrc_die(&unit.die, unit.address);
  if (found == nullptr || dwarf_lineno(found, &line.number) != 0) return {};
  line.path = whole_path(unit, dwarf_linesrc(found, nullptr, nullptr));
  return line;
}

std::optional<Dwarf_Word> number_of(Dwarf_Die& die, unsigned name) {
  Dwarf_Attribute attribute;
  Dwarf_Word value = 0;
  if (dwarf_formudata(dwarf_attr(&die, name, &attribute), &value) != 0)
    return {};
  return value;
}

/// Where an inlined function was called.
source_line call_of(unit_at unit, Dwarf_Die& inlined) {
  const auto file = number_of(inlined, DW_AT_call_file);
  const auto number = number_of(inlined, DW_AT_call_line);
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  if (!file || !number ||
      dwarf_getsrcfiles(&unit.entries, &files, &count) != 0 || *file >= count)
    return {};
  return {whole_path(unit, dwarf_filesrc(files, *file, nullptr, nullptr)),
          static_cast<int>(*number)};
}

/// The entry, and those that hold it, up to the unit.
std::vector<Dwarf_Die> holders_of(Dwarf_Die entry) {
  Dwarf_Die* found = nullptr;
  const int length = dwarf_getscopes_die(&entry, &found);
  if (length <= 0) return {};
  const std::unique_ptr<Dwarf_Die, void (*)(void*)> owner(found, std::free);
  return {found, found + length};
}

/// The entry of the function itself, where this one is a copy or a body of it.
Dwarf_Die declaration_of(Dwarf_Die function) {
  constexpr int most_steps = 8;  // of broken information that goes in a circle
  for (int i = 0; i < most_steps; ++i) {
    Dwarf_Attribute link;
    Dwarf_Die further;
    if (dwarf_formref_die(dwarf_attr(&function, DW_AT_abstract_origin, &link),
                          &further) == nullptr &&
        dwarf_formref_die(dwarf_attr(&function, DW_AT_specification, &link),
                          &further) == nullptr)
      break;
    function = further;
  }
  return function;
}

/// "ns::type::member", by what holds the function; where its file gives it no
/// symbol's name, as an inlined lambda has none.
std::string qualified_name(const Dwarf_Die& function) {
  std::string name;
  for (Dwarf_Die& holder : holders_of(declaration_of(function))) {
    const int tag = dwarf_tag(&holder);
    if (tag == DW_TAG_lexical_block) continue;
    if (tag == DW_TAG_compile_unit || tag == DW_TAG_partial_unit) break;
    const std::string part = text_of(dwarf_diename(&holder));
    if (part.starts_with("<lambda") || (part.empty() && name == "operator()"))
      name = "lambda";
    else if (!part.empty())
      name = without_arguments(part) + (name.empty() ? "" : "::") + name;
  }
  return name;
}

std::string name_of(Dwarf_Die& function) {
  Dwarf_Attribute attribute;
  for (const unsigned name :
       {unsigned{DW_AT_linkage_name}, unsigned{DW_AT_MIPS_linkage_name}}) {
    const std::string symbol = text_of(
        dwarf_formstring(dwarf_attr_integrate(&function, name, &attribute)));
    const std::string plain = plain_name(symbol);
    if (!plain.empty() && plain != symbol) return plain;
  }
  return qualified_name(function);
}

// "program+0x1234" where the file has no symbol for it.
std::string symbol_at(Dwfl_Module* module, Dwarf_Addr address) {
  GElf_Off offset = 0;
  GElf_Sym symbol{};
  const char* const name = dwfl_module_addrinfo(
      module, address, &offset, &symbol, nullptr, nullptr, nullptr);
  if (name != nullptr && offset < symbol.st_size) return plain_name(name);
  Dwarf_Addr start = 0;
  const std::string file = text_of(dwfl_module_info(
      module, nullptr, &start, nullptr, nullptr, nullptr, nullptr, nullptr));
  GElf_Addr bias = start;
  dwfl_module_getelf(module, &bias);
  std::ostringstream text;
  text << base_name(file) << "+0x" << std::hex << address - bias;
  return text.str();
}

place place_at(const source_line& line, std::string function) {
  place made;
  made.kind = line.number == 0 || is_foreign_source(line.path)
                  ? place::kind::foreign
                  : place::kind::own;
  made.source.function = std::move(function);
  if (line.number == 0) return made;
  made.source.file = base_name(line.path);
  made.source.line = line.number;
  return made;
}

/// Adds the entries below `die` whose code holds the address, each below the
/// one before it. (dwarf_getscopes() passes by what is in a namespace.)
bool add_scopes(Dwarf_Die die, Dwarf_Addr address,
                std::vector<Dwarf_Die>& scopes, int depth = 0) {
  constexpr int deepest = 100;
  Dwarf_Die child;
  if (depth == deepest || dwarf_child(&die, &child) != 0) return false;
  for (;;) {
    const Dwarf_Off offset = dwarf_dieoffset(&child);
    switch (dwarf_tag(&child)) {
      case DW_TAG_namespace:
      case DW_TAG_structure_type:
      case DW_TAG_class_type:
        if (add_scopes(child, address, scopes, depth + 1)) return true;
        break;
      case DW_TAG_subprogram:
      case DW_TAG_inlined_subroutine:
      case DW_TAG_lexical_block:
        if (dwarf_haspc(&child, address) != 1) break;
        scopes.push_back(child);
        add_scopes(child, address, scopes, depth + 1);
        return true;
      default:
        break;
    }
    // Broken information may lead back.
    if (dwarf_siblingof(&child, &child) != 0 ||
        dwarf_dieoffset(&child) <= offset)
      return false;
  }
}

std::vector<place> places_in(const unit_at& unit, Dwfl_Module* module,
                             Dwarf_Addr address) {
  std::vector<place> places;
  source_line line = line_of(unit);
  std::vector<Dwarf_Die> scopes;
  add_scopes(unit.entries, unit.address, scopes);
  for (Dwarf_Die& scope : scopes | std::views::reverse) {
    const int tag = dwarf_tag(&scope);
    if (tag == DW_TAG_inlined_subroutine) {
      places.push_back(place_at(line, name_of(scope)));
      line = call_of(unit, scope);
    } else if (tag == DW_TAG_subprogram) {
      places.push_back(place_at(line, name_of(scope)));
      return places;
    }
  }
  places.push_back(place_at(line, symbol_at(module, address)));
  return places;
}

}  // namespace

std::vector<place> places_at(Dwfl_Module* module, Dwarf_Addr address) {
  if (const auto unit = find_unit(module, address))
    return places_in(*unit, module, address);
  Dwarf_Addr bias = 0;
  place lineless;
  lineless.source.function = symbol_at(module, address);
  if (dwfl_module_getdwarf(module, &bias) != nullptr)
    lineless.kind = place::kind::foreign;
  return {lineless};
}

}  // namespace stage
