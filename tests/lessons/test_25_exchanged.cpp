// Lesson 25: somebody who may write into the folder exchanges files there while
// uploads come in. What is kept must be what was checked.
#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>

#include "upload_peers.hpp"

namespace {

/// Puts a file of its own in the place of whatever is on its way, as fast as it
/// can, as long as it lives.
class exchanger {
 public:
  explicit exchanger(const folder_of_its_own& folder)
      : in_(::open(folder.in().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
        works_([this] {
          while (!over_) exchange();
        }) {}
  ~exchanger() {
    over_ = true;
    works_.join();
    ::close(in_);
  }

 private:
  void exchange() {
    DIR* const all =
        ::fdopendir(::openat(in_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    while (const dirent* const entry = ::readdir(all)) {
      const std::string name = entry->d_name;
      if (!name.ends_with(".part")) continue;
      const int mine = ::openat(in_, "mine", O_WRONLY | O_CREAT, 0666);
      if (::write(mine, "wrong", 5) == 5)
        ::renameat(in_, "mine", in_, name.c_str());
      ::close(mine);
    }
    ::closedir(all);
  }

  int in_;
  std::atomic<bool> over_ = false;
  std::thread works_;
};

/// Sends 300 files while they are exchanged; how many were kept. Fails the test
/// if one that was kept has not the right bytes, or one that was refused has a
/// name.
int kept_of_300(const char* fails) {
  const folder_of_its_own folder;
  const upload_server server(folder.in(), "server", fails);
  const exchanger attack(folder);
  int kept = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string name = std::to_string(i) + ".txt";
    const std::string answer =
        sent_to(server.port, upload_header_bytes(name, 5) + "hello");
    if (answer == "kept\n") {
      ++kept;
      EXPECT_EQ(text_of(folder.in() / name), "hello") << name;
    } else {
      EXPECT_THAT(answer, testing::StartsWith("refused: ")) << name;
      EXPECT_FALSE(std::filesystem::exists(folder.in() / name)) << answer;
    }
  }
  return kept;
}

bool has_files_without_names(const folder_of_its_own& folder) {
  const int file = ::open(folder.in().c_str(), O_TMPFILE | O_WRONLY, 0600);
  if (file != -1) ::close(file);
  return file != -1;
}

TEST(ExchangedUploads, CannotBeWhereAFileOnItsWayHasNoName) {
  if (!has_files_without_names(folder_of_its_own()))
    GTEST_SKIP() << "this machine's temporary folder has no O_TMPFILE";
  EXPECT_EQ(kept_of_300(""), 300);
}

TEST(ExchangedUploads, AreRefusedWhereItHasOne) {
  kept_of_300("O_TMPFILE");
}

TEST(ExchangedUploads, AreRefusedWhereThereAreNoLinksEither) {
  kept_of_300("O_TMPFILE linkat");
}

/// All three ways, with nobody who interferes.
TEST(UploadServer, KeepsFilesOnAnyFileSystem) {
  for (const char* fails : {"", "O_TMPFILE", "O_TMPFILE linkat"}) {
    SCOPED_TRACE(fails);
    const folder_of_its_own folder;
    const upload_server server(folder.in(), "server", fails);
    const std::string one = upload_header_bytes("a.txt", 5) + "hello";
    EXPECT_EQ(sent_to(server.port, one + one),
              "kept\nrefused: a file of that name: File exists\n");
    EXPECT_THAT(folder.tree(), testing::ElementsAre("in", "in/a.txt: hello"));
  }
}

}  // namespace
