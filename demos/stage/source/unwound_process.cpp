#include "stage/source/unwound_process.hpp"

#include <elfutils/libdwfl.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "stage/source/debug_information.hpp"
#include "stage/tracer/arch.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {
namespace {

// Of a stack; whoever calls himself for ever has more.
constexpr std::size_t most_unwound = 64;

std::string path_of(Dwfl_Module* module) {
  const char* const name = dwfl_module_info(module, nullptr, nullptr, nullptr,
                                            nullptr, nullptr, nullptr, nullptr);
  return name == nullptr ? "" : name;
}

// Only on this machine, where libdwfl's own search asks servers as well; and
// of what is foreign, nothing need be known but how to unwind it.
int find_debug_information(Dwfl_Module* module, void** data, const char* name,
                           Dwarf_Addr base, const char* file, const char* link,
                           GElf_Word sum, char** found) {
  if (is_foreign_library(file == nullptr ? name : file)) return -1;
  return dwfl_build_id_find_debuginfo(module, data, name, base, file, link, sum,
                                      found);
}

constexpr Dwfl_Callbacks callbacks{.find_elf = dwfl_linux_proc_find_elf,
                                   .find_debuginfo = find_debug_information,
                                   .section_address = nullptr,
                                   .debuginfo_path = nullptr};

// In the code that runs main(), which has no name in a stripped program. It is
// short, and whoever writes his own gives it a symbol.
bool is_entry(Dwfl_Module* module, Dwarf_Addr address) {
  constexpr GElf_Addr longest = 64;
  GElf_Addr bias = 0;
  GElf_Ehdr header;
  Elf* const file = dwfl_module_getelf(module, &bias);
  return file != nullptr && gelf_getehdr(file, &header) != nullptr &&
         header.e_entry != 0 && address - bias - header.e_entry < longest &&
         dwfl_module_addrname(module, address) == nullptr;
}

// The addresses of the calls that the task is in. Each frame, and the system
// call itself, goes on behind its instruction.
int add_frame(Dwfl_Frame* frame, void* to) {
  auto& addresses = *static_cast<std::vector<Dwarf_Addr>*>(to);
  Dwarf_Addr address = 0;
  if (!dwfl_frame_pc(frame, &address, nullptr)) return DWARF_CB_ABORT;
  addresses.push_back(address - 1);
  // There is room: the caller reserved it.
  return addresses.size() < addresses.capacity() ? DWARF_CB_OK : DWARF_CB_ABORT;
}

// How the unwinder gets at the stopped task. It has callbacks of its own, which
// end the whole command where the kernel refuses them the registers. What is
// refused to these is not told; nothing may be thrown through C.
template <typename Ask>
bool is_told(Ask ask) noexcept try {
  return ask();
} catch (const std::exception&) {
  return false;
}

pid_t no_other_thread(Dwfl*, void*, void**) {
  return 0;
}

bool take_thread(Dwfl*, pid_t tid, void*, void** thread) {
  *thread = reinterpret_cast<void*>(static_cast<std::intptr_t>(tid));
  return true;
}

bool read_word(Dwfl* dwfl, Dwarf_Addr from, Dwarf_Word* word, void*) {
  return is_told([&] {
    const auto value = read_value<Dwarf_Word>(dwfl_pid(dwfl), from);
    *word = value.value_or(0);
    return value.has_value();
  });
}

bool set_registers(Dwfl_Thread* thread, void*) {
  return is_told([&] {
    const auto all = arch::registers_of(dwfl_thread_tid(thread));
    const auto numbered = arch::dwarf_registers(all);
    dwfl_thread_state_register_pc(thread, arch::counter_of(all));
    return dwfl_thread_state_registers(
        thread, 0, static_cast<unsigned>(numbered.size()), numbered.data());
  });
}

constexpr Dwfl_Thread_Callbacks thread_callbacks{
    .next_thread = no_other_thread,
    .get_thread = take_thread,
    .memory_read = read_word,
    .set_initial_registers = set_registers,
    .detach = nullptr,
    .thread_detach = nullptr};

// What runs main() and threads, and what ends them, where it was linked
// statically.
bool is_surroundings(const place& one) {
  constexpr std::string_view names[] = {"_start",       "__clone3",
                                        "start_thread", "exit",
                                        "_exit",        "__run_exit_handlers"};
  const std::string& function = one.source.function;
  return one.kind != place::kind::own &&
         (function.starts_with("__libc_start_") ||
          std::ranges::find(names, function) != std::end(names));
}

// Of code that came with the compiler and the system, whether as headers or as
// objects, nothing is told as long as there is something else.
std::vector<play::source> chosen(std::vector<place> all) {
  std::erase_if(all, is_surroundings);
  const auto is_foreign = [](const place& one) {
    return one.kind == place::kind::foreign;
  };
  if (!std::ranges::all_of(all, is_foreign)) std::erase_if(all, is_foreign);
  if (all.size() > play::most_frames) all.resize(play::most_frames);
  std::vector<play::source> sources;
  for (place& one : all) sources.push_back(std::move(one.source));
  return sources;
}

}  // namespace

struct unwound_process::state {
  std::unique_ptr<Dwfl, void (*)(Dwfl*)> dwfl{nullptr, dwfl_end};
  std::map<Dwarf_Addr, std::vector<place>> known;

  const std::vector<place>& at(Dwarf_Addr address) {
    const auto [found, is_new] = known.try_emplace(address);
    if (!is_new) return found->second;
    Dwfl_Module* const module = dwfl_addrmodule(dwfl.get(), address);
    if (module != nullptr && !is_foreign_library(path_of(module)) &&
        !is_entry(module, address))
      found->second = places_at(module, address);
    return found->second;
  }
};

bool can_unwind() noexcept {
  return true;
}

unwound_process::unwound_process(pid_t tgid, const mapped_files& files)
    : state_(std::make_unique<state>()) {
  if (is_foreign_program(files.program)) return;
  state_->dwfl.reset(dwfl_begin(&callbacks));
  Dwfl* const dwfl = state_->dwfl.get();
  if (dwfl == nullptr || dwfl_linux_proc_report(dwfl, tgid) != 0 ||
      dwfl_report_end(dwfl, nullptr, nullptr) != 0 ||
      !dwfl_attach_state(dwfl, nullptr, tgid, &thread_callbacks, nullptr))
    state_->dwfl.reset();
}

unwound_process::~unwound_process() = default;
unwound_process::unwound_process(unwound_process&&) noexcept = default;
unwound_process& unwound_process::operator=(unwound_process&&) noexcept =
    default;

std::vector<play::source> unwound_process::of(pid_t tid) {
  if (!state_->dwfl) return {};
  std::vector<Dwarf_Addr> addresses;
  addresses.reserve(most_unwound);
  // Whatever ends the unwinding: the frames until then are good.
  dwfl_getthread_frames(state_->dwfl.get(), tid, add_frame, &addresses);
  std::vector<place> all;
  for (const Dwarf_Addr address : addresses) {
    const std::vector<place>& places = state_->at(address);
    all.insert(all.end(), places.begin(), places.end());
  }
  return chosen(std::move(all));
}

}  // namespace stage
