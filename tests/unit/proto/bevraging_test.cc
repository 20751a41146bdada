#include "proto/messages/bevraging.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

using vish::Datum;
using vish::parse_tijdstip;
using namespace vish::proto;
using nlohmann::json;

namespace {

const std::string kBsn = "999990019";
const std::string kOtherBsn = "999993653";

json question() {
  return {{"burgerservicenummers", {kBsn, kOtherBsn}},
          {"kenmerk", "2026-004711"},
          {"doel", "dagvaarding"},
          {"opdrachtgever", "12345678"}};
}

json with(const std::string& name, const json& value) {
  auto changed = question();
  changed[name] = value;
  return changed;
}

std::vector<std::string> test_numbers(std::size_t count) {
  std::vector<std::string> result;
  for (int number = 999'990'000; result.size() < count; ++number) {
    if (Bsn::parse(std::to_string(number))) result.push_back(std::to_string(number));
  }
  return result;
}

/// All findings as "name code", separated by semicolons; empty: accepted.
std::string findings(const json& body) {
  const auto result = bevraging_from_json(body.dump());
  if (result) return "";
  std::string text;
  for (const auto& param : result.error()) {
    CHECK_FALSE(param.reason.empty());
    CHECK(param.reason.find("99999") == std::string::npos);
    text += (text.empty() ? "" : "; ") + param.name + " " + param.code;
  }
  REQUIRE_FALSE(text.empty());
  return text;
}

Matchantwoord answer(std::vector<Matchregistratie> registraties) {
  return {.match_id = "0199c1f0-7a3e-7c11-8000-1234567890ab",
          .tijdstip = *parse_tijdstip("2026-11-23T09:12:33.123Z"),
          .handelwijze = Handelwijze::opschorten,
          .resultaten = {{*Bsn::parse(kBsn), std::move(registraties)}, {*Bsn::parse(kOtherBsn), {}}}};
}

Matchregistratie registration() {
  return {.aansluitcode = "GM0344-SHV",
          .organisatie = "Gemeente Utrecht",
          .telefoon = "14 030",
          .email = "schuldhulp@voorbeeld.nl",
          .kenmerk = "SHV-2026-0012",
          .peildatum = *Datum::parse_iso("2026-11-22"),
          .fase = std::nullopt,
          .startdatum = std::nullopt};
}

}  // namespace

TEST_CASE("A good question is read whole") {
  const auto read = bevraging_from_json(question().dump());
  REQUIRE(read.has_value());
  REQUIRE(read->burgerservicenummers.size() == 2);
  CHECK(read->burgerservicenummers[0].digits() == kBsn);
  CHECK(read->burgerservicenummers[1].digits() == kOtherBsn);
  CHECK(read->kenmerk == "2026-004711");
  CHECK(read->doel == Doel::dagvaarding);
  REQUIRE(read->opdrachtgever.has_value());
  CHECK(std::get<KvkNummer>(*read->opdrachtgever).text() == "12345678");
}

TEST_CASE("The opdrachtgever may be left out, or be an OIN") {
  auto without = question();
  without.erase("opdrachtgever");
  REQUIRE(bevraging_from_json(without.dump()).has_value());
  CHECK_FALSE(bevraging_from_json(without.dump())->opdrachtgever.has_value());
  const auto with_oin = bevraging_from_json(with("opdrachtgever", "00000099000000001000").dump());
  REQUIRE(with_oin.has_value());
  CHECK(std::get<Oin>(*with_oin->opdrachtgever).text() == "00000099000000001000");
  CHECK(findings(with("opdrachtgever", "1234567")) == "opdrachtgever pattern");
  CHECK(findings(with("opdrachtgever", 12345678)) == "opdrachtgever type");
}

TEST_CASE("A question without anything names all that is missing") {
  CHECK(findings(json::object()) == "burgerservicenummers required; kenmerk required; doel required");
}

TEST_CASE("All mistakes in a question are reported at once") {
  const json body{{"burgerservicenummers", {"99999001", "999990018", kBsn, 7}},
                  {"kenmerk", ""},
                  {"doel", "Beslag"},
                  {"opdrachtgever", "x"},
                  {"extra", 1}};
  CHECK(findings(body) ==
        "burgerservicenummers[0] pattern; burgerservicenummers[1] elfproef; burgerservicenummers[3] type; "
        "kenmerk minLength; doel value; opdrachtgever pattern; extra unknownParam");
}

TEST_CASE("A question holds one to twenty BSNs") {
  CHECK(findings(with("burgerservicenummers", json::array())) == "burgerservicenummers minItems");
  CHECK(findings(with("burgerservicenummers", test_numbers(20))).empty());
  CHECK(findings(with("burgerservicenummers", test_numbers(21))) == "burgerservicenummers maxItems");
  CHECK(findings(with("burgerservicenummers", kBsn)) == "burgerservicenummers type");
}

