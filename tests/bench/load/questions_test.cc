#include "load/questions.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <stdexcept>

#include "support/temp_folder.h"

namespace vish::load {

namespace {

std::filesystem::path file_with(const test::TempFolder& folder, std::string_view text) {
  const auto file = folder.path() / "questions.txt";
  std::ofstream(file) << text;
  return file;
}

}  // namespace

TEST_CASE("Each line is a request with what its answer must hold, round and round") {
  const test::TempFolder folder;
  Questions questions(file_with(folder, "yes\t{\"a\":1}\nno\t{}\n"), "/ask");
  for (int round = 0; round < 2; ++round) {
    const auto first = questions.next();
    CHECK(first.expected == "yes");
    CHECK(first.request ==
          "POST /ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
          "7\r\n\r\n{\"a\":1}");
    const auto second = questions.next();
    CHECK(second.expected == "no");
    CHECK(second.request.ends_with("Content-Length: 2\r\n\r\n{}"));
  }
}

TEST_CASE("A file without questions, or with a line of another form, is refused") {
  const test::TempFolder folder;
  CHECK_THROWS_AS(Questions(file_with(folder, ""), "/ask"), std::runtime_error);
  CHECK_THROWS_AS(Questions(file_with(folder, "yes {}\n"), "/ask"), std::runtime_error);
}

}  // namespace vish::load
