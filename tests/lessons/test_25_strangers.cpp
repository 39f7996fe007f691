// Lesson 25: what strangers send, and what is in the folder afterwards.
#include <gmock/gmock.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "scene.hpp"
#include "upload_peers.hpp"

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string hello_as(const std::string& name) {
  return upload_header_bytes(name, 5) + "hello";
}

const char* const hostile_names[] = {
    // paths
    "../x", "../../x", "../../../../../../../../tmp/x", "..", ".", "./x", "a/x",
    "/x", "/etc/passwd", "/a/b/c/d/e/a.txt", "//x", "sub/x", "sub/../../x",
    "..\\\\x", "..\\\\..\\\\x", "C:\\\\x", "C:x", "\\\\\\\\host\\\\share\\\\x",
    "x/", "/", "file:///x", "~/x", "~root", "\\u002e\\u002e\\u002fx",
    "..%2f\\u002fx", "x/../../y",
    // links and folders that lie in the folder
    "link.txt", "dangling.txt", "out/x", "out", "sub",
    // NUL and other control characters
    "x\\u0000", "\\u0000", "x.txt\\u0000.jpg", "x\\u0001", "x\\n", "x\\r\\ny",
    "x\\t", "\\u001b[2J", "x\\u007f", "x\\u0085", "x\\u009b2J", "\\b\\b\\bx",
    // names with a meaning
    "", " ", " x", "x ", "x.", "...", ".profile", ".ssh", "-rf", "--help", "~",
    "con", "CON", "CON.txt", "nul", "Nul.tar.gz", "prn", "AUX", "com1",
    "LPT9.txt", "CONIN$", "com1 .txt", "x:stream", "x::$DATA", "*", "x?", "a|b",
    "<x", "x>", "a\\\"b", ".upload-1.part",
    // UTF-8 and Unicode
    "\xc0\xae\xc0\xae\xc0\xafx", "\xe0\x80\xafx", "\xffx", "x\xed\xa0\x80",
    "\\ud800x", "\xf4\x90\x80\x80", "\xc3", "..\xe2\x88\x95x", "a\xe2\x81\x84x",
    "\xef\xbc\x8fx", "\xef\xbc\x8e\xef\xbc\x8e\xef\xbc\x8fx",
    "\xe2\x80\xa4\xe2\x80\xa4/x", "\xe2\x80\xa4\xe2\x80\xa4x",
    "\xe2\x80\xaegpj.exe", "\\u202egpj.exe", "a\\u200bx", "\xef\xbb\xbfx",
    "x\\u2028y", "x\\u00a0", "a\\u00adx", "\\u2066x", "x\\ufffe", "x\\ufffd",
    "\xf3\xa0\x80\xa1x", "x\xef\xb8\x8f",
    // not seen: fillers, joiners, selectors, blanks of other scripts
    "\\u115f", "a\\u1160x", "\\u3164", "\\uffa0", "x\\u2800", "\\u034fx",
    "x\\u180b", "x\\u180f", "\\u17b4", "x\\u17b5", "x\\u1680", "x\\u3000",
    "x\\ufff8", "x\\ufffc", "x\\u206a", "x\\u0600", "x\\u06dd",
    "x\\ud82f\\udca0", "x\\ud834\\udd73", "x\\ud834\\udd59", "x\\ud81b\\udfe4",
    "x\\ud80d\\udc30", "x\\ud804\\udcbd", "x\\udb40\\udc20", "x\\udb40\\udd00",
    "x\\udb43\\udfff",
    // no characters, and private ones, which some systems take for : and the
    // like
    "x\\ufdd0", "x\\ufdef", "x\\uffff", "x\\ud83f\\udffe", "x\\ud83f\\udfff",
    "x\\udbff\\udfff", "x\\uf03a", "\\ue000", "x\\udb80\\udc00",
    // a slash, a dot or a colon in disguise
    "x\\ufe68", "x\\u2100", "\\u2025", "x\\u29f5", "\\ufe52x", "x\\ufe13y",
    // marks without a letter
    "\\u0301", "\\u0301x", "\\u20e3", "\\u3099x", "\\u0488", "\\ufe20x",
    // superscript digits of devices
    "COM\\u00b9", "com\\u00b2.txt", "LPT\xc2\xb3", "lpt\\u00b9 .tar.gz"};

TEST(HostileNames, CreateNothingAnywhere) {
  const folder_of_its_own folder;
  std::ofstream(folder.root() / "outside.txt") << "as it was";
  std::filesystem::create_symlink("../outside.txt", folder.in() / "link.txt");
  std::filesystem::create_symlink("../new.txt", folder.in() / "dangling.txt");
  std::filesystem::create_symlink("..", folder.in() / "out");
  std::filesystem::create_directory(folder.in() / "sub");
  const std::vector<std::string> before = folder.tree();
  const upload_server server(folder.in());
  std::vector<std::string> names(std::begin(hostile_names),
                                 std::end(hostile_names));
  for (const std::size_t size : {201U, 255U, 256U, 3000U, 4000U}) {
    names.emplace_back(size, 'x');
  }
  EXPECT_EQ(names.size(), 155U);
  for (const std::string& name : names) {
    SCOPED_TRACE(play::escaped(name).substr(0, 60));
    EXPECT_THAT(sent_to(server.port, hello_as(name)), StartsWith("refused: "));
    ASSERT_EQ(folder.tree(), before);
  }
  // The server is none the worse for it.
  EXPECT_EQ(sent_to(server.port, hello_as("a.txt")), "kept\n");
}

