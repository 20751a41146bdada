#include "proto/notices/aandacht.h"

#include "base/calendar/nederlands.h"
#include "proto/terms/handeling.h"

namespace vish::proto {
namespace {

using Punten = std::vector<Aandachtspunt>;
using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t kNamesWidth = 48;

void look_at_server(const Status& status, Punten& punten) {
  if (const auto& teruggezet = status.teruggezet) {
    punten.push_back(
        {"Teruggezet uit back-up " + std::to_string(teruggezet->backup) + ": er wordt geen vraag beantwoord",
         "vishctl backup open --reden REDEN"});
  } else if (status.reden) {
    punten.push_back({"De server antwoordt niet op vragen: " + *status.reden, "journalctl --unit vishd"});
  }
  for (const auto& schijf : status.schijven) {
    if (schijf.vrij >= 2 * schijf.grens) continue;
    punten.push_back({"De schijf met de " + schijf.naam + " raakt vol", "df --human-readable"});
  }
}

void look_at_deliveries(const Leveroverzicht& leveringen, Punten& punten) {
  const auto look = [&](const Genoemd& genoemd, const std::string& one, const std::string& more, const char* command) {
    if (genoemd.aantal > 0) punten.push_back({aantal_van(genoemd.aantal, one, more) + ": " + named(genoemd), command});
  };
  look(leveringen.vastgehouden, "aanlevering vastgehouden", "aanleveringen vastgehouden",
       "vishctl aanlevering list --status vastgehouden");
  look(leveringen.te_laat, "aansluiting te laat", "aansluitingen te laat", "vishctl aansluiting list");
  look(leveringen.bevestiging_nodig, "aansluiting te bevestigen", "aansluitingen te bevestigen",
       "vishctl aansluiting confirm AANSLUITCODE --reden REDEN");
}

std::string chapter(const std::string& title) { return "zie " + title + " in /usr/share/doc/vish/docs/beheer.md"; }

std::string sentence(Opvallend opvallend) {
  switch (opvallend) {
    case Opvallend::niemand_beeindigd:
      return "Foute rijen verhinderen al drie aanleveringen dat iemand wordt beëindigd";
    case Opvallend::ongewijzigd:
      return "Al tien leverdagen precies dezelfde personen en gegevens";
    case Opvallend::correcties:
      return "Drie of meer correcties van één peildatum";
    case Opvallend::eerder_bestand:
      return "Een bestand dat al eerder was verwerkt is opnieuw van kracht";
    case Opvallend::testnummers:
      return "Testnummers in productie aangeleverd en overgeslagen";
    case Opvallend::einddatums:
      return "Binnen een week eindigen veel registraties door hun einddatum";
    case Opvallend::verwisseld:
      return "Meer dan de helft is binnen dertig dagen verdwenen en door anderen vervangen";
  }
  return "";
}

void look_at_oddities(const Leveroverzicht& leveringen, Punten& punten) {
  for (const auto& [opvallend, genoemd] : leveringen.opvallend) {
    if (genoemd.aantal > 0) punten.push_back({sentence(opvallend) + ": " + named(genoemd), "vishctl aanlevering list"});
  }
}

void look_at_alarms(const Genoemd& alarm, Punten& punten) {
  if (alarm.aantal == 0) return;
  punten.push_back({aantal_van(alarm.aantal, "gebruiksalarm", "gebruiksalarmen") + ": " + named(alarm),
                    "vishctl bevrager show OIN"});
}

void look_at_notices(const Genoemd& notices, const std::string& about, const std::string& title, Punten& punten) {
  if (notices.aantal == 0) return;
  punten.push_back(
      {aantal_van(notices.aantal, "melding over " + about, "meldingen over " + about) + ": " + notices.eerste.at(0),
       chapter(title)});
}

void look_at_validity(const Status& status, Tijdstip nu, Punten& punten) {
  for (const auto& geldigheid : status.geldigheid) {
    const bool is_list = geldigheid.soort == Geldigheid::Soort::intrekkingslijst;
    const auto what = (is_list ? "Intrekkingslijst van " : "Certificaat van ") + geldigheid.naam;
    const std::string command =
        is_list ? "vishctl config check /etc/vish/vishd.toml" : "vishctl config reload --reden REDEN";
    if (!geldigheid.verloopt_op) {
      punten.push_back({what + " ontbreekt", command});
    } else if (*geldigheid.verloopt_op - nu < (is_list ? kIntrekkingslijstTijdig : kCertificaatTijdig)) {
      punten.push_back({what + ": " + time_left(*geldigheid.verloopt_op, nu), command});
    }
  }
}

void look_at_keys(const Status& status, Punten& punten) {
  for (const auto& [naam, in_gebruik, aansluitingen, vernietiging_door] : status.oude_sleutels) {
    if (in_gebruik || vernietiging_door) continue;
    punten.push_back({"Sleutel " + naam + " is leeg en kan weg", "vishctl sleutel destroy " + naam + " --reden REDEN"});
  }
}

void look_at_term(const Bewaaroverzicht& termijn, Punten& punten) {
  if (!termijn.korter) return;
  punten.push_back(
      {"Auditregels worden korter bewaard, " + std::to_string(termijn.korter->jaren) + " jaar in plaats van " +
           std::to_string(termijn.jaren) + ", vanaf " + rfc3339(termijn.korter->vanaf_op),
       "vishctl audit list --handeling " + std::string(to_text(Handeling::configuratie_reload)) + " --laatste"});
}

void look_at_second_persons(const Geteld<Verzoekmelding>& wachtend, Punten& punten) {
  for (const auto& verzoek : wachtend.eerste) {
    punten.push_back(
        {verzoek.wat + " wacht op een tweede beheerder; gevraagd door " + verzoek.gevraagd_door, verzoek.opdracht});
  }
  if (const auto rest = wachtend.rest()) {
    punten.push_back(
        {"Nog " + std::to_string(*rest) + " verzoeken wachten op een tweede beheerder", "vishctl verzoek list"});
  }
}

void look_at_backup(const Status& status, Tijdstip nu, Punten& punten) {
  if (!status.kopie_van_verantwoording) {
    punten.push_back({"Het auditlog heeft geen kopie op een andere schijf", chapter("Kopie van de verantwoording")});
  }
  if (!status.backup) {
    punten.push_back({"Er worden geen back-ups gemaakt", chapter("Back-up")});
    return;
  }
  if (!status.backup->gemaakt_op) {
    punten.push_back({"Er is nog geen back-up", "vishctl backup create --reden REDEN"});
    return;
  }
  const auto age = nu - *status.backup->gemaakt_op;
  if (age > kBackupTijdig) punten.push_back({"De laatste back-up is oud", "vishctl backup create --reden REDEN"});
  if (age < -kKlokverschil) {
    punten.push_back({"De laatste back-up is van een moment dat nog komt: een klok staat of stond verkeerd",
                      "vishctl backup create --reden REDEN"});
  }
}

}  // namespace

std::vector<Aandachtspunt> aandachtspunten(const Status& status, Tijdstip nu) {
  Punten punten;
  look_at_server(status, punten);
  look_at_deliveries(status.leveringen, punten);
  look_at_oddities(status.leveringen, punten);
  look_at_alarms(status.gebruiksalarm, punten);
  look_at_second_persons(status.tweede_persoon, punten);
  look_at_notices(status.test_in_productie, "testgegevens in productie", "Proefinstallatie", punten);
  look_at_validity(status, nu, punten);
  look_at_notices(status.intrekkingslijstmeldingen, "intrekkingslijsten", "Intrekkingslijsten", punten);
  look_at_backup(status, nu, punten);
  look_at_term(status.bewaartermijn, punten);
  look_at_keys(status, punten);
  return punten;
}

std::string named(const Genoemd& genoemd) {
  std::string text;
  std::uint64_t shown = 0;
  for (const auto& one : genoemd.eerste) {
    if (!text.empty() && text.size() + one.size() > kNamesWidth) break;
    text.append(text.empty() ? "" : ", ").append(one);
    ++shown;
  }
  const auto rest = genoemd.aantal - shown;
  return rest == 0 ? text : text + " en nog " + std::to_string(rest);
}

std::string time_left(Tijdstip moment, Tijdstip nu) {
  const auto left = moment - nu;
  if (left.count() <= 0) return "verlopen";
  if (left < days(2)) return "nog " + std::to_string(std::chrono::floor<hours>(left).count()) + " uur";
  return "nog " + std::to_string(std::chrono::floor<days>(left).count()) + " dagen";
}

}  // namespace vish::proto
