#include "proto/notices/aandacht.h"

#include "base/calendar/nederlands.h"
#include "proto/terms/handeling.h"

namespace vish::proto {
namespace {

using Json = nlohmann::json;
using Punten = std::vector<Aandachtspunt>;
using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t kNamesWidth = 48;

std::uint64_t count(const Json& genoemd) { return genoemd.at("aantal").get<std::uint64_t>(); }

void look_at_server(const Json& status, Punten& punten) {
  if (status.contains("teruggezet")) {
    punten.push_back(
        {"Teruggezet uit back-up " + status.at("teruggezet").at("backup").dump() + ": er wordt geen vraag beantwoord",
         "vishctl backup open --reden REDEN"});
  } else if (!status.at("gereed").get<bool>()) {
    punten.push_back({"De server antwoordt niet op vragen: " + status.value("reden", ""), "journalctl --unit vishd"});
  }
  for (const auto& disk : status.at("schijven")) {
    if (disk.at("vrijBytes").get<std::uint64_t>() >= 2 * disk.at("grensBytes").get<std::uint64_t>()) continue;
    punten.push_back(
        {"De schijf met de " + disk.at("schijf").get<std::string>() + " raakt vol", "df --human-readable"});
  }
}

void look_at_deliveries(const Json& status, Punten& punten) {
  const auto look = [&](const char* member, const std::string& one, const std::string& more, const char* command) {
    const auto& genoemd = status.at(member);
    if (count(genoemd) > 0) punten.push_back({aantal_van(count(genoemd), one, more) + ": " + named(genoemd), command});
  };
  look("vastgehouden", "aanlevering vastgehouden", "aanleveringen vastgehouden",
       "vishctl aanlevering list --status vastgehouden");
  look("teLaat", "aansluiting te laat", "aansluitingen te laat", "vishctl aansluiting list");
  look("bevestigingNodig", "aansluiting te bevestigen", "aansluitingen te bevestigen",
       "vishctl aansluiting confirm AANSLUITCODE --reden REDEN");
}

std::string chapter(const std::string& title) { return "zie " + title + " in /usr/share/doc/vish/docs/beheer.md"; }

/// What is good by itself and odd together.
void look_at_oddities(const Json& status, Punten& punten) {
  const auto look = [&](const char* kind, const std::string& what) {
    const auto& genoemd = status.at("opvallend").at(kind);
    if (count(genoemd) > 0) punten.push_back({what + ": " + named(genoemd), "vishctl aanlevering list"});
  };
  look("niemandBeeindigd", "Foute rijen verhinderen al drie aanleveringen dat iemand wordt beëindigd");
  look("ongewijzigd", "Al tien leverdagen precies dezelfde personen en gegevens");
  look("correcties", "Drie of meer correcties van één peildatum");
  look("eerderBestand", "Een bestand dat al eerder was verwerkt is opnieuw van kracht");
  look("testnummers", "Testnummers in productie aangeleverd en overgeslagen");
  look("einddatums", "Binnen een week eindigen veel registraties door hun einddatum");
  look("verwisseld", "Meer dan de helft is binnen dertig dagen verdwenen en door anderen vervangen");
}

void look_at_tests(const Json& status, Punten& punten) {
  const auto& tests = status.at("testInProductie");
  if (count(tests) == 0) return;
  punten.push_back(
      {aantal_van(count(tests), "melding over testgegevens in productie", "meldingen over testgegevens in productie") +
           ": " + tests.at("meldingen").at(0).get<std::string>(),
       chapter("Proefinstallatie")});
}

void look_at_validity(const Json& status, Tijdstip nu, Punten& punten) {
  for (const auto& geldigheid : status.at("geldigheid")) {
    const auto soort = geldigheid.at("soort").get<std::string>();
    const bool is_list = soort == "intrekkingslijst";
    const auto what =
        (is_list ? "Intrekkingslijst van " : "Certificaat van ") + geldigheid.at("naam").get<std::string>();
    const std::string command =
        is_list ? "vishctl config check /etc/vish/vishd.toml" : "vishctl config reload --reden REDEN";
    if (!geldigheid.contains("verlooptOp")) {
      punten.push_back({what + " ontbreekt", command});
    } else if (moment_of(geldigheid.at("verlooptOp")) - nu < (is_list ? kIntrekkingslijstTijdig : kCertificaatTijdig)) {
      punten.push_back({what + ": " + time_left(geldigheid.at("verlooptOp"), nu), command});
    }
  }
}

void look_at_crl_notices(const Json& status, Punten& punten) {
  const auto& notices = status.at("intrekkingslijstmeldingen");
  if (count(notices) == 0) return;
  punten.push_back({aantal_van(count(notices), "melding over intrekkingslijsten", "meldingen over intrekkingslijsten") +
                        ": " + notices.at("meldingen").at(0).get<std::string>(),
                    chapter("Intrekkingslijsten")});
}

void look_at_keys(const Json& status, Punten& punten) {
  for (const auto& sleutel : status.at("oudeSleutels")) {
    if (sleutel.at("inGebruik").get<bool>() || sleutel.contains("vernietigingDoor")) continue;
    const auto naam = sleutel.at("sleutel").get<std::string>();
    punten.push_back({"Sleutel " + naam + " is leeg en kan weg", "vishctl sleutel destroy " + naam + " --reden REDEN"});
  }
}

void look_at_term(const Json& status, Punten& punten) {
  const auto& termijn = status.at("bewaartermijn");
  if (!termijn.contains("korter")) return;
  const auto& korter = termijn.at("korter");
  punten.push_back(
      {"Auditregels worden korter bewaard, " + korter.at("jaren").dump() + " jaar in plaats van " +
           termijn.at("jaren").dump() + ", vanaf " + korter.at("vanafOp").get<std::string>(),
       "vishctl audit list --handeling " + std::string(to_text(Handeling::configuratie_reload)) + " --laatste"});
}

void look_at_second_persons(const Json& status, Punten& punten) {
  const auto& wachtend = status.at("wachtOpTweedePersoon");
  for (const auto& verzoek : wachtend.at("verzoeken")) {
    const auto text = [&](const char* member) { return verzoek.at(member).get<std::string>(); };
    punten.push_back(
        {text("wat") + " wacht op een tweede beheerder; gevraagd door " + text("gevraagdDoor"), text("opdracht")});
  }
  if (wachtend.contains("meer")) {
    punten.push_back(
        {"Nog " + wachtend.at("meer").dump() + " verzoeken wachten op een tweede beheerder", "vishctl verzoek list"});
  }
}

void look_at_backup(const Json& status, Tijdstip nu, Punten& punten) {
  if (!status.at("kopieVanVerantwoording").get<bool>()) {
    punten.push_back({"Het auditlog heeft geen kopie op een andere schijf", chapter("Kopie van de verantwoording")});
  }
  if (!status.contains("backup")) {
    punten.push_back({"Er worden geen back-ups gemaakt", chapter("Back-up")});
    return;
  }
  const auto& backup = status.at("backup");
  if (!backup.contains("gemaaktOp")) {
    punten.push_back({"Er is nog geen back-up", "vishctl backup create --reden REDEN"});
    return;
  }
  const auto age = nu - moment_of(backup.at("gemaaktOp"));
  if (age > kBackupTijdig) punten.push_back({"De laatste back-up is oud", "vishctl backup create --reden REDEN"});
  if (age < -kKlokverschil) {
    punten.push_back({"De laatste back-up is van een moment dat nog komt: een klok staat of stond verkeerd",
                      "vishctl backup create --reden REDEN"});
  }
}

}  // namespace

std::vector<Aandachtspunt> aandachtspunten(const Json& status, Tijdstip nu) {
  Punten punten;
  look_at_server(status, punten);
  look_at_deliveries(status, punten);
  look_at_oddities(status, punten);
  const auto& alarm = status.at("gebruiksalarm");
  if (count(alarm) > 0) {
    punten.push_back({aantal_van(count(alarm), "gebruiksalarm", "gebruiksalarmen") + ": " + named(alarm, "oins"),
                      "vishctl bevrager show OIN"});
  }
  look_at_second_persons(status, punten);
  look_at_tests(status, punten);
  look_at_validity(status, nu, punten);
  look_at_crl_notices(status, punten);
  look_at_backup(status, nu, punten);
  look_at_term(status, punten);
  look_at_keys(status, punten);
  return punten;
}

std::string named(const Json& genoemd, const std::string& member) {
  std::string text;
  std::uint64_t shown = 0;
  for (const auto& name : genoemd.at(member)) {
    const auto& one = name.get_ref<const std::string&>();
    if (!text.empty() && text.size() + one.size() > kNamesWidth) break;
    text.append(text.empty() ? "" : ", ").append(one);
    ++shown;
  }
  const auto rest = count(genoemd) - shown;
  return rest == 0 ? text : text + " en nog " + std::to_string(rest);
}

std::string time_left(const Json& moment, Tijdstip nu) {
  const auto left = moment_of(moment) - nu;
  if (left.count() <= 0) return "verlopen";
  if (left < days(2)) return "nog " + std::to_string(std::chrono::floor<hours>(left).count()) + " uur";
  return "nog " + std::to_string(std::chrono::floor<days>(left).count()) + " dagen";
}

Tijdstip moment_of(const Json& moment) {
  const auto& text = moment.get_ref<const std::string&>();
  if (const auto tijdstip = parse_tijdstip(text)) return *tijdstip;
  throw Json::other_error::create(0, "geen moment: " + text, nullptr);
}

}  // namespace vish::proto
