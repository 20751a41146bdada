#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "proto/registry/parties.h"
#include "support/findings.h"

using namespace vish::proto;
using nlohmann::json;
using vish::Datum;
using vish::parse_tijdstip;
using vish::Tijdstip;
using vish::test::findings;

namespace {

const std::string kOin = "00000099000000001000";
const std::string kOtherOin = "0000009900000000200A";
const Tijdstip kNow = *parse_tijdstip("2026-11-23T09:12:33.123Z");

json aansluiting() {
  return {{"aansluitcode", "GM0344-SHV"},
          {"organisatie", kOin},
          {"contact", {{"telefoon", "14 030"}, {"email", "schuldhulp@voorbeeld.nl"}}}};
}

std::string findings_with(const char* pointer, const json& value) {
  auto changed = aansluiting();
  changed[json::json_pointer(pointer)] = value;
  return findings(aansluiting_from_request(changed.dump(), kNow));
}

std::string partner_findings(const json& body) { return findings(convenantpartner_from_request(body.dump())); }

}  // namespace

TEST_CASE("A request makes an organisatie of this moment") {
  const json body{{"oin", kOin}, {"naam", "Gemeente Utrecht"}, {"soort", "gemeente"}};
  const auto made = organisatie_from_request(body.dump(), kNow);
  REQUIRE(made.has_value());
  CHECK(made->oin.text() == kOin);
  CHECK(made->naam == "Gemeente Utrecht");
  CHECK(made->soort == Organisatiesoort::gemeente);
  CHECK(made->aangemaakt_op == kNow);
  CHECK(to_json(*made) == R"({"oin":"00000099000000001000","naam":"Gemeente Utrecht","soort":"gemeente",)"
                          R"("aangemaaktOp":"2026-11-23T09:12:33.123Z"})");
  CHECK(organisatie_from_record(to_record(*made)) == *made);
}

TEST_CASE("A request for an organisatie cannot set what the server decides") {
  const json body{{"oin", "1"}, {"naam", ""}, {"soort", "bank"}, {"aangemaaktOp", "2026-11-23T09:12:33Z"}};
  CHECK(findings(organisatie_from_request(body.dump(), kNow)) ==
        "oin pattern; naam minLength; soort value; aangemaaktOp unknownParam");
}

TEST_CASE("A minimal aansluiting starts as aangemeld with the standard limits") {
  const auto made = aansluiting_from_request(aansluiting().dump(), kNow);
  REQUIRE(made.has_value());
  CHECK(made->fase == Aansluitfase::aangemeld);
  CHECK(made->drempels == Drempels{});
  CHECK(made->aanleveraars.empty());
  CHECK_FALSE(made->vroege_fasen);
  CHECK_FALSE(made->toon_fase);
  CHECK_FALSE(made->overeenkomstdatum.has_value());
  CHECK(made->schema == Aanleverschema{});
  CHECK(aanleveruur_text(made->schema.uur) == "09:00");
  CHECK(made->schema.dagen == Weekdagen("0011111"));
  CHECK(made->herstelpunten == 7);
  CHECK(made->aangemaakt_op == kNow);
  CHECK(made->fase_sinds == kNow);
  CHECK_FALSE(made->bevestigd_op.has_value());
}

TEST_CASE("Everything about an aansluiting can be set at once") {
  auto body = aansluiting();
  body["aanleveraars"] = {kOtherOin};
  body["overeenkomstdatum"] = "2026-01-31";
  body["drempels"] = {{"foutPercentage", 100}, {"afnameAantal", 1000000}};
  body["vroegeFasen"] = true;
  body["toonFase"] = true;
  body["aanleveruur"] = "23:59";
  body["aanleverdagen"] = {"zo", "ma"};
  body["herstelpunten"] = 31;
  const auto made = aansluiting_from_request(body.dump(), kNow);
  REQUIRE(made.has_value());
  REQUIRE(made->aanleveraars.size() == 1);
  CHECK(made->aanleveraars[0].text() == kOtherOin);
  CHECK(made->overeenkomstdatum == Datum::parse_iso("2026-01-31"));
  CHECK(made->drempels == Drempels{100, 10, 1'000'000});
  CHECK(made->vroege_fasen);
  CHECK(made->toon_fase);
  CHECK(made->schema == Aanleverschema{std::chrono::minutes(23 * 60 + 59), Weekdagen("1000001")});
  CHECK(made->herstelpunten == 31);
}

