#include <algorithm>
#include <utility>

#include "proto/registry/gebruik_json.h"
#include "proto/registry/parties_json.h"

// Changes of the parties other than an aansluiting.
namespace vish::proto {
namespace {

template <class T>
std::optional<std::vector<T>> read_optional_list(const StrictValue& value, std::string_view reason) {
  if (!value.present()) return std::nullopt;
  return read_list<T>(value, reason);
}

/// Returns the findings on a request for a change; a request that changes nothing gives one.
std::vector<InvalidParam> close(StrictDocument& document, bool changes) {
  auto findings = document.close();
  if (findings.empty() && !changes) findings.push_back({"", "required", std::string(kNoChange)});
  return findings;
}

}  // namespace

Checked<Organisatiewijziging> organisatiewijziging_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  Organisatiewijziging wijziging{.reden = read_reden(root.required("reden")).value_or(""),
                                 .naam = read_naam(root.optional("naam")),
                                 .soort = root.optional("soort").choice<Organisatiesoort>()};
  if (auto findings = close(document, wijziging.naam || wijziging.soort); !findings.empty()) return findings;
  return wijziging;
}

void apply(const Organisatiewijziging& wijziging, Organisatie& organisatie) {
  if (wijziging.naam) organisatie.naam = *wijziging.naam;
  if (wijziging.soort) organisatie.soort = *wijziging.soort;
}

Checked<Bevragerwijziging> bevragerwijziging_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  Bevragerwijziging wijziging{.reden = read_reden(root.required("reden")).value_or(""),
                              .gebruik = read_gebruik(root.optional("gebruik").object()),
                              .overeenkomstdatum = root.optional("overeenkomstdatum").datum()};
  const bool changes = wijziging.overeenkomstdatum || wijziging.gebruik != Gebruiksinstellingen();
  if (auto findings = close(document, changes); !findings.empty()) return findings;
  return wijziging;
}

void apply(const Bevragerwijziging& wijziging, Bevrager& bevrager) {
  apply(wijziging.gebruik, bevrager.gebruik);
  if (wijziging.overeenkomstdatum) bevrager.overeenkomstdatum = wijziging.overeenkomstdatum;
}

Checked<Convenantwijziging> convenantwijziging_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  Convenantwijziging wijziging{.reden = read_reden(root.required("reden")).value_or(""),
                               .naam = read_naam(root.optional("naam")),
                               .kvk_nummers = read_optional_list<KvkNummer>(root.optional("kvkNummers"), kKvkReason),
                               .oins = read_optional_list<Oin>(root.optional("oins"), kOinReason),
                               .ingangsdatum = root.optional("ingangsdatum").datum(),
                               .einddatum = root.optional("einddatum").datum()};
  const bool changes =
      wijziging.naam || wijziging.kvk_nummers || wijziging.oins || wijziging.ingangsdatum || wijziging.einddatum;
  if (auto findings = close(document, changes); !findings.empty()) return findings;
  return wijziging;
}

void apply(const Convenantwijziging& wijziging, Convenantpartner& partner) {
  if (wijziging.naam) partner.naam = *wijziging.naam;
  if (wijziging.kvk_nummers) partner.kvk_nummers = *wijziging.kvk_nummers;
  if (wijziging.oins) partner.oins = *wijziging.oins;
  if (wijziging.ingangsdatum) partner.ingangsdatum = *wijziging.ingangsdatum;
  if (wijziging.einddatum) partner.einddatum = wijziging.einddatum;
}

bool has_number(const Convenantpartner& partner, const KvkNummer& kvk) {
  const auto is_built_on_it = [&](const Oin& oin) { return kvk_nummer_in(oin) == kvk; };
  return std::ranges::find(partner.kvk_nummers, kvk) != partner.kvk_nummers.end() ||
         std::ranges::any_of(partner.oins, is_built_on_it);
}

bool has_number(const Convenantpartner& partner, const Oin& oin) {
  if (const auto kvk = kvk_nummer_in(oin)) return has_number(partner, *kvk);
  return std::ranges::find(partner.oins, oin) != partner.oins.end();
}

bool is_consistent(const Convenantpartner& partner) {
  return !(partner.kvk_nummers.empty() && partner.oins.empty()) &&
         (!partner.einddatum || *partner.einddatum >= partner.ingangsdatum);
}

}  // namespace vish::proto
