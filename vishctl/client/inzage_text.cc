#include "vishctl/client/inzage_text.h"

#include <map>
#include <sstream>

#include "base/calendar/clock.h"
#include "base/calendar/datum.h"
#include "base/calendar/nederlands.h"
#include "vishctl/client/table.h"

namespace vish::vishctl {

namespace {

constexpr auto kIntro =
    "De Verwijsindex Schuldhulpverlening (VISH) laat gerechtsdeurwaarders weten dat iemand\n"
    "schuldhulp krijgt, zodat zij niet ondertussen doorgaan met incasseren. Gemeenten leveren\n"
    "elke dag aan wie zij helpen. Hieronder staat wat de index van u bewaart en wie naar u\n"
    "heeft gevraagd.\n";
constexpr auto kClosing =
    "Klopt er iets niet in uw gegevens, neem dan contact op met de gemeente of instelling die\n"
    "hierboven staat: zij is verantwoordelijk voor haar gegevens en verbetert ze. De index\n"
    "bewaart eerdere aanleveringen korte tijd om fouten te kunnen herstellen; die tellen niet\n"
    "mee in antwoorden. Wie vroeg, deed dat als verantwoordelijke voor zijn eigen dossier; bij\n"
    "hem kunt u navragen waarom. SNG beheert de index. U kunt een klacht indienen bij de\n"
    "Autoriteit Persoonsgegevens.\n";

std::string text_at(const Json& json, const char* pointer) {
  const Json::json_pointer at(pointer);
  return json.contains(at) ? printable(json.at(at).get<std::string>()) : "";
}

std::string moment_at(const Json& json, const char* pointer) {
  const auto moment = parse_tijdstip(text_at(json, pointer));
  return moment ? lange_dag(amsterdam_day(*moment)) + ", " + kloktijd(*moment) : "";
}

std::string purpose(const std::string& doel) {
  static const std::map<std::string, std::string> known{
      {"dagvaarding", "een dagvaarding"}, {"beslag", "een beslag"}, {"anders", "een ander doel"}};
  const auto found = known.find(doel);
  return found == known.end() ? doel : found->second;
}

void write_registraties(std::ostream& out, const Json& list) {
  out << "Wat er is vastgelegd\n\n";
  if (list.empty()) out << "U staat niet in de index.\n";
  for (const auto& een : list) {
    out << aligned_facts({{"Organisatie", text_at(een, "/organisatie/naam")},
                          {"Telefoon", text_at(een, "/contact/telefoon")},
                          {"E-mail", text_at(een, "/contact/email")},
                          {"Fase van de hulp", text_at(een, "/fase")},
                          {"Begonnen op", text_at(een, "/startdatum")},
                          {"Eindigt op", text_at(een, "/einddatum")},
                          {"Kenmerk", text_at(een, "/kenmerk")},
                          {"Laatst bevestigd", text_at(een, "/peildatum")}})
        << "\n";
  }
}

void write_bevragingen(std::ostream& out, const Json& list) {
  out << "Wie naar u heeft gevraagd\n\n";
  if (list.empty()) out << "Niemand.\n";
  for (const auto& een : list) {
    out << moment_at(een, "/tijdstip") << ": " << text_at(een, "/bevrager/naam") << " (OIN "
        << text_at(een, "/bevrager/oin") << ")\n  voor " << purpose(text_at(een, "/doel")) << ", kenmerk "
        << text_at(een, "/kenmerk")
        << "; antwoord: " << (een.at("match").get<bool>() ? "u krijgt schuldhulp" : "u staat niet in de index") << "\n";
  }
}

void write_inzagen(std::ostream& out, const Json& list) {
  out << "\nWie uw gegevens heeft ingezien om inzage te geven\n\n";
  for (const auto& een : list) out << moment_at(een, "/tijdstip") << ": SNG, " << text_at(een, "/reden") << "\n";
}

}  // namespace

std::string inzage_text(const Json& inzage) {
  std::ostringstream out;
  out << "INZAGE IN DE VERWIJSINDEX SCHULDHULPVERLENING\n\nOpgemaakt op " << moment_at(inzage, "/ingezienOp") << "\n\n"
      << kIntro << "\n";
  write_registraties(out, inzage.at("registraties"));
  out << "\n";
  write_bevragingen(out, inzage.at("bevragingen"));
  write_inzagen(out, inzage.at("inzagen"));
  out << "\n" << kClosing;
  return out.str();
}

}  // namespace vish::vishctl
