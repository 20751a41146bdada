#include "proto/messages/backupmanifest.h"

#include <catch2/catch.hpp>

using vish::Tijdstip;
using namespace vish::proto;

TEST_CASE("a manifest says the same once it was written and read") {
  const Backupmanifest manifest{
      {12, Tijdstip(std::chrono::milliseconds(1764000000123)), "0190a", 345, 6789},
      {{"private/1/000012.sst", "ab", {{"1.cms", "cd"}, {"2.cms", "ef"}}}, {"meta/1", "01", {}}}};
  const auto text = to_json(manifest);
  const auto read = backupmanifest_from_json(text);
  REQUIRE(read.has_value());
  CHECK(to_json(*read) == text);
  CHECK(read->backup.gemaakt_op == manifest.backup.gemaakt_op);
  CHECK(read->bestanden.at(0).delen.at(1).sha256 == "ef");
}

TEST_CASE("a manifest of another version, cut short, or that is none, is not read") {
  const auto text = to_json({});
  auto other = text;
  other.replace(other.find("vish-backup 1"), 13, "vish-backup 2");
  CHECK_FALSE(backupmanifest_from_json(other).has_value());
  CHECK_FALSE(backupmanifest_from_json(text.substr(0, text.size() / 2)).has_value());
  CHECK_FALSE(backupmanifest_from_json("[]").has_value());
  CHECK_FALSE(backupmanifest_from_json("").has_value());
}
