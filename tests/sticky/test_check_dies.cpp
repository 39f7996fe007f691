// check: what becomes of it, and is left of it, when something dies.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

struct CheckDies : OwnFolder {
  CheckDies() { fs::create_directory(folder / "tmp"); }

  fs::path place() const {
    return folder / "tmp" / ("sticky-" + std::to_string(::geteuid()));
  }
  bool nothing_is_left() const { return fs::is_empty(folder / "tmp"); }
  std::string copy(const char* source, const char* name) const {
    fs::copy_file(fs::path(LESSONS) / source, folder / name,
                  fs::copy_options::overwrite_existing);
    return (folder / name).string();
  }
  Outcome check(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "check");
    return sticky(arguments,
                  {.environment = {"TMPDIR=" + (folder / "tmp").string()}});
  }
  /// The program of the kept folder, after a check that found a fault.
  fs::path check_that_fails(const char* source, const char* name) const {
    EXPECT_EQ(check({"22", copy(source, name), "--shorts", "1"}).status, 1);
    return place() / "22_struct_header" / fs::path(name).stem();
  }

  /// Starts a check whose compiler waits for a pipe, and sends it this signal
  /// when it does; the status is that of the check. True: the compiler has
  /// gone, too.
  bool compiler_goes(int signal, int& status) const {
    const std::string pipe = (folder / "pipe.hpp").string();
    ::unlink(pipe.c_str());
    EXPECT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    std::ofstream(folder / "client_mine.cpp") << "#include \"pipe.hpp\"\n";
    const Outcome outcome =
        bash("export TMPDIR='" + (folder / "tmp").string() +
             "'\n"
             "./sticky check 22 '" +
             (folder / "client_mine.cpp").string() + "' & exec 3>'" + pipe +
             "'; kill -" + std::to_string(signal) +
             " $!; wait $!; status=$?\n"
             // Once nobody is left to read, and not before, this fails.
             "trap '' PIPE\n"
             "for i in {1..1000}; do echo >&3 || { echo gone; break; }\n"
             "read -t 0.02 < <(exec 3>&-; sleep 1); done 2>/dev/null\n"
             "exit $status\n");
    status = outcome.status;
    return outcome.out.find("gone") != std::string::npos;
  }
};

TEST_F(CheckDies, TheCompilerGoesWithItAndLeavesNothing) {
  for (const int signal : {SIGTERM, SIGHUP}) {
    int status = 0;
    EXPECT_TRUE(compiler_goes(signal, status));
    EXPECT_EQ(status, 128 + signal);
    EXPECT_TRUE(nothing_is_left());
  }
}