TEST_CASE("A question names each person once") {
  CHECK(findings(with("burgerservicenummers", {kBsn, kOtherBsn, kBsn})) == "burgerservicenummers[2] uniqueItems");
  CHECK(findings(with("burgerservicenummers", {kBsn, kBsn, kBsn})) ==
        "burgerservicenummers[1] uniqueItems; burgerservicenummers[2] uniqueItems");
}

TEST_CASE("A kenmerk is one to sixty-four characters") {
  std::string accents;
  for (int i = 0; i < 64; ++i) accents += "é";
  CHECK(findings(with("kenmerk", accents)).empty());
  CHECK(findings(with("kenmerk", accents + "e")) == "kenmerk maxLength");
  CHECK(findings(with("kenmerk", "regel\neinde")) == "kenmerk pattern");
  CHECK(findings(with("kenmerk", " ")) == "kenmerk pattern");
  CHECK(findings(with("kenmerk", "zaak\u202E12")) == "kenmerk pattern");
  CHECK(findings(with("kenmerk", "zaak\u200B12")) == "kenmerk pattern");
}

TEST_CASE("A kenmerk cannot hold an asked BSN, however it is written") {
  for (const auto* kenmerk : {"999990019", "zaak 999990019/2", "9999.90.019", "999 990 019", "999-993-653",
                              "x9 9 9 9 9 3 6 5 3", "999\u2013990\u2013019", "1999990019", "999_990_019", "99999a0019",
                              "\uFF19\uFF19\uFF19\uFF19\uFF19\uFF10\uFF10\uFF11\uFF19"}) {
    INFO(kenmerk);
    CHECK(findings(with("kenmerk", kenmerk)) == "kenmerk value");
  }
  auto with_zero = with("kenmerk", "zaak 1234.5672");
  with_zero["burgerservicenummers"] = {"012345672"};
  CHECK(findings(with_zero) == "kenmerk value");
  CHECK(findings(with("kenmerk", "zaak 999990408")).empty());
  CHECK(findings(with("kenmerk", "99999a0018")).empty());
}

TEST_CASE("The answer has the shape of the contract") {
  CHECK(to_json(answer({registration()})) ==
        R"({"matchId":"0199c1f0-7a3e-7c11-8000-1234567890ab","tijdstip":"2026-11-23T09:12:33.123Z","resultaten":[)"
        R"({"burgerservicenummer":"999990019","match":true,"handelwijze":"opschorten","registraties":[)"
        R"({"aansluitcode":"GM0344-SHV","organisatie":"Gemeente Utrecht",)"
        R"("contact":{"telefoon":"14 030","email":"schuldhulp@voorbeeld.nl"},)"
        R"("kenmerk":"SHV-2026-0012","peildatum":"2026-11-22"}]},)"
        R"({"burgerservicenummer":"999993653","match":false,"registraties":[]}]})");
}

TEST_CASE("An answer without a match states no handelwijze") {
  CHECK(to_json(answer({})).find("handelwijze") == std::string::npos);
}

TEST_CASE("Fase and startdatum appear only where they were switched on, an empty kenmerk never") {
  auto registratie = registration();
  registratie.kenmerk = "";
  registratie.fase = Fase::nazorg;
  registratie.startdatum = *Datum::parse_iso("2026-01-31");
  const auto shown = json::parse(to_json(answer({registratie, registration()})))["resultaten"][0]["registraties"];
  REQUIRE(shown.size() == 2);
  CHECK_FALSE(shown[0].contains("kenmerk"));
  CHECK(shown[0]["fase"] == "nazorg");
  CHECK(shown[0]["startdatum"] == "2026-01-31");
  CHECK_FALSE(shown[1].contains("fase"));
  CHECK_FALSE(shown[1].contains("startdatum"));
}

TEST_CASE("Any text in an answer is escaped") {
  auto registratie = registration();
  registratie.kenmerk = "\"a\\b\"\n\t\x01 é € 😀 </script>";
  registratie.organisatie = "\x7f";
  const auto shown = json::parse(to_json(answer({registratie})))["resultaten"][0]["registraties"][0];
  CHECK(shown["kenmerk"] == registratie.kenmerk);
  CHECK(shown["organisatie"] == registratie.organisatie);
}

TEST_CASE("Text that is not UTF-8 still gives a readable answer") {
  auto registratie = registration();
  registratie.kenmerk = "a\xff";
  const auto shown = json::parse(to_json(answer({registratie})))["resultaten"][0]["registraties"][0];
  CHECK(shown["kenmerk"] == "a\uFFFD");
}
