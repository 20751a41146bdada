#include "proto/messages/bevraging.h"

#include <algorithm>
#include <utility>

#include "proto/json/bsn_value.h"
#include "proto/json/json_writer.h"
#include "proto/json/strict_json.h"
#include "proto/terms/bsn_in_text.h"

namespace vish::proto {
namespace {

/// Reads the persons, and refuses a person that is there twice: a question about one person many times would measure
/// how long a look at that person takes.
std::vector<Bsn> read_bsns(const StrictValue& list) {
  std::vector<Bsn> result;
  for (const auto& element : list.list(1, Bevraging::kMaxBsns)) {
    const auto bsn = read_bsn(element);
    if (!bsn) continue;
    if (std::ranges::find(result, *bsn) != result.end()) {
      element.refuse("uniqueItems", "Dit burgerservicenummer staat al in de vraag; noem elke persoon één keer.");
      continue;
    }
    result.push_back(*bsn);
  }
  return result;
}

std::optional<std::string> read_kenmerk(const StrictValue& value, const std::vector<Bsn>& bsns) {
  auto kenmerk = value.text(1, Bevraging::kMaxKenmerk);
  if (!kenmerk) return std::nullopt;
  if (std::any_of(bsns.begin(), bsns.end(), [&](const Bsn& bsn) { return holds_bsn(*kenmerk, bsn); })) {
    value.refuse("value", "Het kenmerk mag geen gevraagd burgerservicenummer bevatten.");
    return std::nullopt;
  }
  return kenmerk;
}

std::optional<Opdrachtgever> read_opdrachtgever(const StrictValue& value) {
  const auto text = value.string();
  if (!text) return std::nullopt;
  if (auto kvk = KvkNummer::parse(*text)) return *std::move(kvk);
  if (auto oin = Oin::parse(*text)) return *std::move(oin);
  value.refuse("pattern", "Geef een KvK-nummer van acht cijfers of een OIN van twintig posities.");
  return std::nullopt;
}

void append_member(std::string& out, std::string_view name_and_colon, std::string_view value) {
  out += name_and_colon;
  append_quoted(out, value);
}

void append(std::string& out, const Matchregistratie& registratie) {
  append_member(out, R"({"aansluitcode":)", registratie.aansluitcode);
  append_member(out, R"(,"organisatie":)", registratie.organisatie);
  append_member(out, R"(,"contact":{"telefoon":)", registratie.telefoon);
  append_member(out, R"(,"email":)", registratie.email);
  out += '}';
  if (!registratie.kenmerk.empty()) append_member(out, R"(,"kenmerk":)", registratie.kenmerk);
  append_member(out, R"(,"peildatum":)", registratie.peildatum.text());
  if (registratie.fase) append_member(out, R"(,"fase":)", to_text(*registratie.fase));
  if (registratie.startdatum) append_member(out, R"(,"startdatum":)", registratie.startdatum->text());
  out += '}';
}

void append(std::string& out, const Matchresultaat& resultaat, Handelwijze handelwijze) {
  const bool match = !resultaat.registraties.empty();
  append_member(out, R"({"burgerservicenummer":)", resultaat.burgerservicenummer.digits());
  out += match ? R"(,"match":true)" : R"(,"match":false)";
  if (match) append_member(out, R"(,"handelwijze":)", to_text(handelwijze));
  out += R"(,"registraties":[)";
  for (const auto& registratie : resultaat.registraties) {
    if (&registratie != &resultaat.registraties.front()) out += ',';
    append(out, registratie);
  }
  out += "]}";
}

/// Returns a number of bytes that holds the whole answer in most cases.
std::size_t expected_size(const Matchantwoord& antwoord) {
  std::size_t size = 128;
  for (const auto& resultaat : antwoord.resultaten) size += 128 + 384 * resultaat.registraties.size();
  return size;
}

}  // namespace

Result<Bevraging, std::vector<InvalidParam>> bevraging_from_json(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  auto bsns = read_bsns(root.required("burgerservicenummers"));
  auto kenmerk = read_kenmerk(root.required("kenmerk"), bsns);
  const auto doel = root.required("doel").choice<Doel>();
  auto opdrachtgever = read_opdrachtgever(root.optional("opdrachtgever"));
  if (auto findings = document.close(); !findings.empty()) return findings;
  return Bevraging{std::move(bsns), *std::move(kenmerk), *doel, std::move(opdrachtgever)};
}

std::string to_json(const Matchantwoord& antwoord) {
  std::string out;
  out.reserve(expected_size(antwoord));
  append_member(out, R"({"matchId":)", antwoord.match_id);
  append_member(out, R"(,"tijdstip":)", rfc3339(antwoord.tijdstip));
  out += R"(,"resultaten":[)";
  for (const auto& resultaat : antwoord.resultaten) {
    if (&resultaat != &antwoord.resultaten.front()) out += ',';
    append(out, resultaat, antwoord.handelwijze);
  }
  out += "]}";
  return out;
}

}  // namespace vish::proto