TEST_F(CheckDies, TheNextOneSweepsWhatAKilledOneLeft) {
  int status = 0;
  EXPECT_TRUE(compiler_goes(SIGKILL, status));
  EXPECT_EQ(status, 128 + SIGKILL);
  ASSERT_FALSE(nothing_is_left());
  // The lock goes with the last process.
  for (const auto& entry : fs::directory_iterator(place())) {
    const int lock = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(::flock(lock, LOCK_EX), 0);
    ::close(lock);
  }
  EXPECT_EQ(check({"23", copy("23_json_header/server.cpp", "server.cpp"),
                   "--shorts", "0"})
                .status,
            0);
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(CheckDies, AProgramThatIsWrongIsKeptInOnePlaceUntilTheNext) {
  const fs::path kept =
      check_that_fails("22_struct_header/client_one_recv.cpp", "client.cpp");
  EXPECT_TRUE(fs::exists(kept));
  EXPECT_EQ(fs::status(place()).permissions(), fs::perms::owner_all);
  const fs::path next =
      check_that_fails("22_struct_header/client_one_recv.cpp", "client_b.cpp");
  EXPECT_TRUE(fs::exists(next));
  EXPECT_FALSE(fs::exists(kept));
  // Another lesson's check leaves it alone for a day.
  const std::string server = copy("23_json_header/server.cpp", "server.cpp");
  check({"23", server, "--shorts", "0"});
  EXPECT_TRUE(fs::exists(next));
  fs::last_write_time(
      next.parent_path() / ".kept",
      fs::file_time_type::clock::now() - std::chrono::hours(25));
  check({"23", server, "--shorts", "0"});
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(CheckDies, TheReportSaysWhereTheProgramIsKept) {
  const std::string file =
      copy("22_struct_header/client_one_recv.cpp", "client.cpp");
  const std::string kept = (place() / "22_struct_header" / "client").string();
  EXPECT_THAT(check({"22", file, "--shorts", "1"}).out,
              AllOf(HasSubstr("is kept for a day"), HasSubstr(kept)));
  EXPECT_THAT(check({"22", file, "--shorts", "1", "--lang", "zh"}).out,
              HasSubstr("编译出的程序会保留一天"));
}

TEST_F(CheckDies, AFolderInUseIsLeftAlone) {
  const fs::path used = place() / "22_struct_header";
  fs::create_directories(used);
  fs::permissions(place(), fs::perms::owner_all);
  std::ofstream(used / "mine") << "in use";
  const int lock = ::open(used.c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);
  const std::string file = copy("22_struct_header/client.cpp", "client.cpp");
  EXPECT_EQ(check({"22", file, "--shorts", "0"}).status, 0);
  EXPECT_TRUE(fs::exists(used / "mine"));
  ::close(lock);
}

TEST_F(CheckDies, APlaceThatIsNotOursIsRefused) {
  const std::string file = copy("22_struct_header/client.cpp", "client.cpp");
  fs::create_directory(place());
  fs::permissions(place(), fs::perms(0777));
  Outcome outcome = check({"22", file});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("not a folder that is yours alone"));
  EXPECT_EQ(lines(outcome.err), 1U);
  fs::remove(place());
  fs::create_directory_symlink(folder, place());
  outcome = check({"22", file, "--lang", "zh"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("不是只属于你的目录"));
}

TEST_F(CheckDies, ATemporaryFolderThatIsMissingIsRefused) {
  const std::string file = copy("22_struct_header/client.cpp", "client.cpp");
  fs::create_directory(folder / "here");
  const Outcome outcome =
      bash("cd '" + (folder / "here").string() +
           "'; TMPDIR=/no/such ./sticky check 22 '" + file + "' --shorts 0");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(
      outcome.err,
      "sticky: TMPDIR is /no/such: no such folder; make it, or set TMPDIR "
      "to one that is there\n");
  EXPECT_TRUE(fs::is_empty(folder / "here"));
}

// The programs are children of the process that plays.
TEST_F(CheckDies, AProcessThatPlaysAndDiesIsAnError) {
  const std::string kill = "kill -KILL $PPID; exec sleep 1000";
  const Outcome outcome = check({"--jobs", "1", "--", "/bin/sh", "-c", kill});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "sticky: a process that plays has died; is there enough memory?\n");
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(
      check({"--lang", "zh", "--jobs", "1", "--", "/bin/sh", "-c", kill}).err,
      EndsWith("有一个负责演出的进程死了；内存够用吗？\n"));
}

// One that is stopped is waited for, but not after a signal.
TEST_F(CheckDies, AProcessThatPlaysAndIsStoppedIsNotWaitedForAfterASignal) {
  const Outcome outcome =
      bash("mkfifo '" + (folder / "pipe").string() + "'; exec 3<>'" +
           (folder / "pipe").string() +
           "'\n"
           "./sticky check --jobs 1 -- /bin/sh -c 'echo $PPID >" +
           (folder / "pipe").string() +
           "; exec sleep 1000' &\n"
           "read -u 3 worker; kill -STOP $worker; kill -TERM $!; wait $!");
  EXPECT_EQ(outcome.status, 128 + SIGTERM);
}

}  // namespace
