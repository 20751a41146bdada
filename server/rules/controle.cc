#include "server/rules/controle.h"

#include "base/calendar/nederlands.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;
using enum Controleuitkomst;

constexpr auto kOver = "Er is niets meer te doen.";

bool was_in_test(Aansluitfase fase) { return fase != Aansluitfase::aangemeld; }

Controlepunt overeenkomst(const std::optional<Datum>& datum) {
  if (datum) return {"Overeenkomst", gedaan, "Van " + lange_dag(*datum) + "."};
  return {"Overeenkomst", te_doen, "Onderteken de overeenkomst met SNG en geef de datum door."};
}

Controlepunt fase_test(Aansluitfase fase, bool heeft_overeenkomst) {
  if (was_in_test(fase)) return {"Toegang tot de test", gedaan, "SNG heeft u tot de test toegelaten."};
  return {"Toegang tot de test", te_doen,
          heeft_overeenkomst ? "Vraag SNG om u tot de test toe te laten."
                             : "SNG laat u tot de test toe zodra er een overeenkomst is."};
}

/// Makes the point of the step to productie. `nodig` is what the test must still show; empty for nothing.
Controlepunt stap_naar_productie(Aansluitfase fase, const std::string& nodig, const std::string& gevolg) {
  const std::string wat = "Stap naar productie";
  if (fase == Aansluitfase::geschorst) {
    return {wat, te_doen, "U bent geschorst. Neem contact op met SNG om weer toegelaten te worden."};
  }
  if (proto::is_in_productie(fase)) return {wat, gedaan, "U neemt deel in productie."};
  return {wat, te_doen, (nodig.empty() ? "Alles is er. Vraag SNG om de stap." : "Eerst nodig: " + nodig) + gevolg};
}

std::string partij(const storage::Stand& stand, const proto::Oin& oin) {
  const auto* organisatie = stand.organisatie(oin.text());
  return (organisatie == nullptr ? "" : organisatie->naam + " ") + ("(OIN " + oin.text() + ")");
}

Controlepunt aanleveraars(const storage::Stand& stand, const proto::Aansluiting& aansluiting) {
  auto wie = partij(stand, aansluiting.organisatie);
  for (const auto& oin : aansluiting.aanleveraars) wie += ", " + partij(stand, oin);
  return {"Wie mag aanleveren", gedaan, wie + "."};
}

Controlepunt certificaat(bool gezien, const std::string& van) {
  if (gezien) return {"Certificaat", gedaan, "Gezien en toegelaten" + van + "."};
  return {"Certificaat", niet_bekend,
          "Dat ziet SNG pas als u verbinding maakt. Nodig is een geldig certificaat van PKIoverheid met het OIN in het "
          "onderwerp (serialNumber)."};
}

Controlepunt eerste_aanlevering(const storage::AansluitingState& aansluiting) {
  const std::string wat = "Aanlevering in de test";
  if (proto::is_in_productie(aansluiting.aansluiting.fase)) return {wat, gedaan, "De test is geslaagd."};
  if (const auto& peildatum = aansluiting.levering.peildatum) {
    return {wat, gedaan, "Verwerkt, met peildatum " + lange_dag(*peildatum) + "."};
  }
  return {wat, te_doen,
          "Lever een dagbestand aan dat wordt verwerkt. Alleen testnummers (999990000 tot en met 999999999) worden dan "
          "bewaard; andere rijen worden gecontroleerd en weggegooid."};
}

std::string bevindingen(const proto::Aanleverrapport& rapport) {
  if (rapport.bevindingen_per_code.empty()) return " Zonder bevindingen.";
  std::string text;
  for (const auto& [code, aantal] : rapport.bevindingen_per_code) {
    text += (text.empty() ? " Bevindingen: " : ", ") + std::string(code.text()) + " " + getal(aantal) + " keer";
  }
  return text + ".";
}

