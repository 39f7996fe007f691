#include "props/reports.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <sstream>

#include "kit/check.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace {

TEST(Reports, HaveTheSizesOfTheDocumentsTable) {
  EXPECT_EQ(kit::report("dir").size(), 418u);
  EXPECT_EQ(kit::report("ipconfig").size(), 1517u);
}

TEST(Reports, AreShortEnoughToDrawWhereNamedSo) {
  EXPECT_EQ(kit::report("whoami"), "egon\n");
  EXPECT_EQ(kit::report("date"), "2017-07-06\n");
}

TEST(Reports, AnswerAnUnknownCommandWithAHint) {
  EXPECT_EQ(
      kit::report("format c:"),
      "no such report: ask for whoami, date, dir, ipconfig or tasklist\n");
  EXPECT_EQ(kit::report(""), kit::report("format c:"));
}

TEST(Reports, TellACutCommandFromAWholeOne) {
  EXPECT_TRUE(kit::is_part_of_command("d"));
  EXPECT_TRUE(kit::is_part_of_command("whoam"));
  EXPECT_FALSE(kit::is_part_of_command("dir"));
  EXPECT_FALSE(kit::is_part_of_command("dirs"));
  EXPECT_FALSE(kit::is_part_of_command("x"));
}

TEST(Reports, NeverHaveOneCommandBeginAnother) {
  for (const char* command : {"whoami", "date", "dir", "ipconfig", "tasklist"})
    EXPECT_FALSE(kit::is_part_of_command(command)) << command;
}

TEST(NextCommand, DropsBlanksAndEmptyLinesAndStopsAtQuit) {
  std::istringstream lines("\n  \n dir \r\nformat c:\nquit\ndate\n");
  std::string command;
  ASSERT_TRUE(kit::next_command(lines, command));
  EXPECT_EQ(command, "dir");
  ASSERT_TRUE(kit::next_command(lines, command));
  EXPECT_EQ(command, "format c:");
  EXPECT_FALSE(kit::next_command(lines, command));
}

TEST(NextCommand, StopsAtTheLastLine) {
  std::istringstream lines("date");
  std::string command;
  ASSERT_TRUE(kit::next_command(lines, command));
  EXPECT_EQ(command, "date");
  EXPECT_FALSE(kit::next_command(lines, command));
}

TEST(RecvCommand, PutsACommandTogetherAndThenSeesTheEnd) {
  int ends[2];
  // Packets, so that each recv takes one piece.
  kit::check(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), "socketpair");
  kit::unique_fd client(ends[0]);
  const kit::unique_fd server(ends[1]);
  for (const char* piece : {"d", "a", "te", "format c:", "whoam"})
    kit::send_all(client.get(), piece);
  client.reset();
  EXPECT_EQ(kit::recv_command(server.get()), "date");
  EXPECT_EQ(kit::recv_command(server.get()), "format c:");
  EXPECT_EQ(kit::recv_command(server.get()), "whoam");
  EXPECT_EQ(kit::recv_command(server.get()), "");
}

}  // namespace
