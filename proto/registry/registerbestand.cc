#include "proto/registry/registerbestand.h"

#include <array>
#include <set>
#include <utility>

#include "base/core/hex.h"
#include "proto/json/json_writer.h"
#include "proto/registry/parties_json.h"

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMaxParties = 10'000;
constexpr std::size_t kUuidLength = 36;
constexpr std::size_t kFingerprintLength = 64;

template <class Party>
ordered_json list_of(const std::vector<Party>& parties) {
  auto list = ordered_json::array();
  for (const auto& party : parties) list.push_back(as_json(party, Audience::file));
  return list;
}

/// Reads the parties of a list, and refuses a party whose text under `key` an earlier party has.
template <class Party, class Read>
std::vector<Party> read_parties(const StrictValue& value, std::string_view key, const Read& read) {
  std::vector<Party> parties;
  std::set<std::string> seen;
  for (const auto& element : value.list(0, kMaxParties)) {
    auto& object = element.object();
    const auto named = object.optional(key);
    auto party = read(object);
    const auto name = named.present() && party ? named.string() : std::nullopt;
    if (name && !seen.insert(*name).second) named.refuse("value", "Deze partij staat al eerder in het bestand.");
    if (party) parties.push_back(*std::move(party));
  }
  return parties;
}

/// Returns a reader of parties with a phase.
template <class Party>
auto with_fase(std::optional<Party> (*read)(StrictObject&, Tijdstip), Tijdstip now) {
  return [read, now](StrictObject& object) {
    const auto fase = object.optional("fase").choice<Aansluitfase>();
    auto party = read(object, now);
    if (party && fase) party->fase = *fase;
    return party;
  };
}

/// Whether a text is a UUID: hex digits as 8-4-4-4-12 (RFC 9562).
bool is_uuid(std::string_view text) {
  constexpr std::array<std::size_t, 4> kHyphens{23, 18, 13, 8};
  if (text.size() != kUuidLength) return false;
  std::string digits(text);
  for (const auto at : kHyphens) {
    if (digits[at] != '-') return false;
    digits.erase(at, 1);
  }
  return is_hex(digits);
}

std::optional<Convenantpartner> read_partner(StrictObject& object) {
  const auto value = object.optional("convenantpartnerId");
  const auto id = value.string();
  if (id && !is_uuid(*id)) value.refuse("pattern", "Geef een UUID, of niets.");
  auto partner = read_convenantpartner(object);
  if (partner && id) partner->convenantpartner_id = *id;
  return partner;
}

Registerbestand read_bestand(StrictObject& root, Tijdstip now) {
  const auto dated = [now](auto* read) { return [read, now](StrictObject& object) { return read(object, now); }; };
  return {
      .organisaties = read_parties<Organisatie>(root.optional("organisaties"), "oin", dated(read_organisatie)),
      .aansluitingen = read_parties<Aansluiting>(root.optional("aansluitingen"), "aansluitcode",
                                                 with_fase<Aansluiting>(read_aansluiting, now)),
      .bevragers = read_parties<Bevrager>(root.optional("bevragers"), "oin", with_fase<Bevrager>(read_bevrager, now)),
      .convenantpartners =
          read_parties<Convenantpartner>(root.optional("convenantpartners"), "convenantpartnerId", read_partner),
      .operators = read_parties<Operator>(root.optional("operators"), "naam", dated(read_operator))};
}

}  // namespace

ordered_json as_json(const Registerbestand& bestand) {
  return {{"organisaties", list_of(bestand.organisaties)},
          {"aansluitingen", list_of(bestand.aansluitingen)},
          {"bevragers", list_of(bestand.bevragers)},
          {"convenantpartners", list_of(bestand.convenantpartners)},
          {"operators", list_of(bestand.operators)}};
}

std::string to_json(const Registerbestand& bestand) { return dump(as_json(bestand)); }

Checked<Registerimport> registerimport_from_request(std::string_view body, Tijdstip now) {
  StrictDocument document(body, kMaxRegisterBytes);
  auto& root = document.root();
  Registerimport invoer;
  invoer.proef = root.optional("proef").boolean().value_or(false);
  if (!invoer.proef) {
    invoer.reden = read_reden(root.required("reden")).value_or("");
    const auto fingerprint = root.required("registerstand");
    invoer.registry_fingerprint = fingerprint.string().value_or("");
    if (fingerprint.present() &&
        (invoer.registry_fingerprint.size() != kFingerprintLength || !is_hex(invoer.registry_fingerprint))) {
      fingerprint.refuse("pattern", "Geef de registerstand van de vergelijking.");
    }
  }
  invoer.bestand = read_bestand(root.required("register").object(), now);
  if (auto findings = document.close(); !findings.empty()) return findings;
  return invoer;
}

}  // namespace vish::proto
