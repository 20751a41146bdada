#include "proto/dayfile/bevindingen.h"

#include <array>
#include <string>

namespace vish::proto::dagbestand {
namespace {

struct Entry {
  std::string_view code;
  Ernst ernst;
  std::string_view melding;
};

constexpr std::array<std::string_view, kColumns> kNames{"burgerservicenummer", "startdatum", "fase", "kenmerk",
                                                        "einddatum"};

/// In the order of Rowcode.
constexpr std::array kEntries{
    Entry{"verplicht", Ernst::fout, "Vul deze kolom; zij is verplicht."},
    Entry{"patroon", Ernst::fout, "Lever het burgerservicenummer aan als negen cijfers, zonder andere tekens."},
    Entry{"elfproef", Ernst::fout,
          "Controleer het burgerservicenummer: het voldoet niet aan de elfproef, er is waarschijnlijk een typefout."},
    Entry{"excel_notatie", Ernst::fout,
          "Het burgerservicenummer staat er als getal met een E, waarschijnlijk door Excel; cijfers zijn verloren "
          "gegaan. "
          "Maak het bestand opnieuw uit de bron, met deze kolom als tekst, en bewaar het niet vanuit Excel."},
    Entry{"bsn_opmaak", Ernst::waarschuwing,
          "Het burgerservicenummer bevatte punten, spaties of streepjes en is zonder die tekens verwerkt. "
          "Lever het aan als negen cijfers."},
    Entry{"voorloopnul", Ernst::waarschuwing,
          "Het burgerservicenummer telde acht cijfers en is met een nul ervoor verwerkt. "
          "Exporteer deze kolom als tekst, zodat voorloopnullen blijven staan."},
    Entry{"datum", Ernst::fout, "Geef een bestaande datum als jjjj-mm-dd of dd-mm-jjjj, zonder tijd."},
    Entry{"startdatum_na_peildatum", Ernst::fout,
          "De startdatum ligt na de peildatum. Corrigeer de startdatum of lever deze rij later aan."},
    Entry{"einddatum_voor_startdatum", Ernst::fout,
          "De einddatum ligt voor de startdatum. Corrigeer een van beide datums."},
    Entry{"fase", Ernst::fout,
          "Gebruik een van de fasen aanmelding, intake, stabilisatie, schuldregeling, oplossing of nazorg."},
    Entry{"kenmerk_te_lang", Ernst::fout, "Kort het kenmerk in tot hoogstens 64 tekens."},
    Entry{"kenmerk_tekens", Ernst::fout, "Verwijder regeleinden, tabs en andere stuurtekens uit het kenmerk."},
    Entry{"kenmerk_bevat_bsn", Ernst::waarschuwing,
          "Het kenmerk bevatte het burgerservicenummer en is weggelaten. Gebruik een eigen dossiernummer."},
    Entry{"vreemd_teken", Ernst::waarschuwing,
          "De waarde bevatte een verborgen of vreemd teken en is zonder dat teken, of met het gewone teken, verwerkt. "
          "Verwijder het in de bron."},
    Entry{"verpakt", Ernst::waarschuwing,
          "De waarde stond als =\"…\", tussen aanhalingstekens of achter een apostrof en is zonder die verwerkt. "
          "Lever alleen de waarde zelf aan."},
    Entry{"leeg_woord", Ernst::waarschuwing,
          "In deze kolom stond een woord voor geen waarde, zoals NULL; het is als leeg verwerkt. Laat de kolom dan "
          "leeg."},
    Entry{"aantal_velden", Ernst::fout,
          "Deze rij heeft een ander aantal velden dan de kopregel. Zet een waarde die het scheidingsteken bevat "
          "tussen aanhalingstekens."},
    Entry{"aanhalingsteken", Ernst::fout,
          "Na het sluitende aanhalingsteken staat nog tekst. Zet de hele waarde tussen aanhalingstekens en schrijf "
          "een aanhalingsteken daarbinnen dubbel."},
    Entry{"rijen_in_waarde", Ernst::fout,
          "In deze waarde staan een regeleinde en een scheidingsteken: waarschijnlijk zijn andere rijen erin opgegaan "
          "en hoort wat erna komt bij een daarvan. Controleer de aanhalingstekens."},
    Entry{"regeleinde_in_waarde", Ernst::waarschuwing,
          "In deze waarde staat een regeleinde of Ctrl-Z; er kunnen andere rijen in zijn opgegaan. Controleer de "
          "aanhalingstekens en haal regeleinden uit de waarden."},
    Entry{"lege_velden", Ernst::waarschuwing,
          "Deze rij heeft een ander aantal lege velden aan het einde dan de rijen ervoor; er kan een andere rij in "
          "zijn opgegaan. Geef elke rij evenveel scheidingstekens."},
    Entry{"datum", Ernst::fout,
          "Dit lijkt een deel van een datum, of delen van twee: er kan een andere rij in zijn opgegaan. Geef een "
          "bestaande datum als jjjj-mm-dd of dd-mm-jjjj, zonder tijd."},
    Entry{"laatste_regel", Ernst::waarschuwing,
          "De laatste regel heeft geen regeleinde en eindigt midden in een tekst: het bestand kan zijn afgekapt. Sluit "
          "ook de laatste regel af met een regeleinde."},
    Entry{"herhaalde_kopregel", Ernst::waarschuwing,
          "Deze regel herhaalt de kopregel, telt niet als rij en is overgeslagen. Lever een export per bestand aan."},
    Entry{"scheidingslijn", Ernst::waarschuwing,
          "Deze regel is een streep, telt niet als rij en is overgeslagen. Laat opmaak weg uit de export."},
    Entry{"slotregel", Ernst::waarschuwing,
          "Deze regel is een telling of eindmarkering, telt niet als rij en is overgeslagen. Laat haar weg uit de "
          "export."},
    Entry{"lege_rij", Ernst::waarschuwing,
          "Deze rij tussen de andere is leeg, telt niet als rij en is overgeslagen. Controleer of er een persoon hoort "
          "te staan, en laat lege rijen anders weg uit de export."},
};
static_assert(kEntries.size() == static_cast<std::size_t>(Rowcode::lege_rij) + 1);

constexpr std::string_view kEndsNobody = " Zolang deze rij zo in het bestand staat, beëindigt het bestand niemand.";

const Entry& entry(Rowcode code) { return kEntries.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string_view to_text(Kolom kolom) { return kNames.at(static_cast<std::size_t>(kolom)); }

bool is_fault(Rowcode code) { return entry(code).ernst == Ernst::fout; }

bool may_have_swallowed(Rowcode code) { return code >= Rowcode::aantal_velden && code <= Rowcode::laatste_regel; }

Bevinding make_bevinding(std::uint64_t regel, std::optional<Kolom> kolom, Rowcode code, const Signs& signs,
                         bool ends_nobody) {
  const Entry& found = entry(code);
  const bool names_nobody = kolom == Kolom::burgerservicenummer && is_fault(code);
  const std::string_view consequence = ends_nobody || names_nobody || may_have_swallowed(code) ? kEndsNobody : "";
  return {.regel = regel,
          .kolom = kolom ? std::string(to_text(*kolom)) : std::string(),
          .ernst = found.ernst,
          .code = std::string(found.code),
          .melding = std::string(found.melding)
                         .append(signs.empty() ? "" : " In de waarde staat " + signs.text() + ".")
                         .append(consequence)};
}

}  // namespace vish::proto::dagbestand
