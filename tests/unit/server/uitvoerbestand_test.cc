#include "vishctl/uitvoerbestand.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "support/temp_folder.h"
#include "vishctl/failure.h"

using namespace vish::server;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
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

TEST_CASE("no file takes the place of another, not even of one that came meanwhile") {
  const vish::test::TempFolder folder;
  Uitvoerbestand file(folder / "audit.csv");
  CHECK_THROWS_AS(Uitvoerbestand(folder / "audit.csv"), Failure);
  std::ofstream(folder / "audit.csv") << "van een ander";
  CHECK_THROWS_AS(file.keep(), Failure);
  CHECK_THROWS_AS(Uitvoerbestand(folder / "audit.csv"), Failure);
  CHECK(contents(folder / "audit.csv") == "van een ander");
}
