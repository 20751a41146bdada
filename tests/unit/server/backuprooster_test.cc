#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "server/jobs/backup.h"

namespace vish::server {
namespace {

constexpr std::uint64_t kUur = 2;

std::optional<Tijdstip> utc(const std::string& moment) { return parse_tijdstip(moment + "Z").value(); }

bool due(const std::string& nu, std::optional<Tijdstip> last, std::optional<Tijdstip> tried = {}) {
  return backup_is_due(*utc(nu), kUur, last, tried);
}

TEST_CASE("the backup of a day is made once, from its hour in Amsterdam on") {
  CHECK_FALSE(due("2026-11-25T00:59:59", utc("2026-11-24T01:00:00")));
  CHECK(due("2026-11-25T01:00:00", utc("2026-11-24T23:00:00")));
  CHECK(due("2026-11-25T01:00:00", {}));
  CHECK_FALSE(due("2026-11-25T22:00:00", utc("2026-11-25T01:00:00")));
}

TEST_CASE("after a backup that failed the next try comes within the hour") {
  CHECK_FALSE(due("2026-11-25T02:00:00", {}, utc("2026-11-25T01:00:01")));
  CHECK(due("2026-11-25T02:00:00", {}, utc("2026-11-25T00:59:59")));
}

TEST_CASE("a clock that was a month ahead stops no backup") {
  CHECK(due("2026-11-25T02:00:00", utc("2026-12-25T02:00:00"), utc("2026-12-25T02:00:00")));
}

}  // namespace
}  // namespace vish::server
