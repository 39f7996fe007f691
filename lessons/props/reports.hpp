// The conversation that lessons 20, 22 and 23 share, but for the way in which
// an answer travels: the client names a command, the server answers with its
// output. The documents' servers run whatever a stranger sends them in a shell.
// Ours answer from recordings, so every size is known beforehand; only those of
// lessons 09 and 10 run commands.
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace kit {

/// The recorded output of a command: whoami 5 bytes, date 11, dir 418,
/// ipconfig 1517 (the sizes in document 002's table), tasklist 2500; for any
/// other request one line that says which commands there are.
std::string report(std::string_view command);

/// True if more bytes could make a command of this.
bool is_part_of_command(std::string_view request);

/// The client's side: the next command that a person types. Blanks around it
/// are dropped and empty lines skipped. False: no more lines, "quit" or "q".
bool next_command(std::istream& lines, std::string& command);

/// The server's side: the next request, or "" when the client has hung up. Like
/// the documents' conn.recv(1024), but it reads on when a command came in
/// pieces. A request has no frame, so this works only because no command begins
/// another, and because a client sends nothing before it has its answer.
/// Throws std::system_error.
std::string recv_command(int fd);

}  // namespace kit