TEST(HostileNames, OrdinaryOnesAreKept) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  for (const char* name :
       {"a.txt", "demo1.mp4", "XXX\xe8\x80\x81\xe5\xb8\x88.mp4",
        "\\u89c6\\u9891", "caf\xc3\xa9", "a b", "console.txt", "com.txt",
        "com10", "x..y", "a-b~", "\xf0\x9f\x8e\xac.mp4",
        // A mark behind its letter, Hangul, Khmer and Mongolian letters, a
        // superscript elsewhere, the last code points before what is refused.
        "cafe\\u0301", "\\u1112\\u1161\\u11ab", "\\u1780\\u17b6", "\\u1820",
        "com\\u2074", "x\\u00b9", "\\ufdcf", "\\ud83f\\udffd"}) {
    EXPECT_EQ(sent_to(server.port, hello_as(name)), "kept\n") << name;
  }
  EXPECT_THAT(folder.tree(), Contains("in/\xe8\xa7\x86\xe9\xa2\x91: hello"));
  EXPECT_EQ(folder.tree().size(), 21U);
}

TEST(UploadServer, KeepsNothingOfAClientThatLeavesAtAnyByte) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  const std::string whole = hello_as("a.txt");
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_EQ(sent_to(server.port, whole.substr(0, n)), "");
    ASSERT_THAT(folder.tree(), ElementsAre("in")) << n;
  }
  EXPECT_EQ(sent_to(server.port, whole), "kept\n");
  EXPECT_THAT(folder.tree(), ElementsAre("in", "in/a.txt: hello"));
}

TEST(UploadServer, RefusesAWrongSizeAndAWrongDigest) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  const auto refused = [&](const std::string& bytes, const char* why) {
    EXPECT_THAT(sent_to(server.port, bytes), HasSubstr(why));
    EXPECT_THAT(folder.tree(), ElementsAre("in"));
  };
  const std::string differs = "refused: the digest differs\n";
  EXPECT_EQ(sent_to(server.port, upload_header_bytes("a", 6) + "hello"), "");
  EXPECT_EQ(sent_to(server.port, upload_header_bytes("a", 4) + "hello"),
            differs);
  EXPECT_EQ(sent_to(server.port, upload_header_bytes("a", 5) + "hellp"),
            differs);
  EXPECT_EQ(sent_to(server.port, upload_header_bytes("a", 5, "") + "hello"),
            differs);
  refused(upload_header_bytes("a", -1), "total_size is -1");
  refused(upload_header_bytes("a", 4294967297),
          "total_size is 4294967297, more than 4294967296");
  refused(upload_header_bytes("a", 1073741824000), "more than");
  // Where a SHA-256 is there, it counts, and the MD5 does not.
  std::string both = hello_as("a.txt");
  both.replace(both.find("\"}"), 2, "\", \"sha256\": \"00\"}");
  both[0] = static_cast<char>(both[0] + 16);
  refused(both, "refused: the digest differs");
  both = hello_as("a.txt");
  both.replace(both.find("\"}"), 2, "\", \"sha256\": 12345}");
  both[0] = static_cast<char>(both[0] + 17);
  refused(both, "refused: expected text as sha256");
  EXPECT_EQ(sent_to(server.port, hello_as("a")), "kept\n");
}

TEST(UploadServer, GivesAnEmptyFileItsName) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  EXPECT_EQ(
      sent_to(server.port, upload_header_bytes(
                               "empty", 0, "d41d8cd98f00b204e9800998ecf8427e")),
      "kept\n");
  EXPECT_THAT(folder.tree(), ElementsAre("in", "in/empty: "));
}

TEST(UploadServer, NeverReplacesAFile) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  const std::string other =
      upload_header_bytes("a.txt", 5, "7d793037a0760186574b0282f2f435e7") +
      "world";
  EXPECT_EQ(sent_to(server.port, hello_as("a.txt") + other),
            "kept\nrefused: a file of that name: File exists\n");
  EXPECT_THAT(folder.tree(), ElementsAre("in", "in/a.txt: hello"));
}

TEST(UploadServer, OfTwoUploadsOfOneNameAtOnceOneIsRefused) {
  const folder_of_its_own folder;
  const upload_server one(folder.in()), other(folder.in());
  const auto begin = [](const upload_server& server) {
    kit::unique_fd peer = kit::connect_to(
        kit::endpoint("127.0.0.1", std::to_string(server.port)));
    kit::send_all(peer.get(), upload_header_bytes("a.txt", 5) + "he");
    return peer;
  };
  const auto end = [](const kit::unique_fd& peer) {
    kit::send_all(peer.get(), "llo");
    char room[99];
    const ssize_t n = ::recv(peer.get(), room, sizeof room, 0);
    return std::string(room + 4, static_cast<std::size_t>(n) - 4);
  };
  const kit::unique_fd first = begin(one), second = begin(other);
  EXPECT_EQ(end(second), "kept");
  EXPECT_EQ(end(first), "refused: a file of that name: File exists");
  EXPECT_THAT(folder.tree(), ElementsAre("in", "in/a.txt: hello"));
}

