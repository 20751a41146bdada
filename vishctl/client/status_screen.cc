#include "vishctl/client/status_screen.h"

#include <iomanip>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "base/calendar/nederlands.h"
#include "proto/notices/aandacht.h"
#include "vishctl/client/table.h"

namespace vish::vishctl {
namespace {

using proto::Aansluitfase;
using proto::Geldigheid;
using proto::Status;
using Facts = std::vector<std::pair<std::string, std::string>>;

constexpr double kGigabyte = 1e9;

std::string gigabytes(std::uint64_t bytes) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << static_cast<double>(bytes) / kGigabyte << " GB";
  auto dutch = text.str();
  if (const auto point = dutch.find('.'); point != std::string::npos) dutch[point] = ',';
  return dutch;
}

std::string listed(const std::vector<std::string>& parts, const std::string& none) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? none : text;
}

/// Returns the phases that any party is in, with their numbers.
std::string phases(const std::map<Aansluitfase, std::uint64_t>& counts) {
  std::vector<std::string> parts;
  for (const auto fase : {Aansluitfase::productie, Aansluitfase::test, Aansluitfase::aangemeld, Aansluitfase::geschorst,
                          Aansluitfase::beeindigd}) {
    const auto aantal = counts.at(fase);
    if (aantal != 0) parts.push_back(std::to_string(aantal) + " " + std::string(to_text(fase)));
  }
  return listed(parts, "geen");
}

void add_server(const Status& status, Facts& facts) {
  facts.emplace_back("Server", "versie " + status.versie + ", " + (status.reden ? "niet gereed" : "gereed") +
                                   (status.proef ? ", proefinstallatie" : "") + ", sinds " +
                                   datum_en_tijd(status.gestart_op));
  facts.emplace_back("  database", status.database_id);
}

void add_deliveries(const Status& status, Facts& facts) {
  const auto& leveringen = status.leveringen;
  facts.emplace_back("Leveringen", std::to_string(leveringen.vandaag) + " vandaag verwacht, " +
                                       std::to_string(leveringen.op_tijd) + " op tijd, " +
                                       std::to_string(leveringen.te_laat.aantal) + " te laat");
  facts.emplace_back("  voor u", std::to_string(leveringen.vastgehouden.aantal) + " vastgehouden, " +
                                     std::to_string(leveringen.bevestiging_nodig.aantal) + " te bevestigen");
  facts.emplace_back("  te laat", named(leveringen.te_laat));
  facts.emplace_back("  vastgehouden", named(leveringen.vastgehouden));
  facts.emplace_back("  te bevestigen", named(leveringen.bevestiging_nodig));
  facts.emplace_back("  aansluitingen", phases(status.aansluitingen));
  facts.emplace_back("  registraties", std::to_string(leveringen.registraties));
}

void add_questions(const Status& status, Facts& facts) {
  const auto& vragen = status.vragen;
  facts.emplace_back("Vragen vandaag",
                     std::to_string(vragen.personen) + " personen, " + std::to_string(vragen.matches) + " matches");
  facts.emplace_back("  beantwoord", std::to_string(vragen.beantwoord) + " vragen, geteld sinds " +
                                         datum_en_tijd(vragen.geteld_sinds_op));
  std::vector<std::string> refused;
  for (const auto& [reden, aantal] : vragen.geweigerd) refused.push_back(std::to_string(aantal) + " " + reden);
  facts.emplace_back("  geweigerd", listed(refused, "0"));
  facts.emplace_back("  gebruiksalarm", named(status.gebruiksalarm));
  facts.emplace_back("  bevragers", phases(status.bevragers));
  facts.emplace_back("  auditregels", std::to_string(status.auditregels));
  facts.emplace_back("  bewaartermijn", std::to_string(status.bewaartermijn.jaren) + " jaar");
}

std::string fate_of(const proto::OudeSleutel& sleutel) {
  if (sleutel.vernietiging_door) return "vernietiging gevraagd door " + *sleutel.vernietiging_door;
  if (!sleutel.in_gebruik) return "leeg";
  return sleutel.aansluitingen.aantal == 0 ? "nog in gebruik" : "nog nodig voor " + named(sleutel.aansluitingen);
}

void add_keys(const Status& status, Facts& facts) {
  facts.emplace_back("Sleutels", listed(status.huidige_sleutels, ""));
  for (const auto& sleutel : status.oude_sleutels) {
    facts.emplace_back("  oud", sleutel.sleutel + ": " + fate_of(sleutel));
  }
}

std::string title_of(Geldigheid::Soort soort) {
  if (soort == Geldigheid::Soort::server) return "Certificaten";
  return soort == Geldigheid::Soort::ca ? "  CA" : "  intrekkingslijst";
}

void add_validity(const Status& status, Tijdstip nu, Facts& facts) {
  for (const auto& [soort, naam, verloopt_op] : status.geldigheid) {
    facts.emplace_back(title_of(soort), (verloopt_op ? proto::time_left(*verloopt_op, nu) : "ontbreekt") + ": " + naam);
  }
}

void add_storage(const Status& status, Facts& facts) {
  for (const auto& [naam, totaal, vrij, grens] : status.schijven) {
    facts.emplace_back(
        naam == "database" ? "Disk" : "  " + naam,
        gigabytes(vrij) + " vrij van " + gigabytes(totaal) + "; onder " + gigabytes(grens) + " wordt niets geschreven");
  }
  if (!status.backup) return;
  const auto& [nummer, gemaakt_op] = *status.backup;
  facts.emplace_back("Back-up", nummer && gemaakt_op
                                    ? "nummer " + std::to_string(*nummer) + " van " + datum_en_tijd(*gemaakt_op)
                                    : "nog geen");
}

/// Adds the age of the index that was put back, for each aansluiting.
void add_teruggezet(const Status& status, Facts& facts) {
  if (!status.teruggezet) return;
  const auto& teruggezet = *status.teruggezet;
  facts.emplace_back("Teruggezet",
                     "back-up " + std::to_string(teruggezet.backup) + " van " + datum_en_tijd(teruggezet.gemaakt_op));
  facts.emplace_back("  auditlog", std::to_string(teruggezet.uit_kopie) + " regels van daarna uit de kopie");
  for (const auto& [code, registraties, peildatum] : teruggezet.aansluitingen) {
    facts.emplace_back("  " + code,
                       peildatum ? std::to_string(registraties) + " registraties van peildatum " + peildatum->text()
                                 : "nog geen aanlevering");
  }
}

std::string attention(const std::vector<proto::Aandachtspunt>& punten) {
  if (punten.empty()) return "Alles in orde.\n";
  std::string text = "Dit vraagt uw aandacht:\n";
  for (const auto& [wat, opdracht] : punten) text += "  " + printable(wat) + "\n      " + printable(opdracht) + "\n";
  return text;
}

}  // namespace

std::string status_screen(const proto::Status& status, Tijdstip nu) {
  Facts facts;
  add_server(status, facts);
  add_deliveries(status, facts);
  add_questions(status, facts);
  add_keys(status, facts);
  add_validity(status, nu, facts);
  add_storage(status, facts);
  add_teruggezet(status, facts);
  return attention(proto::aandachtspunten(status, nu)) + "\n" + aligned_facts(facts);
}

}  // namespace vish::vishctl
