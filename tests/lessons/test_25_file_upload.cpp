#include <gmock/gmock.h>

#include <fstream>

#include "scene.hpp"
#include "upload_peers.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(FileUpload, HeaderThenDataThenAnAnswer) {
  const play::record play = play_scene("25", "menu");
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 166, 418));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 166, 418, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre(43));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 39));
  EXPECT_EQ(play.at("client").out,
            "1 hello.txt\n2 report.txt\n3 ../.profile\nwhich number? \n"
            "100% of 418 bytes\n"
            "report.txt: whole, but not kept: there is no folder\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(FileUpload, TheHeaderIsThatOfLesson23AndOneKeyMore) {
  const play::record play = play_scene("25", "leaves_early");
  ASSERT_FALSE(play.streams.empty());
  EXPECT_THAT(
      play.streams[0].bytes.substr(4),
      StartsWith("{\"filename\": \"hello.txt\", \"total_size\": 5, \"md5\": "
                 "\"5d41402abc4b2a76b9719d911017c592\", \"sha256\": "
                 "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938"
                 "b9824\"}"));
}

TEST(FileUpload, AFileTooLongForLesson23HasOnlyItsSha256) {
  const folder_of_its_own folder;
  std::ofstream(folder.root() / "short") << std::string(1 << 20, 'x');
  std::ofstream(folder.root() / "long") << std::string((1 << 20) + 1, 'x');
  const std::string port = a_port();
  for (const auto& [name, md5] :
       {std::pair{"short", "b561f87202d04959e37588ee05cf5b10"},
        std::pair{"long", ""}}) {
    stage::in_order schedule;
    const play::record play = stage::perform(
        {{"server", {program("25", "server"), "127.0.0.1", port, "-"}, ""},
         {"client",
          {program("25", "client"), "127.0.0.1", port, folder.root()},
          std::string("put ") + name + "\n"}},
        schedule);
    ASSERT_FALSE(play.streams.empty());
    EXPECT_THAT(
        play.streams[0].bytes.substr(0, 300),
        HasSubstr(std::string(R"("md5": ")") + md5 + R"(", "sha256": ")"));
    EXPECT_THAT(play.at("client").out, HasSubstr(": whole, but not kept"));
    EXPECT_EQ(play.at("client").exit, 0);
  }
}

TEST(FileUpload, OneByteReadsChangeNothing) {
  for (const char* scene : {"menu", "refused", "download"}) {
    one_byte_reads schedule;
    const play::record play = play_scene("25", scene, schedule);
    const play::record whole = play_scene("25", scene);
    EXPECT_EQ(play.at("server").out, whole.at("server").out);
    EXPECT_EQ(play.at("client").out, whole.at("client").out);
  }
}

TEST(FileUpload, AMenuTakesOnlyANumberThatItHas) {
  const std::string port = a_port();
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"server", {program("25", "server"), "127.0.0.1", port, "-"}, ""},
       {"client",
        {program("25", "client"), "127.0.0.1", port, "-"},
        "put\n0\nput\n4\nput\n1x\nput\n\nput\n-1\nget\nput\n1\n"}},
      schedule);
  for (const char* wrong : {"0", "4", "1x", "", "-1"}) {
    EXPECT_THAT(play.at("client").out,
                HasSubstr("expected 1 to 3, got " + std::string(wrong) + "\n"));
  }
  EXPECT_THAT(play.at("client").out,
              HasSubstr("put FILE, put, get FILE, or quit\n"));
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 163, 5));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(FileUpload, ARefusedFileIsReadToItsEndAndTheNextOneIsFound) {
  const play::record play = play_scene("25", "refused");
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 165, 5, 4, 163, 5, 0));
  EXPECT_EQ(play.at("server").out,
            "\"../.profile\": refused: the name is a path\n"
            "\"hello.txt\": whole, but not kept: there is no folder\n"
            "the client left\n");
  EXPECT_EQ(play.at("client").exit, 1);  // something was refused
}

TEST(FileUpload, AClientThatLeavesEarlyIsNamed) {
  const play::record play = play_scene("25", "leaves_early");
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 163, 0));
  EXPECT_EQ(play.at("server").err,
            "server: hung up: expected 5 bytes of data, the peer left after "
            "0\n");
}

TEST(FileUpload, AClientThatReadsNoAnswerGetsNoneAndLosesNoFile) {
  const play::record play = play_scene("25", "two_at_once");
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 124, 5, 4, 133, 418, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre());
  EXPECT_EQ(play.at("server").out,
            "\"hello.txt\": whole, but not kept: there is no folder\n"
            "\"report.txt\": whole, but not kept: there is no folder\n"
            "the client left\n");
}

TEST(FileUpload, ADownloadIsTheSameHeaderAndTheDataOrARefusal) {
  const play::record play = play_scene("25", "download");
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 36, 4, 38));
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 163, 5, 31));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 163, 5, 4, 27));
  EXPECT_EQ(play.at("client").out,
            "hello.txt: whole, but not kept: there is no folder\n"
            "../.profile: refused: the name is a path\n");
  EXPECT_EQ(
      play.at("server").out,
      "\"hello.txt\": sent\n\"../.profile\": refused: the name is a path\n"
      "the client left\n");
  EXPECT_EQ(play.at("client").exit, 1);  // something was refused
}

TEST(FileUpload, TheDocumentsServerReadsIntoTheNextHeader) {
  const play::record play = play_scene("25", "document_two_at_once");
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 124, 560, 0));
  EXPECT_EQ(play.at("server").out,
            "-----> hello.txt\nrecvsize:560 filesize:5\n");
  EXPECT_EQ(play.at("client").out,
            "hello.txt: upload successful\nreport.txt: upload successful\n");
}

TEST(FileUpload, TheDocumentsServerSpinsWhenTheClientLeaves) {
  const play::record play = play_scene("25", "document_leaves_early");
  EXPECT_THAT(play.recvs("server"),
              ElementsAre(4, 124, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

}  // namespace