TEST_CASE("An aansluiting survives being written and read in every phase") {
  auto record = *aansluiting_from_request(aansluiting().dump(), kNow);
  record.nummer = 4'000'000'000;
  record.overeenkomstdatum = Datum::parse_iso("2026-01-31");
  record.schema = {std::chrono::minutes(5), Weekdagen("0100000")};
  record.herstelpunten = 0;
  record.fase_sinds = kNow + std::chrono::hours(1);
  record.bevestigd_op = kNow + std::chrono::hours(2);
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie, Aansluitfase::geschorst,
                          Aansluitfase::beeindigd}) {
    record.fase = fase;
    CHECK(aansluiting_from_record(to_record(record)) == record);
  }
}

TEST_CASE("A record of a version without a schedule gets the usual one") {
  auto stored = json::parse(to_record(*aansluiting_from_request(aansluiting().dump(), kNow)));
  for (const auto* name : {"aanleveruur", "aanleverdagen", "herstelpunten", "faseSinds"})
    REQUIRE(stored.erase(name) == 1);
  const auto read = aansluiting_from_record(stored.dump());
  REQUIRE(read.has_value());
  CHECK(read->schema == Aanleverschema{});
  CHECK(read->herstelpunten == 7);
  CHECK(read->fase_sinds == kNow);
}

TEST_CASE("A change of settings changes what it names and nothing else") {
  const auto before = *aansluiting_from_request(aansluiting().dump(), kNow);
  const json body{{"reden", "later klaar"}, {"aanleveruur", "10:30"}, {"contact", {{"email", "nieuw@voorbeeld.nl"}}}};
  const auto wijziging = instelwijziging_from_request(body.dump());
  REQUIRE(wijziging.has_value());
  CHECK(wijziging->reden == "later klaar");
  auto after = before;
  apply(*wijziging, after);
  CHECK(after.schema.uur == std::chrono::minutes(10 * 60 + 30));
  CHECK(after.contact == Contact{"14 030", "nieuw@voorbeeld.nl"});
  after.schema.uur = before.schema.uur;
  after.contact.email = before.contact.email;
  CHECK(after == before);
}

TEST_CASE("A change of settings can name all of them") {
  const json body{{"reden", "x"},
                  {"contact", {{"telefoon", "1"}, {"email", "a@b"}}},
                  {"drempels",
                   {{"foutPercentage", 1},
                    {"afnamePercentage", 2},
                    {"afnameAantal", 3},
                    {"nettoAfnamePercentage", 4},
                    {"groeiPercentage", 5},
                    {"groeiAantal", 6},
                    {"eersteHoogstens", 7}}},
                  {"vroegeFasen", true},
                  {"toonFase", true},
                  {"aanleveruur", "00:00"},
                  {"aanleverdagen", {"za"}},
                  {"herstelpunten", 0}};
  auto record = *aansluiting_from_request(aansluiting().dump(), kNow);
  apply(*instelwijziging_from_request(body.dump()), record);
  CHECK(record.contact == Contact{"1", "a@b"});
  CHECK(record.drempels == Drempels{1, 2, 3, 4, 5, 6, 7});
  CHECK(record.vroege_fasen);
  CHECK(record.toon_fase);
  CHECK(record.schema == Aanleverschema{std::chrono::minutes(0), Weekdagen("0100000")});
  CHECK(record.herstelpunten == 0);
}

TEST_CASE("A change of settings needs a reason and something that changes") {
  const auto of = [](const json& body) { return findings(instelwijziging_from_request(body.dump())); };
  CHECK(of({{"reden", "x"}}) == " required");
  CHECK(of({{"reden", "x"}, {"contact", json::object()}, {"drempels", json::object()}}) == " required");
  CHECK(of({{"aanleveruur", "10:00"}}) == "reden required");
  CHECK(of({{"reden", ""}, {"aanleveruur", "25:00"}, {"fase", "test"}, {"contact", {{"email", "x"}}}}) ==
        "reden minLength; contact.email minLength; aanleveruur pattern; fase unknownParam");
  CHECK(of({{"reden", "x"}, {"vroegeFasen", false}}).empty());
}

