#include "props/reports.hpp"

#include <sys/socket.h>

#include <array>

#include "kit/check.hpp"

namespace kit {
namespace {

struct recording {
  std::string_view command, output;
};

constexpr std::string_view dir =
    R"( Volume in drive C is Teaching
 Directory of C:\lesson\server

2017-07-06  09:12    <DIR>          .
2017-07-06  09:12    <DIR>          ..
2017-07-06  09:15               418 dir.txt
2017-07-06  09:15             1,517 ipconfig.txt
2017-07-06  09:20             2,071 server.py
2017-07-06  10:02         9,437,184 demo.mp4
               4 File(s)      9,441,190 bytes
               2 Dir(s)  104,857,600 bytes free
)";
static_assert(dir.size() == 418);

constexpr std::string_view ipconfig =
    R"(
Windows IP Configuration

   Host Name . . . . . . . . . . . . : lesson
   Primary Dns Suffix  . . . . . . . : classroom.example.net
   DNS Suffix Search List. . . . . . : example.net
   Node Type . . . . . . . . . . . . : Hybrid
   IP Routing Enabled. . . . . . . . : No

Ethernet adapter Classroom:

   Physical Address. . . . . . . . . : 02-00-00-00-00-0B
   DHCP Enabled. . . . . . . . . . . : Yes
   IPv6 Address. . . . . . . . . . . : 2001:db8::11
   IPv4 Address. . . . . . . . . . . : 192.0.2.11
   Subnet Mask . . . . . . . . . . . : 255.255.255.0
   Default Gateway . . . . . . . . . : 192.0.2.1
   DNS Servers . . . . . . . . . . . : 192.0.2.53

Wireless LAN adapter Wi-Fi:

   Physical Address. . . . . . . . . : 02-00-00-00-00-0C
   DHCP Enabled. . . . . . . . . . . : Yes
   IPv6 Address. . . . . . . . . . . : 2001:db8::12
   IPv4 Address. . . . . . . . . . . : 192.0.2.12
   Subnet Mask . . . . . . . . . . . : 255.255.255.0
   Default Gateway . . . . . . . . . : 192.0.2.1
   DNS Servers . . . . . . . . . . . : 192.0.2.53

Ethernet adapter Spare:

   Media State . . . . . . . . . . . : Media disconnected
   Physical Address. . . . . . . . . : 02-00-00-00-00-0D

Ethernet adapter Laboratory:

   Physical Address. . . . . . . . . : 02-00-00-00-00-0E
   DHCP Enabled. . . . . . . . . . . : No
   IPv6 Address. . . . . . . . . . . : 2001:db8::14
   IPv4 Address. . . . . . . . . . . : 192.0.2.14
   Subnet Mask . . . . . . . . . . . : 255.255.255.0
   Default Gateway . . . . . . . . . : 192.0.2.1

)";
static_assert(ipconfig.size() == 1517);

constexpr std::string_view tasklist =
    R"(
Image Name                     PID Session Name     Mem Usage
========================= ======== ============ ============
System Idle Process              0 Services             24 K
System                           4 Services          7,943 K
smss.exe                         8 Services         15,862 K
csrss.exe                       12 Services         23,781 K
wininit.exe                     16 Services         31,700 K
services.exe                    20 Services         39,619 K
lsass.exe                       24 Services         47,538 K
winlogon.exe                    28 Services         55,457 K
svchost.exe                     32 Services          3,376 K
spoolsv.exe                     36 Console          11,295 K
explorer.exe                    40 Console          19,214 K
taskhost.exe                    44 Console          27,133 K
dwm.exe                         48 Console          35,052 K
python.exe                      52 Console          42,971 K
cmd.exe                         56 Console          50,890 K
conhost.exe                     60 Console          58,809 K
notepad.exe                     64 Console           6,728 K
firefox.exe                     68 Console          14,647 K
wireshark.exe                   72 Console          22,566 K
putty.exe                       76 Console          30,485 K
calc.exe                        80 Console          38,404 K
mspaint.exe                     84 Console          46,323 K
tasklist.exe                    88 Console          54,242 K
wmiprvse.exe                    92 Console           2,161 K
searchindexer.exe               96 Console          10,080 K
audiodg.exe                    100 Console          17,999 K
chrome.exe                     104 Console          25,918 K
java.exe                       108 Console          33,837 K
mysqld.exe                     112 Console          41,756 K
nginx.exe                      116 Console          49,675 K
redis-server.exe               120 Console          57,594 K
vim.exe                        124 Console           5,513 K
git.exe                        128 Console          13,432 K
bash.exe                       132 Console          21,351 K
sshd.exe                       136 Console          29,270 K
cron.exe                       140 Console          37,189 K
telnet.exe                     144 Console          45,108 K
ftp.exe                        148 Console          53,027 K
---------------------------------------------------------
)";
static_assert(tasklist.size() == 2500);

constexpr std::array<recording, 5> recordings{{
    {"whoami", "egon\n"},
    {"date", "2017-07-06\n"},
    {"dir", dir},
    {"ipconfig", ipconfig},
    {"tasklist", tasklist},
}};

}  // namespace

std::string report(std::string_view command) {
  for (const recording& known : recordings)
    if (known.command == command) return std::string(known.output);
  return "no such report: ask for whoami, date, dir, ipconfig or tasklist\n";
}

bool is_part_of_command(std::string_view request) {
  for (const recording& known : recordings)
    if (known.command.size() > request.size() &&
        known.command.starts_with(request))
      return true;
  return false;
}

bool next_command(std::istream& lines, std::string& command) {
  constexpr std::string_view blanks = " \t\r";
  while (std::getline(lines, command)) {
    command.erase(0, command.find_first_not_of(blanks));
    command.erase(command.find_last_not_of(blanks) + 1);
    if (command == "quit" || command == "q") return false;
    if (!command.empty()) return true;  // TCP cannot carry "": lesson 03
  }
  return false;
}

std::string recv_command(int fd) {
  std::string request;
  do {
    std::array<char, 1024> room{};
    const ssize_t n = check(::recv(fd, room.data(), room.size(), 0), "recv");
    if (n == 0) break;
    request.append(room.data(), static_cast<std::size_t>(n));
  } while (is_part_of_command(request));
  return request;
}

}  // namespace kit
