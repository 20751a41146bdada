#include "storage/database/trouble_log.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace vish::storage;

TEST_CASE("trouble is told when it begins, changes and ends, and not for each that meets it") {
  TroubleLog storing;
  std::vector<std::string> lines;
  const auto note = [&](const std::optional<std::string>& reason) {
    for (int i = 0; i < 100; ++i)
      storing.note(reason, [&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  };
  note(std::nullopt);
  CHECK(lines.empty());
  note("vol");
  note("stuk");
  note(std::nullopt);
  note("vol");
  const std::string begins = "er wordt niets geschreven en niets beantwoord: ";
  CHECK(lines == std::vector<std::string>{begins + "vol", begins + "stuk", "er wordt weer geschreven en beantwoord",
                                          begins + "vol"});
}