TEST(UploadServer, SurvivesAFullDiskAndKeepsNothingOfThatFile) {
  const folder_of_its_own folder;
  rlimit before{}, small{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  small = {.rlim_cur = 4096, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::optional<upload_server> server(std::in_place, folder.in());
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(sent_to(server->port,
                    upload_header_bytes("large", 100'000,
                                        "d5816f35916d1d9482fb0f1ec201101d") +
                        std::string(100'000, 'x') + hello_as("a.txt")),
            "refused: write: File too large\nkept\n");
  EXPECT_THAT(folder.tree(), ElementsAre("in", "in/a.txt: hello"));
}

/// Follows a server and ends it at the entry of its call number `end_at` after
/// listen(); a client sends it this meanwhile. Gives how many calls it entered
/// until it waited for a second client, if it was not ended.
int calls_until(const std::filesystem::path& folder, const char* which,
                const std::string& bytes, int end_at) {
  const std::string path = program("25", which);
  const std::string port = std::to_string(free_port());
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    ::freopen("/dev/null", "w", stdout);
    ::freopen("/dev/null", "w", stderr);
    ::execl(path.c_str(), path.c_str(), "127.0.0.1", port.c_str(),
            folder.c_str(), nullptr);
    ::_exit(127);
  }
  std::thread client;
  int status = 0, calls = 0, accepts = 0;
  ::waitpid(pid, &status, 0);  // its exec
  ::ptrace(PTRACE_SETOPTIONS, pid, nullptr,
           PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  ::ptrace(PTRACE_SYSCALL, pid, nullptr, nullptr);
  while (::waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
    __ptrace_syscall_info call{};
    ::ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof call, &call);
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY) {
      if (client.joinable() && calls++ == end_at) break;
      if (call.entry.nr == SYS_accept) {
        if (accepts++ == 1) break;
        client = std::thread([&] { sent_to(std::stoi(port), bytes); });
      }
    }
    ::ptrace(PTRACE_SYSCALL, pid, nullptr, nullptr);
  }
  ::kill(pid, SIGKILL);
  ::waitpid(pid, &status, 0);
  if (client.joinable()) client.join();
  return calls;
}

TEST(UploadServer, KilledAtAnyCallLeavesNoHalfFileUnderTheFinalName) {
  const std::string data(200'000, 'x');
  const std::string bytes =
      upload_header_bytes("a.txt", 200'000,
                          "4b98146705d4b0b98b758a78ff6fb73f") +
      data;
  const folder_of_its_own whole;
  const int calls = calls_until(whole.in(), "server", bytes, 1'000'000);
  ASSERT_EQ(text_of(whole.in() / "a.txt"), data);
  EXPECT_GT(calls, 15);
  int kept = 0;
  for (int at = 0; at < calls; ++at) {
    const folder_of_its_own folder;
    calls_until(folder.in(), "server", bytes, at);
    if (std::filesystem::exists(folder.in() / "a.txt")) {
      ++kept;
      ASSERT_EQ(text_of(folder.in() / "a.txt"), data) << at;
    }
    // The next server sweeps away what lies there under another name.
    const upload_server next(folder.in());
    ASSERT_EQ(sent_to(next.port, hello_as("b.txt")), "kept\n");
    ASSERT_EQ(folder.tree().size(),
              std::filesystem::exists(folder.in() / "a.txt") ? 3U : 2U)
        << at;
  }
  EXPECT_GT(kept, 0);  // it was killed after the renaming, too
  EXPECT_LT(kept, calls / 2);
}

TEST(UploadServer, OfTheDocumentLeavesHalfAFileUnderTheFinalName) {
  const std::string bytes =
      upload_header_bytes("a.txt", 200'000, "-") + std::string(200'000, 'x');
  const folder_of_its_own whole;
  const int calls =
      calls_until(whole.in(), "server_document", bytes, 1'000'000);
  int half = 0;
  for (int at = 0; at < calls; at += 5) {
    const folder_of_its_own folder;
    calls_until(folder.in(), "server_document", bytes, at);
    if (std::filesystem::exists(folder.in() / "a.txt") &&
        text_of(folder.in() / "a.txt").size() < 200'000)
      ++half;
  }
  EXPECT_GT(half, 0);
}

TEST(UploadServer, OfTheDocumentWritesOutsideOfItsFolder) {
  const folder_of_its_own folder;
  const upload_server server(folder.in(), "server_document");
  sent_to(server.port, hello_as("../outside.txt"));
  EXPECT_THAT(folder.tree(), ElementsAre("in", "outside.txt: hello"));
}

}  // namespace
