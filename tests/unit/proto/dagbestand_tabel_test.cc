#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::read;

namespace {

const std::string kFolder = VISH_DAGBESTANDEN;
/// Findings that do not come from the reader.
const std::set<std::string> kOfTheDelivery{"dubbel", "verstreken", "geen_testnummer", "kenmerk_nummer"};

std::string content(const std::string& name) {
  std::ifstream file(kFolder + "/" + name, std::ios::binary);
  REQUIRE(file.is_open());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string shown(const nlohmann::json& bevinding) {
  const std::string kolom = bevinding["kolom"].is_null() ? "-" : bevinding["kolom"].get<std::string>();
  return std::to_string(bevinding["regel"].get<int>()) + " " + kolom + " " + bevinding["code"].get<std::string>();
}

/// As the headers of the delivery make them.
vish::proto::Dagbestandregels regels_of(const nlohmann::json& entry) {
  auto regels = vish::proto::test::default_regels();
  const std::string type = entry.value("kopteksten", nlohmann::json::object()).value("Content-Type", "");
  const auto charset = type.find("charset=");
  if (charset != std::string::npos) regels.tekenset = vish::proto::parse_tekenset(type.substr(charset + 8));
  return regels;
}

}  // namespace

TEST_CASE("Each file of the table gives its findings, whole and byte by byte") {
  const auto table = nlohmann::json::parse(content("verwacht.json"));
  std::size_t files = 0;
  for (const auto& entry : table) {
    const std::string name = entry["bestand"];
    if (!name.ends_with(".csv")) continue;
    CAPTURE(name);
    std::vector<std::string> expected;
    for (const auto& bevinding : entry["bevindingen"]) {
      if (!kOfTheDelivery.contains(bevinding["code"].get<std::string>())) expected.push_back(shown(bevinding));
    }
    const auto reading = read(content(name), regels_of(entry));
    std::vector<std::string> found;
    for (const auto& bevinding : reading.bevindingen) {
      found.push_back(std::to_string(bevinding.regel) + " " + (bevinding.kolom.empty() ? "-" : bevinding.kolom) + " " +
                      std::string(bevinding.code.text()));
    }
    if (reading.fout)
      found.push_back(std::to_string(reading.fout->regel) + " - " + std::string(to_text(reading.fout->code)));
    CHECK(found == expected);
    ++files;
  }
  CHECK(files > 40);
}
