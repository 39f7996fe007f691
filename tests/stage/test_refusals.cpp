// What cannot be run or followed is refused in one line that says what, where,
// and what to do.
#include <elf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "plays.hpp"

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Refusals : public StageTest {
 protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::temp_directory_path() / "stage_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    StageTest::SetUp();
  }
  void TearDown() override {
    StageTest::TearDown();
    std::filesystem::remove_all(folder_);
  }

  std::string file(const std::string& content, mode_t mode) {
    const std::string name = folder_ / "program";
    std::ofstream(name) << content;
    ::chmod(name.c_str(), mode);
    return name;
  }
  static std::string why_not(const std::string& program) {
    const std::string why = refusal("", {"hear 8080 10", program});
    EXPECT_THAT(why, HasSubstr(program));
    EXPECT_THAT(why, Not(HasSubstr("\n")));
    return why;
  }

  std::filesystem::path folder_;
};

TEST_F(Refusals, OfNobody) {
  stage::in_order schedule;
  EXPECT_THROW(stage::perform({}, schedule), stage::stage_error);
  EXPECT_THROW(stage::perform({{"server", {}, {}}}, schedule),
               stage::stage_error);
  EXPECT_THROW(stage::perform({{"server", {""}, {}}}, schedule),
               stage::stage_error);
}

TEST_F(Refusals, OfAMissingProgram) {
  EXPECT_THAT(why_not("/nowhere/at/all"),
              HasSubstr("No such file or directory"));
}

TEST_F(Refusals, OfANameThatIsNotInPath) {
  stage::in_order schedule;
  try {
    stage::perform({{"server", {"no-such-program"}, {}}}, schedule);
    FAIL() << "played";
  } catch (const stage::stage_error& error) {
    EXPECT_STREQ(error.what(), "no-such-program: not found in PATH");
  }
}

TEST_F(Refusals, OfAFileThatIsNotExecutable) {
  EXPECT_THAT(why_not(file("#!/bin/sh\n", 0644)), HasSubstr("chmod +x"));
}

TEST_F(Refusals, OfAFolder) {
  EXPECT_THAT(why_not(folder_.string()), HasSubstr("folder"));
}

TEST_F(Refusals, OfAFileThatIsNoProgram) {
  // execvp runs a text without #! by /bin/sh; a binary nonsense it refuses.
  EXPECT_THAT(why_not(file(std::string("\x7f"
                                       "ELF",
                                       4) +
                               std::string(200, 2),
                           0755)),
              HasSubstr("not a 64-bit program"));
}

TEST_F(Refusals, OfAScriptWhoseInterpreterIsMissing) {
  EXPECT_THAT(why_not(file("#!/nowhere/interpreter\n", 0755)),
              HasSubstr("cannot be run"));
}

TEST_F(Refusals, OfASetUserIdProgram) {
  const std::string copy = folder_ / "program";
  std::filesystem::copy_file(path_of("say"), copy);
  ASSERT_EQ(::chmod(copy.c_str(), 04755), 0);
  EXPECT_THAT(why_not(copy), HasSubstr("set-user-ID"));
}

TEST_F(Refusals, OfA32BitProgram) {
  Elf32_Ehdr header{};
  std::copy_n(ELFMAG, SELFMAG, header.e_ident);
  header.e_ident[EI_CLASS] = ELFCLASS32;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_EXEC;
  header.e_machine = EM_386;
  const std::string bytes(reinterpret_cast<const char*>(&header),
                          sizeof header);
  EXPECT_THAT(why_not(file(bytes, 0755)), HasSubstr("64-bit"));
}

TEST_F(Refusals, OfIoUring) {
  EXPECT_THAT(
      refusal("", {"hear 8080 10", "ring"}),
      AllOf(HasSubstr("client"), HasSubstr("io_uring"), Not(HasSubstr("\n"))));
}

TEST_F(Refusals, OfIoUringWhereNobodyIsInControl) {
  EXPECT_THROW(play_freely({"hear 8080 10", "ring"}), stage::stage_error);
}

TEST_F(Refusals, ComeBeforeAnyProgramIsStarted) {
  const std::string trace = folder_ / "ran";
  const std::string script = file("#!/bin/sh\ntouch " + trace + "\n", 0755);
  EXPECT_NE(refusal("", {script, "/nowhere/at/all"}), "");
  EXPECT_FALSE(std::filesystem::exists(trace));
}

// What is opened for a program is closed again if it does not come to run;
// StageTest counts descriptors and processes.
TEST_F(Refusals, OfAProgramLeaveNothingInACompanyThatGoesOn) {
  const std::string script = file("#!/nowhere/interpreter\n", 0755);
  stage::session session(cast_of({"hear 8080 10", script}));
  std::size_t before = 0;
  for (int i = 0; i < 3; ++i) {
    stage::in_order schedule;
    EXPECT_THROW(session.perform(schedule), stage::stage_error);
    if (i > 0) {
      EXPECT_EQ(open_descriptors(), before);
    }
    before = open_descriptors();
  }
}

// Lets fork() fail from now on.
bool refuse_forks() {
  sock_filter lines[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAGAIN),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program{std::size(lines), lines};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

TEST_F(Refusals, OfAForkLeaveNothing) {
  const pid_t tester = ::fork();
  if (tester == 0) {
    // It is known by now that programs can be followed here.
    const auto cast = cast_of({"say " + free_port() + " x"});
    const stage::options host{.network = stage::network::host};
    stage::in_order schedule;
    stage::perform(cast, schedule, host);
    if (!refuse_forks()) ::_exit(2);
    const std::size_t before = open_descriptors();
    try {
      stage::perform(cast, schedule, host);
    } catch (const stage::stage_error& error) {
      const bool told = std::string_view(error.what()).starts_with("fork: ");
      ::_exit(told && open_descriptors() == before ? 0 : 3);
    }
    ::_exit(4);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(tester, &status, 0), tester);
  EXPECT_EQ(status, 0);
}

}  // namespace
