#include "proto/notices/status.h"

#include <algorithm>
#include <array>

#include "proto/notices/json_members.h"

namespace vish::proto {
namespace {

constexpr std::array<std::string_view, 3> kGeldigheidsoort{"server", "ca", "intrekkingslijst"};

}  // namespace

std::string_view to_text(Geldigheid::Soort soort) { return kGeldigheidsoort.at(static_cast<std::size_t>(soort)); }

template <>
std::optional<Geldigheid::Soort> from_text(std::string_view text) {
  const auto* const found = std::ranges::find(kGeldigheidsoort, text);
  if (found == kGeldigheidsoort.end()) return std::nullopt;
  return static_cast<Geldigheid::Soort>(found - kGeldigheidsoort.begin());
}

template <class Form>
void members(Form& form, Of<Form, Leveroverzicht>& leveringen) {
  form("registraties", leveringen.registraties);
  form("vastgehouden", leveringen.vastgehouden);
  form("vandaagVerwacht", leveringen.vandaag);
  form("opTijd", leveringen.op_tijd);
  form("teLaat", leveringen.te_laat);
  form("bevestigingNodig", leveringen.bevestiging_nodig);
  form("opvallend", leveringen.opvallend);
}

template <class Form>
void members(Form& form, Of<Form, Vraagoverzicht>& vragen) {
  form("personen", vragen.personen);
  form("matches", vragen.matches);
  form("geteldSindsOp", vragen.geteld_sinds_op);
  form("beantwoord", vragen.beantwoord);
  form("geweigerd", vragen.geweigerd);
}

template <class Form>
void members(Form& form, Of<Form, Bewaaroverzicht::Korter>& korter) {
  form("jaren", korter.jaren);
  form("vanafOp", korter.vanaf_op);
}

template <class Form>
void members(Form& form, Of<Form, Bewaaroverzicht>& termijn) {
  form("jaren", termijn.jaren);
  form("korter", termijn.korter);
}

template <class Form>
void members(Form& form, Of<Form, OudeSleutel>& sleutel) {
  form("sleutel", sleutel.sleutel);
  form("inGebruik", sleutel.in_gebruik);
  form("aansluitingen", sleutel.aansluitingen);
  form("vernietigingDoor", sleutel.vernietiging_door);
}

template <class Form>
void members(Form& form, Of<Form, Geldigheid>& geldigheid) {
  form("soort", geldigheid.soort);
  form("naam", geldigheid.naam);
  form("verlooptOp", geldigheid.verloopt_op);
}

template <class Form>
void members(Form& form, Of<Form, Schijf>& schijf) {
  form("schijf", schijf.naam);
  form("totaalBytes", schijf.totaal);
  form("vrijBytes", schijf.vrij);
  form("grensBytes", schijf.grens);
}

template <class Form>
void members(Form& form, Of<Form, Backupoverzicht>& backup) {
  form("nummer", backup.nummer);
  form("gemaaktOp", backup.gemaakt_op);
}

template <class Form>
void members(Form& form, Of<Form, Terugzetoverzicht::Levering>& levering) {
  form("aansluitcode", levering.aansluitcode);
  form("registraties", levering.registraties);
  form("peildatum", levering.peildatum);
}

template <class Form>
void members(Form& form, Of<Form, Terugzetoverzicht>& teruggezet) {
  form("backup", teruggezet.backup);
  form("gemaaktOp", teruggezet.gemaakt_op);
  form("teruggezetOp", teruggezet.teruggezet_op);
  form("auditregelsUitKopie", teruggezet.uit_kopie);
  form("aansluitingen", teruggezet.aansluitingen);
}

template <class Form>
void members(Form& form, Of<Form, Status>& status) {
  form("versie", status.versie);
  form("databaseId", status.database_id);
  form("gestartOp", status.gestart_op);
  form.derived("gereed", !status.reden);
  form("proef", status.proef);
  form("reden", status.reden);
  form("aansluitingen", status.aansluitingen);
  form("bevragers", status.bevragers);
  members(form, status.leveringen);
  form("vragen", status.vragen);
  form.counted("gebruiksalarm", status.gebruiksalarm, "oins", true);
  form("auditregels", status.auditregels);
  form("bewaartermijn", status.bewaartermijn);
  form("huidigeSleutels", status.huidige_sleutels);
  form("oudeSleutels", status.oude_sleutels);
  form.counted("wachtOpTweedePersoon", status.tweede_persoon, "verzoeken");
  form("geldigheid", status.geldigheid);
  form("schijven", status.schijven);
  form.counted("intrekkingslijstmeldingen", status.intrekkingslijstmeldingen, "meldingen");
  form.counted("testInProductie", status.test_in_productie, "meldingen");
  form("kopieVanVerantwoording", status.kopie_van_verantwoording);
  form("backup", status.backup);
  form("teruggezet", status.teruggezet);
}

nlohmann::ordered_json as_json(const Status& status) { return Writer::of(status); }

Status status_from_json(const nlohmann::json& json) {
  auto status = Reader::read_as<Status>(json);
  if (!status.reden && !json.at("gereed").get<bool>()) status.reden.emplace();
  return status;
}

}  // namespace vish::proto
