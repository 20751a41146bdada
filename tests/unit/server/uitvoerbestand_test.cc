#include "vishctl/client/uitvoerbestand.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <functional>
#include <iterator>

#include "support/temp_folder.h"
#include "vishctl/client/failure.h"

using namespace vish::vishctl;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// In a process of its own for which the disk knows no hard links, and no way
/// to rename without taking the place of another file.
bool succeeds_without_links(const std::function<void()>& work) {
  const auto child = ::fork();
  if (child == 0) {
    std::array<sock_filter, 6> rules{
        {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
         BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)}};
    const sock_fprog program{rules.size(), rules.data()};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) ::_exit(2);
    try {
      work();
      ::_exit(0);
    } catch (const Failure&) {
      ::_exit(1);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status == 0;
}

}  // namespace

TEST_CASE("a file that breaks off leaves nothing") {
  const vish::test::TempFolder folder;
  {
    Uitvoerbestand file(folder / "audit.csv");
    file.append("half");
    CHECK_FALSE(fs::exists(folder / "audit.csv"));
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a complete file is readable by its owner only") {
  const vish::test::TempFolder folder;
  {
    Uitvoerbestand file(folder / "audit.csv");
    file.append("heel");
    file.keep();
  }
  CHECK(contents(folder / "audit.csv") == "heel");
  struct stat state {};
  REQUIRE(::stat((folder / "audit.csv").c_str(), &state) == 0);
  CHECK((state.st_mode & 0777U) == 0600U);
  CHECK_FALSE(fs::exists(folder / "audit.csv.deel"));
}

TEST_CASE("a complete file gets its name on a disk without links, such as a stick with FAT") {
  const vish::test::TempFolder folder;
  CHECK(succeeds_without_links([&] {
    Uitvoerbestand file(folder / "audit.csv");
    file.append("heel");
    file.keep();
  }));
  CHECK(contents(folder / "audit.csv") == "heel");
  CHECK_FALSE(fs::exists(folder / "audit.csv.deel"));
  CHECK_FALSE(succeeds_without_links([&] {
    Uitvoerbestand file(folder / "tweede.csv");
    std::ofstream(folder / "tweede.csv") << "van een ander";
    file.keep();
  }));
  CHECK(contents(folder / "tweede.csv") == "van een ander");
}

TEST_CASE("what an ended program left is begun anew, and what another is writing is not") {
  const vish::test::TempFolder folder;
  std::ofstream(folder / "audit.csv.deel") << "half";
  Uitvoerbestand file(folder / "audit.csv");
  CHECK_THROWS_AS(Uitvoerbestand(folder / "audit.csv"), Failure);
  file.append("heel");
  file.keep();
  CHECK(contents(folder / "audit.csv") == "heel");
}

TEST_CASE("no file takes the place of another, not even of one that came meanwhile") {
  const vish::test::TempFolder folder;
  Uitvoerbestand file(folder / "audit.csv");
  CHECK_THROWS_AS(Uitvoerbestand(folder / "audit.csv"), Failure);
  std::ofstream(folder / "audit.csv") << "van een ander";
  CHECK_THROWS_AS(file.keep(), Failure);
  CHECK_THROWS_AS(Uitvoerbestand(folder / "audit.csv"), Failure);
  CHECK(contents(folder / "audit.csv") == "van een ander");
}
