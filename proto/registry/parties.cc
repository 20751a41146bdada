#include "proto/registry/parties.h"

#include <utility>

#include "proto/json/json_writer.h"
#include "proto/registry/gebruik_json.h"
#include "proto/registry/parties_json.h"

namespace vish::proto {

using nlohmann::ordered_json;

std::optional<Organisatie> read_organisatie(StrictObject& root, Tijdstip aangemaakt_op) {
  auto oin = read_oin(root.required("oin"));
  auto naam = read_naam(root.required("naam"));
  const auto soort = root.required("soort").choice<Organisatiesoort>();
  if (!oin || !naam || !soort) return std::nullopt;
  return Organisatie{*std::move(oin), *std::move(naam), *soort, aangemaakt_op, std::nullopt};
}

std::optional<Bevrager> read_bevrager(StrictObject& root, Tijdstip aangemaakt_op) {
  auto oin = read_oin(root.required("oin"));
  const auto overeenkomstdatum = root.optional("overeenkomstdatum").datum();
  const auto gebruik = read_gebruik(root.optional("gebruik").object());
  if (!oin) return std::nullopt;
  return Bevrager{.oin = *std::move(oin),
                  .bevrager_id = {},
                  .overeenkomstdatum = overeenkomstdatum,
                  .aangemaakt_op = aangemaakt_op,
                  .gebruik = gebruik};
}

std::optional<Convenantpartner> read_convenantpartner(StrictObject& root) {
  auto naam = read_naam(root.required("naam"));
  const auto kvk = root.optional("kvkNummers");
  auto kvk_nummers = read_list<KvkNummer>(kvk, kKvkReason);
  const auto oin = root.optional("oins");
  auto oins = read_list<Oin>(oin, kOinReason);
  const auto ingangsdatum = root.required("ingangsdatum").datum();
  const auto eind = root.optional("einddatum");
  const auto einddatum = eind.datum();
  if (kvk.empty() && oin.empty()) kvk.refuse("required", "Geef minstens één KvK-nummer of OIN.");
  if (ingangsdatum && einddatum && *einddatum < *ingangsdatum) {
    eind.refuse("value", "De einddatum mag niet voor de ingangsdatum liggen.");
  }
  if (!naam || !ingangsdatum) return std::nullopt;
  return Convenantpartner{.convenantpartner_id = {},
                          .naam = *std::move(naam),
                          .kvk_nummers = std::move(kvk_nummers),
                          .oins = std::move(oins),
                          .ingangsdatum = *ingangsdatum,
                          .einddatum = einddatum};
}

Checked<Organisatie> organisatie_from_request(std::string_view body, Tijdstip now) {
  StrictDocument document(body);
  auto organisatie = read_organisatie(document.root(), now);
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(organisatie);
}

ordered_json as_json(const Organisatie& organisatie, Audience audience) {
  ordered_json json{{"oin", organisatie.oin.text()}, {"naam", organisatie.naam}, {"soort", to_text(organisatie.soort)}};
  if (audience == Audience::file) return json;
  json["aangemaaktOp"] = rfc3339(organisatie.aangemaakt_op);
  if (organisatie.beeindigd_op) json["beeindigdOp"] = rfc3339(*organisatie.beeindigd_op);
  return json;
}

std::string to_json(const Organisatie& organisatie) { return dump(as_json(organisatie)); }

std::string to_record(const Organisatie& organisatie) { return dump(as_json(organisatie, Audience::storage)); }

std::optional<Organisatie> organisatie_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  const auto aangemaakt_op = root.required("aangemaaktOp").tijdstip();
  const auto beeindigd_op = root.optional("beeindigdOp").tijdstip();
  auto organisatie = read_organisatie(root, aangemaakt_op.value_or(Tijdstip()));
  if (!document.close().empty()) return std::nullopt;
  organisatie->beeindigd_op = beeindigd_op;
  return organisatie;
}

Checked<Bevrager> bevrager_from_request(std::string_view body, Tijdstip now) {
  StrictDocument document(body);
  auto bevrager = read_bevrager(document.root(), now);
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(bevrager);
}

ordered_json as_json(const Bevrager& bevrager, Audience audience) {
  const bool with_given = audience != Audience::file;
  ordered_json json{{"oin", bevrager.oin.text()}};
  if (with_given) json["bevragerId"] = bevrager.bevrager_id;
  json["fase"] = to_text(bevrager.fase);
  if (bevrager.overeenkomstdatum) json["overeenkomstdatum"] = bevrager.overeenkomstdatum->text();
  if (with_given) json["aangemaaktOp"] = rfc3339(bevrager.aangemaakt_op);
  if (auto gebruik = as_json(bevrager.gebruik); !gebruik.empty()) json["gebruik"] = std::move(gebruik);
  return json;
}

std::string to_json(const Bevrager& bevrager) { return dump(as_json(bevrager)); }

std::string to_record(const Bevrager& bevrager) { return dump(as_json(bevrager, Audience::storage)); }

std::optional<Bevrager> bevrager_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  const auto aangemaakt_op = root.required("aangemaaktOp").tijdstip();
  auto bevrager_id = root.required("bevragerId").string();
  const auto fase = root.required("fase").choice<Aansluitfase>();
  root.optional("beeindigingDoor").string();  // in records of an earlier version
  auto bevrager = read_bevrager(root, aangemaakt_op.value_or(Tijdstip()));
  if (!document.close().empty()) return std::nullopt;
  bevrager->bevrager_id = *std::move(bevrager_id);
  bevrager->fase = *fase;
  return bevrager;
}

Checked<Convenantpartner> convenantpartner_from_request(std::string_view body) {
  StrictDocument document(body);
  auto partner = read_convenantpartner(document.root());
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(partner);
}

ordered_json as_json(const Convenantpartner& partner, Audience /*audience*/) {
  ordered_json json{{"convenantpartnerId", partner.convenantpartner_id},
                    {"naam", partner.naam},
                    {"kvkNummers", texts(partner.kvk_nummers)},
                    {"oins", texts(partner.oins)},
                    {"ingangsdatum", partner.ingangsdatum.text()}};
  if (partner.einddatum) json["einddatum"] = partner.einddatum->text();
  return json;
}

std::string to_json(const Convenantpartner& partner) { return dump(as_json(partner)); }

std::string to_record(const Convenantpartner& partner) { return dump(as_json(partner, Audience::storage)); }

std::optional<Convenantpartner> convenantpartner_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  auto convenantpartner_id = root.required("convenantpartnerId").string();
  auto partner = read_convenantpartner(root);
  if (!document.close().empty()) return std::nullopt;
  partner->convenantpartner_id = *std::move(convenantpartner_id);
  return partner;
}

Checked<Fasewisseling> fasewisseling_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  const auto fase = root.required("fase").choice<Aansluitfase>();
  auto reden = read_reden(root.required("reden"));
  const auto overeenkomstdatum = root.optional("overeenkomstdatum").datum();
  if (auto findings = document.close(); !findings.empty()) return findings;
  return Fasewisseling{*fase, *std::move(reden), overeenkomstdatum};
}

Checked<Sleutelwissel> sleutelwissel_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  const auto soort = root.required("soort").choice<Sleutelsoort>();
  auto reden = read_reden(root.required("reden"));
  if (auto findings = document.close(); !findings.empty()) return findings;
  return Sleutelwissel{*soort, *std::move(reden)};
}

Checked<std::string> reden_from_request(std::string_view body) {
  StrictDocument document(body);
  auto reden = read_reden(document.root().required("reden"));
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(reden);
}

}  // namespace vish::proto
