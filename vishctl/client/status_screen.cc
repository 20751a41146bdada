#include "vishctl/client/status_screen.h"

#include <iomanip>
#include <sstream>
#include <utility>
#include <vector>

#include "base/calendar/nederlands.h"
#include "proto/notices/aandacht.h"

namespace vish::vishctl {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

constexpr double kGigabyte = 1e9;

std::string number(const Json& status, const char* pointer) {
  return std::to_string(status.at(Json::json_pointer(pointer)).get<std::uint64_t>());
}

std::string gigabytes(const Json& bytes) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << bytes.get<double>() / kGigabyte << " GB";
  auto dutch = text.str();
  if (const auto point = dutch.find('.'); point != std::string::npos) dutch[point] = ',';
  return dutch;
}

/// Those phases that anyone is in.
std::string phases(const Json& counts) {
  std::string text;
  for (const auto* fase : {"productie", "test", "aangemeld", "geschorst", "beeindigd"}) {
    const auto& aantal = counts.at(fase);
    if (aantal != 0) text += (text.empty() ? "" : ", ") + aantal.dump() + " " + fase;
  }
  return text.empty() ? "geen" : text;
}

void add_server(const Json& status, Facts& facts) {
  const bool ready = status.at("gereed").get<bool>();
  facts.emplace_back("Server", "versie " + status.at("versie").get<std::string>() + ", " +
                                   (ready ? "gereed" : "niet gereed") +
                                   (status.at("proef").get<bool>() ? ", proefinstallatie" : "") + ", sinds " +
                                   datum_en_tijd(proto::moment_of(status.at("gestartOp"))));
  facts.emplace_back("  database", status.at("databaseId").get<std::string>());
}

void add_deliveries(const Json& status, Facts& facts) {
  facts.emplace_back("Leveringen", number(status, "/vandaagVerwacht") + " vandaag verwacht, " +
                                       number(status, "/opTijd") + " op tijd, " + number(status, "/teLaat/aantal") +
                                       " te laat");
  facts.emplace_back("  voor u", number(status, "/vastgehouden/aantal") + " vastgehouden, " +
                                     number(status, "/bevestigingNodig/aantal") + " te bevestigen");
  facts.emplace_back("  te laat", proto::named(status.at("teLaat")));
  facts.emplace_back("  vastgehouden", proto::named(status.at("vastgehouden")));
  facts.emplace_back("  te bevestigen", proto::named(status.at("bevestigingNodig")));
  facts.emplace_back("  aansluitingen", phases(status.at("aansluitingen")));
  facts.emplace_back("  registraties", number(status, "/registraties"));
}

void add_questions(const Json& status, Facts& facts) {
  const auto& vragen = status.at("vragen");
  facts.emplace_back("Vragen vandaag",
                     number(vragen, "/personen") + " personen, " + number(vragen, "/matches") + " matches");
  facts.emplace_back("  beantwoord", number(vragen, "/beantwoord") + " vragen, geteld sinds " +
                                         datum_en_tijd(proto::moment_of(vragen.at("geteldSindsOp"))));
  std::string refused;
  for (const auto& [reden, aantal] : vragen.at("geweigerd").items()) {
    refused += (refused.empty() ? "" : ", ") + aantal.dump() + " " + reden;
  }
  facts.emplace_back("  geweigerd", refused.empty() ? "0" : refused);
  facts.emplace_back("  gebruiksalarm", proto::named(status.at("gebruiksalarm"), "oins"));
  facts.emplace_back("  bevragers", phases(status.at("bevragers")));
  facts.emplace_back("  auditregels", number(status, "/auditregels"));
  facts.emplace_back("  bewaartermijn", number(status, "/bewaartermijn/jaren") + " jaar");
}

void add_keys(const Json& status, Facts& facts) {
  std::string current;
  for (const auto& naam : status.at("huidigeSleutels")) {
    current += (current.empty() ? "" : ", ") + naam.get<std::string>();
  }
  facts.emplace_back("Sleutels", current);
  for (const auto& sleutel : status.at("oudeSleutels")) {
    const auto& by = sleutel.at("aansluitingen");
    auto why = by.at("aantal") == 0 ? std::string("nog in gebruik") : "nog nodig voor " + proto::named(by);
    if (!sleutel.at("inGebruik").get<bool>()) why = "leeg";
    if (sleutel.contains("vernietigingDoor")) {
      why = "vernietiging gevraagd door " + sleutel.at("vernietigingDoor").get<std::string>();
    }
    facts.emplace_back("  oud", sleutel.at("sleutel").get<std::string>() + ": " + why);
  }
}

void add_validity(const Json& status, Tijdstip nu, Facts& facts) {
  for (const auto& geldigheid : status.at("geldigheid")) {
    const auto soort = geldigheid.at("soort").get<std::string>();
    const auto title = soort == "server" ? "Certificaten" : soort == "ca" ? "  CA" : "  intrekkingslijst";
    const auto left =
        geldigheid.contains("verlooptOp") ? proto::time_left(geldigheid.at("verlooptOp"), nu) : "ontbreekt";
    facts.emplace_back(title, left + ": " + geldigheid.at("naam").get<std::string>());
  }
}

void add_storage(const Json& status, Facts& facts) {
  for (const auto& disk : status.at("schijven")) {
    const auto naam = disk.at("schijf").get<std::string>();
    facts.emplace_back(naam == "database" ? "Disk" : "  " + naam,
                       gigabytes(disk.at("vrijBytes")) + " vrij van " + gigabytes(disk.at("totaalBytes")) + "; onder " +
                           gigabytes(disk.at("grensBytes")) + " wordt niets geschreven");
  }
  if (!status.contains("backup")) return;
  const auto& backup = status.at("backup");
  facts.emplace_back("Back-up", backup.contains("gemaaktOp")
                                    ? "nummer " + backup.at("nummer").dump() + " van " +
                                          datum_en_tijd(proto::moment_of(backup.at("gemaaktOp")))
                                    : std::string("nog geen"));
}

/// How old the index is that was put back, for each aansluiting.
void add_teruggezet(const Json& status, Facts& facts) {
  if (!status.contains("teruggezet")) return;
  const auto& teruggezet = status.at("teruggezet");
  facts.emplace_back("Teruggezet", "back-up " + teruggezet.at("backup").dump() + " van " +
                                       datum_en_tijd(proto::moment_of(teruggezet.at("gemaaktOp"))));
  facts.emplace_back("  auditlog", number(teruggezet, "/auditregelsUitKopie") + " regels van daarna uit de kopie");
  for (const auto& aansluiting : teruggezet.at("aansluitingen")) {
    facts.emplace_back("  " + aansluiting.at("aansluitcode").get<std::string>(),
                       aansluiting.contains("peildatum")
                           ? number(aansluiting, "/registraties") + " registraties van peildatum " +
                                 aansluiting.at("peildatum").get<std::string>()
                           : std::string("nog geen aanlevering"));
  }
}

std::string attention(const std::vector<proto::Aandachtspunt>& punten) {
  if (punten.empty()) return "Alles in orde.\n";
  std::string text = "Dit vraagt uw aandacht:\n";
  for (const auto& [wat, opdracht] : punten) text += "  " + printable(wat) + "\n      " + printable(opdracht) + "\n";
  return text;
}

}  // namespace

std::string status_screen(const Json& status, Tijdstip nu) {
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
