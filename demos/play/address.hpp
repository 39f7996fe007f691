// Socket addresses as the record has them: "127.0.0.1:8080", "[::1]:8080",
// "/run/x.sock", "@abstract", "" where there is none.
#pragma once

#include <string_view>

namespace play {

/// ":8080"; of a UNIX socket's address, all of it.
std::string_view port_part(std::string_view address);
/// 8080; 0 if it has none.
int port_of(std::string_view address);
/// True for "0.0.0.0:8080" and "[::]:8080": any address of the machine.
bool is_any(std::string_view address);
/// True if these are the same address, or one of them is any, with that port.
bool meet(std::string_view one, std::string_view other);
/// True for a UNIX socket's address that is a file.
bool is_path(std::string_view address);

}  // namespace play
