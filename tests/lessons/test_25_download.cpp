// Lesson 25, the other way round: a file of the server's folder for a client
// that names it. What strangers ask for, and what is kept of what strangers
// send.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "raw_peers.hpp"
#include "scene.hpp"
#include "upload_peers.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string framed(const std::string& json) {
  return std::string{static_cast<char>(json.size()), '\0', '\0', '\0'} + json;
}

std::string get(const std::string& name) {
  return framed("{\"cmd\": \"get\", \"filename\": \"" + name + "\"}");
}

/// The whole client against the whole server, each with a folder of its own.
play::program fetched(const folder_of_its_own& server,
                      const folder_of_its_own& client,
                      const std::string& typed) {
  const std::string port = a_port();
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"server",
        {program("25", "server"), "127.0.0.1", port, server.in()},
        ""},
       {"client",
        {program("25", "client"), "127.0.0.1", port, client.in()},
        typed}},
      schedule);
  return play.at("client");
}

TEST(Download, IsTheFileUnderTheNameThatWasAskedFor) {
  const folder_of_its_own there, here;
  std::ofstream(there.in() / "a.txt") << "hello";
  std::ofstream(there.in() / "empty");
  const play::program client =
      fetched(there, here, "get a.txt\nget empty\nget a.txt\nget b.txt\n");
  EXPECT_EQ(client.out,
            "a.txt: kept\nempty: kept\n"
            "a.txt: refused: a file of that name: File exists\n"
            "b.txt: refused: there is no such file\n");
  EXPECT_EQ(client.exit, 1);
  EXPECT_THAT(here.tree(), ElementsAre("in", "in/a.txt: hello", "in/empty: "));
}

TEST(Download, NothingLeavesTheFolder) {
  const folder_of_its_own there;
  std::ofstream(there.root() / "secret.txt") << "key";
  std::ofstream(there.in() / ".profile") << "key";
  std::ofstream(there.in() / ".upload-1.part") << "key";
  std::filesystem::create_symlink("../secret.txt", there.in() / "link.txt");
  std::filesystem::create_directory_symlink("..", there.in() / "out");
  std::filesystem::create_directory(there.in() / "sub");
  ::mkfifo((there.in() / "pipe").c_str(), 0600);
  std::ofstream(there.in() / "a.txt") << "hello";
  const upload_server server(there.in());
  for (const char* name :
       {"../secret.txt", "/etc/passwd", "out/secret.txt", "link.txt", "out",
        "sub", "pipe", ".profile", ".", "..", "", "~", "\\u0000", "a.txt/",
        "..\\\\secret.txt", "A.TXT", "a.txt\\u0000"}) {
    SCOPED_TRACE(name);
    const std::string answer = sent_to(server.port, get(name));
    EXPECT_THAT(answer, StartsWith("refused: "));
    EXPECT_THAT(answer, testing::Not(HasSubstr("key")));
  }
  EXPECT_THAT(sent_to(server.port, get(".upload-1.part")),
              StartsWith("refused: the name begins with a dot"));
  EXPECT_THAT(sent_to(server.port, get("a.txt")),
              HasSubstr("\"total_size\": 5"));
}

TEST(Download, ACommandIsOneOfTwo) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  for (const char* cmd : {"__init__", "converse", "main", "", "PUT"}) {
    EXPECT_EQ(sent_to(server.port,
                      framed("{\"cmd\": \"" + std::string(cmd) +
                             "\", \"filename\": \"a\", \"filesize\": 0}")),
              "refused: expected put or get as cmd\n");
  }
  EXPECT_EQ(sent_to(server.port, framed(R"({"cmd": 1, "filename": "a", )"
                                        R"("filesize": 0})")),
            "refused: expected text as cmd\n");
}

TEST(DocumentHeader, HasToSayWhatOursHasToSay) {
  const folder_of_its_own folder;
  const upload_server server(folder.in());
  for (const char* header :
       {R"({"filename": "a", "filesize": -1})", R"({"filesize": 5})",
        R"({"filename": 1, "filesize": 5})", R"({"filename": "a"})",
        R"({"file_name": "a", "file_size": 5})", R"({"size": 5})",
        R"({"filename": "a", "filesize": "5"})",
        R"({"filename": "a", "filesize": 5, "filesize": 5})",
        R"({"file_new_name": "a", "file_size": 5, "MD5": 7})"}) {
    SCOPED_TRACE(header);
    EXPECT_THAT(sent_to(server.port, framed(header)), StartsWith("refused: "));
  }
  // No answer: a document's client would not read it.
  EXPECT_EQ(sent_to(server.port,
                    framed(R"({"filename": "a", "filesize": 5})") + "hello"),
            "");
  EXPECT_EQ(sent_to(server.port,
                    framed(R"({"filename": "../b", "filesize": 5})") + "hello"),
            "");
  EXPECT_THAT(folder.tree(), ElementsAre("in", "in/a: hello"));
}

/// A server that is a stranger: what does our client keep of its answer?
play::program of_a_stranger(const folder_of_its_own& here,
                            const std::string& answer) {
  const std::string port = a_port();
  stage::in_order schedule;
  return stage::perform(
             {{"server",
               {RAW_PEER, "listen", "127.0.0.1", port, "recv", "recv",
                play::escaped(answer)},
               ""},
              {"client",
               {program("25", "client"), "127.0.0.1", port, here.in()},
               "get a.txt\n"}},
             schedule)
      .at("client");
}

TEST(Download, OfAStrangerIsWholeOrNotThere) {
  const folder_of_its_own here;
  const std::string whole = upload_header_bytes("a.txt", 5) + "hello";
  for (const std::size_t n :
       {std::size_t{0}, std::size_t{4}, whole.size() - 5, whole.size() - 1}) {
    const play::program client = of_a_stranger(here, whole.substr(0, n));
    EXPECT_EQ(client.exit, 1);
    EXPECT_EQ(lines(client.err), 1U) << client.err;
    EXPECT_THAT(here.tree(), ElementsAre("in"));
  }
  EXPECT_EQ(of_a_stranger(here, upload_header_bytes("a.txt", 5) + "hellp").out,
            "a.txt: refused: the digest differs\n");
  EXPECT_THAT(here.tree(), ElementsAre("in"));
  // Its name for the file does not count.
  EXPECT_EQ(of_a_stranger(here, upload_header_bytes("../b", 5) + "hello").out,
            "a.txt: kept\n");
  EXPECT_THAT(here.tree(), ElementsAre("in", "in/a.txt: hello"));
}

}  // namespace