TEST_CASE("Each member of an aansluiting is checked under its own name") {
  CHECK(findings_with("/aansluitcode", "gm0344") == "aansluitcode pattern");
  CHECK(findings_with("/organisatie", "000000990000000010001") == "organisatie pattern");
  CHECK(findings_with("/contact", json::object()) == "contact.telefoon required; contact.email required");
  CHECK(findings_with("/contact/telefoon", std::string(41, '1')) == "contact.telefoon maxLength");
  CHECK(findings_with("/contact/fax", "1") == "contact.fax unknownParam");
  CHECK(findings_with("/aanleveraars", json{kOin, "x"}) == "aanleveraars[1] pattern");
  CHECK(findings_with("/overeenkomstdatum", "2026-02-30") == "overeenkomstdatum pattern");
  CHECK(findings_with("/drempels/foutPercentage", 101) == "drempels.foutPercentage value");
  CHECK(findings_with("/drempels/afnameAantal", 1'000'001) == "drempels.afnameAantal value");
  CHECK(findings_with("/drempels/nettoAfnamePercentage", 101) == "drempels.nettoAfnamePercentage value");
  CHECK(findings_with("/drempels/groeiPercentage", 10'001) == "drempels.groeiPercentage value");
  CHECK(findings_with("/drempels/groeiAantal", 10'000'001) == "drempels.groeiAantal value");
  CHECK(findings_with("/drempels/eersteHoogstens", 10'000'001) == "drempels.eersteHoogstens value");
  CHECK(findings_with("/vroegeFasen", "ja") == "vroegeFasen type");
  for (const auto* uur : {"9:00", "24:00", "09:60", "0900", "09:00:00", "", "ab:cd", "-1:00"}) {
    INFO(uur);
    CHECK(findings_with("/aanleveruur", uur) == "aanleveruur pattern");
  }
  CHECK(findings_with("/aanleverdagen", json::array()) == "aanleverdagen minItems");
  CHECK(findings_with("/aanleverdagen", {"ma", "MA", "ma", 1}) ==
        "aanleverdagen[1] value; aanleverdagen[2] value; aanleverdagen[3] type");
  CHECK(findings_with("/herstelpunten", 32) == "herstelpunten value");
  CHECK(findings_with("/faseSinds", "2026-11-23T09:12:33Z") == "faseSinds unknownParam");
  CHECK(findings_with("/bevestigdOp", "2026-11-23T09:12:33Z") == "bevestigdOp unknownParam");
  CHECK(findings_with("/nummer", 1) == "nummer unknownParam");
  CHECK(findings_with("/fase", "productie") == "fase unknownParam");
}

TEST_CASE("An e-mail address holds one @ with something on both sides") {
  for (const auto* email : {"a@", "@b.nl", "ab.nl", "a@b@c.nl", "a b@c.nl"}) {
    INFO(email);
    CHECK(!findings_with("/contact/email", email).empty());
  }
  CHECK(findings_with("/contact/email", "a@b").empty());
}

TEST_CASE("storage keeps all of an aansluiting, an answer shows no number, a file only what an operator decides") {
  const auto made = *aansluiting_from_request(aansluiting().dump(), kNow);
  auto record = as_json(made, Audience::storage);
  CHECK(record.dump() == to_record(made));
  CHECK(record.erase("nummer") == 1);
  CHECK(record.dump() == as_json(made).dump());
  CHECK(record.erase("aangemaaktOp") == 1);
  CHECK(record.erase("faseSinds") == 1);
  CHECK(record.dump() == as_json(made, Audience::file).dump());
}

TEST_CASE("A bevrager is made and survives being written and read") {
  auto made = bevrager_from_request(json{{"oin", kOin}, {"overeenkomstdatum", "2026-01-31"}}.dump(), kNow);
  REQUIRE(made.has_value());
  CHECK(made->fase == Aansluitfase::aangemeld);
  made->bevrager_id = "0199c1f0-7a3e-7c11-8000-1234567890ab";
  CHECK(to_json(*made) ==
        R"({"oin":"00000099000000001000","bevragerId":"0199c1f0-7a3e-7c11-8000-1234567890ab","fase":"aangemeld",)"
        R"("overeenkomstdatum":"2026-01-31","aangemaaktOp":"2026-11-23T09:12:33.123Z"})");
  CHECK(bevrager_from_record(to_record(*made)) == *made);
  CHECK(findings(bevrager_from_request("{}", kNow)) == "oin required");
}

TEST_CASE("A convenantpartner is made and survives being written and read") {
  const json body{{"naam", "Zorgverzekeraar"},
                  {"kvkNummers", {"12345678"}},
                  {"oins", {kOin}},
                  {"ingangsdatum", "2026-01-01"},
                  {"einddatum", "2026-01-01"}};
  auto made = convenantpartner_from_request(body.dump());
  REQUIRE(made.has_value());
  made->convenantpartner_id = "0199c1f0-7a3e-7c11-8000-1234567890ab";
  CHECK(convenantpartner_from_record(to_record(*made)) == *made);
}

TEST_CASE("A convenantpartner has a number and does not end before it starts") {
  CHECK(partner_findings({{"naam", "X"}, {"ingangsdatum", "2026-01-01"}}) == "kvkNummers required");
  CHECK(partner_findings({{"naam", "X"}, {"oins", json::array()}, {"ingangsdatum", "2026-01-01"}}) ==
        "kvkNummers required");
  CHECK(partner_findings(
            {{"naam", "X"}, {"oins", {kOin}}, {"ingangsdatum", "2026-01-02"}, {"einddatum", "2026-01-01"}}) ==
        "einddatum value");
  CHECK(partner_findings({{"naam", "X"}, {"kvkNummers", {"1"}}, {"ingangsdatum", "2026-01-01"}}) ==
        "kvkNummers[0] pattern");
}

TEST_CASE("A change of phase needs a reason") {
  const auto good = fasewisseling_from_request(R"({"fase":"test","reden":"Akkoord","overeenkomstdatum":"2026-01-31"})");
  REQUIRE(good.has_value());
  CHECK(good->fase == Aansluitfase::test);
  CHECK(good->reden == "Akkoord");
  CHECK(good->overeenkomstdatum == Datum::parse_iso("2026-01-31"));
  CHECK(findings(fasewisseling_from_request(R"({"fase":"weg","reden":" "})")) == "fase value; reden pattern");
}

TEST_CASE("A decision needs a reason of at most five hundred characters") {
  CHECK(*reden_from_request(R"({"reden":"Export hersteld"})") == "Export hersteld");
  CHECK(findings(reden_from_request("{}")) == "reden required");
  CHECK(findings(reden_from_request(json{{"reden", std::string(500, 'a')}}.dump())).empty());
  CHECK(findings(reden_from_request(json{{"reden", std::string(501, 'a')}}.dump())) == "reden maxLength");
}

TEST_CASE("A change of keys names a kind of key and a reason") {
  const auto wissel = *sleutelwissel_from_request(R"({"soort":"zegel","reden":"jaarlijks"})");
  CHECK(wissel.soort == Sleutelsoort::zegel);
  CHECK(wissel.reden == "jaarlijks");
  CHECK(findings(sleutelwissel_from_request(R"({"soort":"huis"})")) == "soort value; reden required");
}

TEST_CASE("A stored record of which any required member is missing, or that holds another, is refused") {
  const auto record = json::parse(to_record(*aansluiting_from_request(aansluiting().dump(), kNow)));
  for (const auto* name : {"aansluitcode", "nummer", "organisatie", "contact", "fase", "aangemaaktOp"}) {
    INFO(name);
    auto changed = record;
    changed.erase(name);
    CHECK_FALSE(aansluiting_from_record(changed.dump()).has_value());
  }
  auto changed = record;
  changed["x"] = 1;
  CHECK_FALSE(aansluiting_from_record(changed.dump()).has_value());
  CHECK_FALSE(organisatie_from_record(record.dump()).has_value());
  CHECK_FALSE(bevrager_from_record(record.dump()).has_value());
  CHECK_FALSE(convenantpartner_from_record(record.dump()).has_value());
}

TEST_CASE("No free text about a party holds a BSN; its telephone number may look like one") {
  const std::string held = "999990019";
  CHECK(findings(organisatie_from_request(json{{"oin", kOin}, {"naam", held}, {"soort", "sng"}}.dump(), kNow)) ==
        "naam value");
  CHECK(findings_with("/aansluitcode", held) == "aansluitcode value");
  CHECK(findings_with("/contact/email", held + "@voorbeeld.nl") == "contact.email value");
  CHECK(findings_with("/contact/telefoon", held).empty());
  CHECK(findings_with("/contact/telefoon", "0302860000").empty());
  CHECK(partner_findings({{"naam", "BSN 9999.90.019"}, {"oins", {kOin}}, {"ingangsdatum", "2026-01-01"}}) ==
        "naam value");
  const auto because = [&](json body) { return (body["reden"] = "over " + held, body.dump()); };
  CHECK(findings(fasewisseling_from_request(because({{"fase", "test"}}))) == "reden value");
  CHECK(findings(sleutelwissel_from_request(because({{"soort", "zegel"}}))) == "reden value");
  CHECK(findings(reden_from_request(because({}))) == "reden value");
  CHECK(findings(instelwijziging_from_request(because({{"toonFase", true}}))) == "reden value");
  CHECK(findings(organisatiewijziging_from_request(because({{"naam", held}}))) == "reden value; naam value");
  CHECK(findings(bevragerwijziging_from_request(because({{"overeenkomstdatum", "2026-01-01"}}))) == "reden value");
  CHECK(findings(convenantwijziging_from_request(because({{"naam", held}}))) == "reden value; naam value");
}
