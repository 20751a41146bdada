#include "proto/notices/tweede_persoon.h"
#include "vishctl/client/view.h"

namespace vish::vishctl {

namespace {

constexpr Field kOrganisatie[] = {{"OIN", "/oin"},
                                  {"Naam", "/naam"},
                                  {"Soort", "/soort"},
                                  {"Aangemaakt op", "/aangemaaktOp"},
                                  {"Levert voor", "/levertVoor"},
                                  {"Beëindigd op", "/beeindigdOp"}};
constexpr Field kLeverancier[] = {
    {"OIN", "/oin"}, {"Naam", "/naam"}, {"Levert voor", "/levertVoor"}, {"Beëindigd op", "/beeindigdOp"}};

constexpr Field kAansluitingen[] = {{"Aansluitcode", "/aansluitcode"},
                                    {"Organisatie", "/organisatie"},
                                    {"Fase", "/fase"},
                                    {"Registraties", "/aantalRegistraties", Align::right},
                                    {"Laatste peildatum", "/laatsteAanlevering/peildatum"},
                                    {"Status", "/laatsteAanlevering/status"},
                                    {"Te laat", "/teLaat"},
                                    {"Bevestigen sinds", "/bevestigingNodigSinds"},
                                    {"Wacht op tweede", "/verzoeken/0/handeling"},
                                    {"Gevraagd door", "/verzoeken/0/gevraagdDoor"}};
constexpr Field kAansluiting[] = {{"Aansluitcode", "/aansluitcode"},
                                  {"Organisatie", "/organisatie"},
                                  {"Fase", "/fase"},
                                  {"Overeenkomst", "/overeenkomstdatum"},
                                  {"Telefoon", "/contact/telefoon"},
                                  {"E-mail", "/contact/email"},
                                  {"Aanleveraars", "/aanleveraars"},
                                  {"Foutpercentage", "/drempels/foutPercentage"},
                                  {"Afnamepercentage", "/drempels/afnamePercentage"},
                                  {"Afname in aantal", "/drempels/afnameAantal"},
                                  {"Netto-afnamepercentage", "/drempels/nettoAfnamePercentage"},
                                  {"Groeipercentage", "/drempels/groeiPercentage"},
                                  {"Groei in aantal", "/drempels/groeiAantal"},
                                  {"Eerste bestand hoogstens", "/drempels/eersteHoogstens"},
                                  {"Vroege fasen", "/vroegeFasen"},
                                  {"Toont fase", "/toonFase"},
                                  {"Aanleveruur", "/aanleveruur"},
                                  {"Aanleverdagen", "/aanleverdagen"},
                                  {"Herstelpunten", "/herstelpunten"},
                                  {"Aangemaakt op", "/aangemaaktOp"},
                                  {"In deze fase sinds", "/faseSinds"},
                                  {"Einde gevraagd door", "/beeindigingDoor"},
                                  {"Registraties", "/aantalRegistraties"},
                                  {"Laatste peildatum", "/laatsteAanlevering/peildatum"},
                                  {"Laatste status", "/laatsteAanlevering/status"},
                                  {"Ontvangen op", "/laatsteAanlevering/ontvangenOp"},
                                  {"Te laat", "/teLaat"},
                                  {"Volgende uiterlijk op", "/volgendeUiterlijkOp"},
                                  {"Bevestigd op", "/bevestigdOp"},
                                  {"Bevestigen sinds", "/bevestigingNodigSinds"}};
constexpr Field kHerstelbaar[] = {{"Terug te draaien naar", "/aanleveringId"},
                                  {"Peildatum", "/peildatum"},
                                  {"Registraties", "/aantalRegistraties", Align::right}};

constexpr Field kBevragers[] = {{"OIN", "/oin"},
                                {"Fase", "/fase"},
                                {"Overeenkomst", "/overeenkomstdatum"},
                                {"Aangemaakt op", "/aangemaaktOp"},
                                {"Wacht op tweede", "/verzoeken/0/handeling"},
                                {"Gevraagd door", "/verzoeken/0/gevraagdDoor"}};
constexpr Field kBevrager[] = {{"OIN", "/oin"},
                               {"Bevrager", "/bevragerId"},
                               {"Fase", "/fase"},
                               {"Overeenkomst", "/overeenkomstdatum"},
                               {"Aangemaakt op", "/aangemaaktOp"},
                               {"Einde gevraagd door", "/beeindigingDoor"},
                               {"Vragen per seconde", "/geldendGebruik/vragenPerSeconde"},
                               {"Vragen ineens", "/geldendGebruik/vragenIneens"},
                               {"Personen per dag", "/geldendGebruik/personenPerDag"},
                               {"Alarm vanaf personen", "/geldendGebruik/alarmVanafPersonen"},
                               {"Alarmfactor", "/geldendGebruik/alarmFactor"},
                               {"Blokkeert bij alarm", "/geldendGebruik/blokkeerBijAlarm"},
                               {"Personen vandaag", "/vandaag/personen"},
                               {"Matches vandaag", "/vandaag/matches"},
                               {"Nog over vandaag", "/vandaag/nogOver"},
                               {"Alarm vandaag", "/vandaag/alarmen"},
                               {"Gewoon tot personen", "/gewoon/personenTot"},
                               {"Gewoon vanaf % matches", "/gewoon/matchpercentageVan"},
                               {"Gewoon tot % matches", "/gewoon/matchpercentageTot"}};
constexpr Field kVerbruik[] = {{"Dag", "/datum"},
                               {"Personen", "/personen", Align::right},
                               {"Matches", "/matches", Align::right},
                               {"Alarm", "/alarmen"}};

constexpr Field kAanleveringen[] = {{"Aanlevering", "/aanleveringId"},
                                    {"Aansluitcode", "/aansluitcode"},
                                    {"Peildatum", "/peildatum"},
                                    {"Status", "/status"},
                                    {"Fase", "/fase"},
                                    {"Rijen", "/aantallen/rijen", Align::right},
                                    {"Nieuw", "/aantallen/nieuw", Align::right},
                                    {"Beëindigd", "/aantallen/beeindigd", Align::right},
                                    {"Foutief", "/aantallen/foutief", Align::right},
                                    {"Ontvangen op", "/ontvangenOp"}};
constexpr Field kAanlevering[] = {{"Aanlevering", "/aanleveringId"},
                                  {"Aansluitcode", "/aansluitcode"},
                                  {"Peildatum", "/peildatum"},
                                  {"Status", "/status"},
                                  {"Fase", "/fase"},
                                  {"Aangeleverd door", "/aangeleverdDoor"},
                                  {"Ontvangen op", "/ontvangenOp"},
                                  {"Rijen", "/aantallen/rijen"},
                                  {"Nieuw", "/aantallen/nieuw"},
                                  {"Gewijzigd", "/aantallen/gewijzigd"},
                                  {"Beëindigd", "/aantallen/beeindigd"},
                                  {"Ongewijzigd", "/aantallen/ongewijzigd"},
                                  {"Overgeslagen", "/aantallen/overgeslagen"},
                                  {"Foutief", "/aantallen/foutief"},
                                  {"Niet beëindigd", "/aantallen/nietBeeindigd"},
                                  {"Reden", "/reden"},
                                  {"Besluit door", "/besluit/door"},
                                  {"Besluit op", "/besluit/genomenOp"},
                                  {"Reden van besluit", "/besluit/reden"},
                                  {"Herstel van", "/herstelVan"}};
constexpr Field kVerschil[] = {{"Aanlevering", "/aanleveringId"},
                               {"Aansluitcode", "/aansluitcode"},
                               {"Peildatum", "/peildatum"},
                               {"Ontvangen op", "/ontvangenOp"},
                               {"Verloopt op", "/verlooptOp"},
                               {"Rijen", "/aantallen/rijen"},
                               {"Nieuw", "/aantallen/nieuw"},
                               {"Gewijzigd", "/aantallen/gewijzigd"},
                               {"Beëindigd", "/aantallen/beeindigd"},
                               {"Ongewijzigd", "/aantallen/ongewijzigd"},
                               {"Overgeslagen", "/aantallen/overgeslagen"},
                               {"Foutief", "/aantallen/foutief"},
                               {"Niet beëindigd", "/aantallen/nietBeeindigd"},
                               {"Registraties nu", "/registraties/voor"},
                               {"Registraties erna", "/registraties/na"},
                               {"Van kracht nu", "/vanKracht/voor"},
                               {"Van kracht erna", "/vanKracht/na"},
                               {"Niet meer van kracht", "/vanKracht/kwijt"},
                               {"Over een week erna", "/overEenWeek/na"},
                               {"Over een week niet meer", "/overEenWeek/kwijt"},
                               {"Afnamepercentage", "/drempels/afnamePercentage"},
                               {"Afname in aantal", "/drempels/afnameAantal"},
                               {"Netto-afnamepercentage", "/drempels/nettoAfnamePercentage"},
                               {"Groeipercentage", "/drempels/groeiPercentage"},
                               {"Groei in aantal", "/drempels/groeiAantal"},
                               {"Eerste bestand hoogstens", "/drempels/eersteHoogstens"},
                               {"Overschreden", "/overschreden"},
                               {"Toelichting", "/toelichting"}};
constexpr Field kBevindingen[] = {{"Regel", "/regel", Align::right},
                                  {"Kolom", "/kolom"},
                                  {"Ernst", "/ernst"},
                                  {"Code", "/code"},
                                  {"Melding", "/melding"}};

constexpr Field kConvenantpartner[] = {{"Convenantpartner", "/convenantpartnerId"},
                                       {"Naam", "/naam"},
                                       {"KvK-nummers", "/kvkNummers"},
                                       {"OIN's", "/oins"},
                                       {"Ingang", "/ingangsdatum"},
                                       {"Einde", "/einddatum"}};

constexpr Field kOperator[] = {{"Naam", "/naam"},
                               {"Rol", "/rol"},
                               {"Herkomst", "/herkomst"},
                               {"Vingerafdruk", "/vingerafdruk"},
                               {"Aangemaakt op", "/aangemaaktOp"},
                               {"Beëindigd op", "/beeindigdOp"}};

constexpr Field kAuditregels[] = {{"Nr", "/volgnummer", Align::right},
                                  {"Tijdstip", "/tijdstip"},
                                  {"Handeling", "/handeling"},
                                  {"Actor", "/actor"},
                                  {"Uitkomst", "/uitkomst"},
                                  {"Onderwerp", "/onderwerp"},
                                  {"Doel", "/doel"},
                                  {"Kenmerk", "/kenmerk"},
                                  {"Persoon (pseudoniem)", "/persoonPseudoniem"},
                                  {"Reden", "/reden"}};
constexpr Field kAuditregel[] = {
    {"Nr", "/volgnummer"}, {"Tijdstip", "/tijdstip"}, {"Handeling", "/handeling"},
    {"Actor", "/actor"},   {"Uitkomst", "/uitkomst"}, {"Onderwerp", "/onderwerp"},
    {"Doel", "/doel"},     {"Kenmerk", "/kenmerk"},   {"Persoon (pseudoniem)", "/persoonPseudoniem"},
    {"Reden", "/reden"},   {"Match", "/matchId"},     {"Bevrager", "/bevragerId"},
    {"Trace", "/traceId"}, {"Span", "/spanId"},       {"Gegevens", "/gegevens"}};

constexpr Field kSleutels[] = {{"Sleutel", "/sleutel"},
                               {"Status", "/status"},
                               {"Sinds", "/sinds"},
                               {"In gebruik", "/inGebruik"},
                               {"Vernietiging gevraagd door", "/vernietigingDoor"},
                               {"Vernietigd op", "/vernietigdOp"}};
constexpr Field kSleutelgebruik[] = {{"Sleutel", "/sleutel"},
                                     {"Status", "/status"},
                                     {"In gebruik", "/inGebruik"},
                                     {"Registraties", "/registraties", Align::right},
                                     {"Aansluitingen", "/aansluitingen"},
                                     {"Vastgehouden bij", "/vastgehouden"},
                                     {"Herstelpunten bij", "/herstelpunten"},
                                     {"Herverzegelen loopt", "/herverzegelen"},
                                     {"Auditregels", "/auditregels"}};

constexpr Field kVerzoeken[] = {{"Handeling", "/handeling"},
                                {"Naam", "/naam"},
                                {"Gevraagd door", "/gevraagdDoor"},
                                {"Gevraagd op", "/gevraagdOp"},
                                {"Opdracht voor de tweede", "/opdracht"}};
constexpr Field kVerzoek[] = {{"Handeling", "/handeling"},
                              {"Naam", "/naam"},
                              {"Aansluitcode", "/aansluitcode"},
                              {"Gevraagd door", "/gevraagdDoor"},
                              {"Gevraagd op", "/gevraagdOp"}};

constexpr Field kBackup[] = {{"Nummer", "/nummer", Align::right},
                             {"Gemaakt op", "/gemaaktOp"},
                             {"Auditregels", "/auditregels", Align::right},
                             {"Bytes", "/bytes", Align::right},
                             {"Fout", "/fout"}};

}  // namespace

const View kOrganisatieView{"organisaties", "Er zijn nog geen organisaties.", kOrganisatie, kOrganisatie};
const View kLeverancierView{"organisaties", "Er zijn nog geen leveranciers.", kLeverancier, kLeverancier};
const View kAansluitingView{"aansluitingen",    "Er zijn nog geen aansluitingen.", kAansluitingen,
                            kAansluiting,       "herstelbareAanleveringen",        kHerstelbaar,
                            proto::wachtmelding};
const View kBevragerView{"bevragers",        "Er zijn nog geen bevragers.", kBevragers, kBevrager, "dagen", kVerbruik,
                         proto::wachtmelding};
const View kAanleveringView{"aanleveringen", "Er zijn geen aanleveringen.", kAanleveringen, kAanlevering, "bevindingen",
                            kBevindingen};
const View kVerschilView{"", "", {}, kVerschil};
const View kConvenantpartnerView{"convenantpartners", "Er zijn geen convenantpartners.", kConvenantpartner,
                                 kConvenantpartner};
const View kOperatorView{"operators", "Er zijn geen beheerders.", kOperator, kOperator};
const View kAuditregelView{"auditregels", "Er zijn geen auditregels.", kAuditregels, kAuditregel};
const View kSleutelView{"sleutels", "Er zijn geen sleutels.", kSleutels, kSleutels, {}, {}, proto::wachtmelding};
const View kVerzoekView{"verzoeken",        "Er wacht niets op een tweede beheerder.", kVerzoeken, kVerzoek, {}, {},
                        proto::wachtmelding};
const View kVerzoekIngetrokkenView{"", "", {}, kVerzoek};
const View kBackupView{"backups", "Er zijn nog geen back-ups.", kBackup, kBackup};
const View kSleutelgebruikView{"sleutels", "Er zijn geen sleutels.", kSleutelgebruik, kSleutelgebruik, {},
                               {},         proto::wachtmelding};

}  // namespace vish::vishctl