Controlepunt verslag(const proto::Aanleverrapport& rapport) {
  const bool goed = rapport.status == proto::Aanleverstatus::verwerkt && rapport.aantallen.foutief == 0;
  auto uitleg = "Peildatum " + lange_dag(rapport.peildatum) + ": " + std::string(to_text(rapport.status)) + ", " +
                aantal_van(rapport.aantallen.rijen, "rij", "rijen") + ", waarvan " + getal(rapport.aantallen.foutief) +
                " foutief.";
  if (rapport.reden) uitleg += " " + *rapport.reden;
  uitleg += bevindingen(rapport);
  if (!goed) uitleg += " Lees het verslag en los op wat er mis is.";
  return {"Laatste verslag", goed ? gedaan : te_doen, std::move(uitleg)};
}

Controlepunt dagelijks(const storage::AansluitingState& aansluiting, Tijdstip nu) {
  const auto& schema = aansluiting.aansluiting.schema;
  std::string dagen;
  for (std::size_t dag = 0; dag < schema.dagen.size(); ++dag) {
    if (schema.dagen.test(dag)) dagen.append(dagen.empty() ? "" : ", ").append(proto::weekdag_text(dag));
  }
  const auto ritme = leverritme(aansluiting.aansluiting, aansluiting.levering, nu);
  const bool loopt = aansluiting.aansluiting.fase == Aansluitfase::productie && aansluiting.levering.peildatum;
  return {"Dagelijks aanleveren", loopt && !ritme.te_laat ? gedaan : te_doen,
          "Het dagbestand moet binnen zijn voor " + proto::aanleveruur_text(schema.uur) + " op " + dagen +
              "; niet op feestdagen." + (ritme.te_laat ? " U bent nu te laat." : "")};
}

}  // namespace

std::string_view to_text(Controleuitkomst uitkomst) {
  switch (uitkomst) {
    case gedaan:
      return "gedaan";
    case te_doen:
      return "teDoen";
    case niet_bekend:
      return "nietBekend";
  }
  return "";
}

std::vector<Controlepunt> controle(const storage::Stand& stand, const storage::AansluitingState& aansluiting,
                                   const std::optional<proto::Aanleverrapport>& laatste, Tijdstip nu) {
  const auto& instelling = aansluiting.aansluiting;
  if (instelling.fase == Aansluitfase::beeindigd) return {{"Aansluiting beëindigd", gedaan, kOver}};
  const auto nodig = aansluiting.levering.peildatum ? "" : "een verwerkte aanlevering in de test.";
  std::vector<Controlepunt> punten{
      overeenkomst(instelling.overeenkomstdatum),
      {"Contact na een match", gedaan,
       "Deurwaarders zien " + instelling.contact.telefoon + " en " + instelling.contact.email +
           ". Geef het door als dit niet klopt."},
      aanleveraars(stand, instelling),
      certificaat(laatste.has_value(), laatste ? ", van OIN " + laatste->aangeleverd_door : ""),
      fase_test(instelling.fase, instelling.overeenkomstdatum.has_value()),
      eerste_aanlevering(aansluiting)};
  if (laatste) punten.push_back(verslag(*laatste));
  punten.push_back(stap_naar_productie(instelling.fase, nodig, " Van de test blijft dan niets over."));
  punten.push_back(dagelijks(aansluiting, nu));
  return punten;
}

std::vector<Controlepunt> controle(const proto::Bevrager& bevrager, bool testvraag_beantwoord) {
  if (bevrager.fase == Aansluitfase::beeindigd) return {{"Bevrager beëindigd", gedaan, kOver}};
  const auto testvraag =
      testvraag_beantwoord
          ? Controlepunt{"Vraag in de test", gedaan, "Er is een testvraag beantwoord."}
          : Controlepunt{"Vraag in de test", te_doen,
                         "Stel een vraag over een testnummer (999990000 tot en met 999999999), met een kenmerk."};
  return {overeenkomst(bevrager.overeenkomstdatum), certificaat(testvraag_beantwoord, ""),
          fase_test(bevrager.fase, bevrager.overeenkomstdatum.has_value()), testvraag,
          stap_naar_productie(bevrager.fase, testvraag_beantwoord ? "" : "een beantwoorde testvraag.", "")};
}

}  // namespace vish::server
