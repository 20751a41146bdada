#include "server/beheer/auditvraag.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/beheer/beheer_routes.h"
#include "support/opslag.h"

using namespace vish::server;
using vish::rfc3339;
using vish::proto::to_text;

namespace {

using Asked = std::vector<std::pair<std::string, std::string>>;

Request request_of(const Asked& query) {
  Request request;
  for (const auto& [name, value] : query) request.query.emplace_back(name, value);
  return request;
}

/// The route's own, as Service asks for them.
std::vector<vish::proto::InvalidParam> findings(const Request& request) {
  return query_findings(audit_routes(std::make_shared<Leestempo>()).front().terms.query, request);
}

vish::storage::Auditvraag asked(const Asked& query) {
  const auto request = request_of(query);
  REQUIRE(findings(request).empty());
  return auditpagina_from(request);
}

std::vector<std::string> refused(const Asked& query) {
  auto wrong = findings(request_of(query));
  try {
    if (wrong.empty()) asked(query);
  } catch (const Refusal& refusal) {
    wrong = refusal.problem.invalid_params;
  }
  std::vector<std::string> names;
  for (const auto& param : wrong) names.push_back(param.name);
  return names;
}

}  // namespace

TEST_CASE("a day of the audit log is one of Amsterdam, also when the clock changes in it") {
  const auto summer = asked({{"van", "2026-07-01"}, {"tot", "2026-07-01"}});
  CHECK(rfc3339(*summer.van) == "2026-06-30T22:00:00.000Z");
  CHECK(rfc3339(*summer.tot) == "2026-07-01T22:00:00.000Z");
  const auto autumn = asked({{"van", "2026-10-25"}, {"tot", "2026-10-25"}});
  CHECK(*autumn.tot - *autumn.van == std::chrono::hours(25));
}

TEST_CASE("a moment is included at both ends") {
  const auto vraag = asked({{"van", "2026-07-01T10:00:00+02:00"}, {"tot", "2026-07-01T10:00:00+02:00"}});
  CHECK(rfc3339(*vraag.van) == "2026-07-01T08:00:00.000Z");
  CHECK(rfc3339(*vraag.tot) == "2026-07-01T08:00:00.001Z");
}

TEST_CASE("all that is wrong with filters of the audit log is told at once") {
  using Names = std::vector<std::string>;
  CHECK(refused({{"van", "gisteren"}, {"tot", "2026-02-30"}, {"actor", ""}, {"laatste", "ja"}}) ==
        Names{"laatste", "van", "tot", "actor"});
  CHECK(refused({{"van", "2026-07-02"}, {"tot", "2026-07-01"}}) == Names{"tot"});
  CHECK(refused({{"uitkomst", std::string(257, 'x')}}) == Names{"uitkomst"});
  CHECK(refused({{"onderwerp", "999990019"}}) == Names{"onderwerp"});
  CHECK(refused({{"van", "2026-07-01"}, {"tot", "2026-07-01"}, {"actor", "j.jansen"}}).empty());
}

TEST_CASE("a value of any kind that is not UTF-8 is refused, and never recorded") {
  using Names = std::vector<std::string>;
  for (const auto* bad : {"m\xFCller", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
    INFO(bad);
    CHECK(refused({{"actor", bad}}) == Names{"actor"});
    CHECK(refused({{"van", bad}, {"matchId", bad}, {"laatste", bad}}) == Names{"laatste", "matchId", "van"});
  }
  CHECK(refused({{"actor", "m\xC3\xBCller"}, {"onderwerp", "\xF0\x9F\x92\xB6"}}).empty());
}

TEST_CASE("a page shows lines with bytes that are not UTF-8, which an earlier version stored") {
  vish::test::Opslag opslag;
  auto line = vish::test::handeling("audit.list", "auditor", "actor=m\xFCller");
  line.onderwerp = "\xC3";
  vish::test::need(opslag.store->audit().append_and_wait({{line}, std::nullopt}));
  vish::storage::Auditvraag all;
  const auto pagina = vish::test::need(opslag.store->audit().list(all));
  CHECK(pagina.regels.back().reden == line.reden);
  const auto shown = nlohmann::json::parse(auditpagina_view(pagina)).at("auditregels").back();
  CHECK(shown.at("reden") == "actor=m\uFFFDller");
  CHECK(shown.at("onderwerp") == "\uFFFD");
  CHECK(nlohmann::json::parse(vish::proto::to_json(pagina.regels.back())) == shown);
}
