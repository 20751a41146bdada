#include "server/config/setting_table.h"

namespace vish::server {

namespace {

template <auto Section, auto Field>
auto& at(Config& config) {
  return config.*Section.*Field;
}

bool& proef(Config& config) { return config.proef; }
std::filesystem::path& poortbestand(Config& config) { return config.poortbestand; }

template <auto Field>
constexpr auto data = at<&Config::data, Field>;
template <auto Field>
constexpr auto beheer = at<&Config::beheer, Field>;
template <auto Field>
constexpr auto observatie = at<&Config::observatie, Field>;
template <auto Field>
constexpr auto tls = at<&Config::tls, Field>;
template <auto Field>
constexpr auto opslag = at<&Config::opslag, Field>;
template <auto Field>
constexpr auto verantwoording = at<&Config::verantwoording, Field>;  // NOLINT(readability-identifier-naming)
template <auto Field>
constexpr auto backup = at<&Config::backup, Field>;  // NOLINT(readability-identifier-naming)
template <auto Field>
constexpr auto limiet = at<&Config::limieten, Field>;
template <auto Field>
constexpr auto gebruik = at<&Config::gebruik, Field>;  // NOLINT(readability-identifier-naming)
template <auto Field>
constexpr auto log = at<&Config::log, Field>;

using A = Luisteradres;
using T = Tlsinstellingen;
using O = Opslaginstellingen;
using V = Verantwoordingsinstellingen;
using B = Backupinstellingen;
using L = Limieten;
using G = proto::Gebruiksregels;

constexpr std::int64_t kDay = 86400;
constexpr bool kHerstart = true;

constexpr Key kKeys[] = {
    {"", "proef", Flag{proef},
     "dit is geen echte installatie: alleen dan komen test-OIN's (00000099…), een demonstratie-CA en testnummers in "
     "productie"},
    {"", "poortbestand", OutputFile{poortbestand}, "bestand waarin vishd de geopende poorten als JSON schrijft",
     kHerstart},

    {"data", "adres", Address{data<&A::adres>}, "IP-adres voor gemeenten en deurwaarders", kHerstart},
    {"data", "poort", Port{data<&A::poort>}, "poort; 0 kiest een vrije poort", kHerstart},
    {"beheer", "adres", Address{beheer<&A::adres>}, "IP-adres voor operators (vishctl)", kHerstart},
    {"beheer", "poort", Port{beheer<&A::poort>}, "poort; 0 kiest een vrije poort", kHerstart},
    {"observatie", "adres", Address{observatie<&A::adres>}, "IP-adres voor metingen en gezondheid, zonder TLS",
     kHerstart},
    {"observatie", "poort", Port{observatie<&A::poort>}, "poort; 0 kiest een vrije poort", kHerstart},

    {"tls", "certificaat", InputFile{tls<&T::certificaat>}, "servercertificaat met zijn keten (PEM)"},
    {"tls", "sleutel", InputFile{tls<&T::sleutel>}, "privésleutel van het servercertificaat (PEM)"},
    {"tls", "vertrouwd", InputFile{tls<&T::vertrouwd>}, "stamcertificaten en tussen-CA's van clientcertificaten (PEM)"},
    {"tls", "intrekkingslijsten", InputPath{tls<&T::intrekkingslijsten>},
     "intrekkingslijsten van die CA's: een bestand (PEM of DER) of een map ermee"},
    {"tls", "herlezen_seconden", Seconds{tls<&T::herlezen>, 1, 30},
     "hoe vaak de intrekkingslijsten en de open verbindingen worden nagezien", kHerstart},

    {"opslag", "map", Folder{opslag<&O::map>}, "map van de database", kHerstart},
    {"opslag", "sleutels", Folder{opslag<&O::sleutels>}, "map van de sleutelbos, buiten de database", kHerstart},
    {"opslag", "min_vrije_ruimte_mb", Number{opslag<&O::min_vrije_ruimte_mb>, 1, 1048576},
     "MB vrije schijfruimte waaronder niets meer wordt geschreven", kHerstart},
    {"opslag", "cache_mb", Number{opslag<&O::cache_mb>, 8, 1048576}, "MB geheugen voor de cache van de database",
     kHerstart},

    {"verantwoording", "kopie", OutputFolder{verantwoording<&V::kopie>},
     "map op een andere schijf waarheen elke regel van de verantwoording meteen wordt gekopieerd", kHerstart},
    {"verantwoording", "bewaartermijn_jaren", Number{verantwoording<&V::bewaartermijn_jaren>, 1, 20},
     "kalenderjaren dat een auditregel wordt bewaard; een kortere termijn geldt na zeven dagen"},
    {"verantwoording", "verwerkingsregister", Webaddress{verantwoording<&V::verwerkingsregister>},
     "https-adres van deze verwerking in het register van verwerkingsactiviteiten; voor audit export"},

    {"backup", "doel", OutputFolder{backup<&B::doel>},
     "map waarin elke dag een versleutelde back-up komt, liefst op een andere machine"},
    {"backup", "ontvangers", OptionalFile{backup<&B::ontvangers>},
     "certificaten (PEM) voor wier sleutels back-ups worden versleuteld; bewaar die sleutels elders"},
    {"backup", "uur", Number{backup<&B::uur>, 0, 23}, "vanaf dit uur in Amsterdam wordt de back-up van de dag gemaakt"},
    {"backup", "bewaren", Number{backup<&B::bewaren>, 1, 10000}, "zoveel back-ups blijven staan"},

    {"limieten", "werkers", Number{limiet<&L::werkers>, 0, 256},
     "threads voor verbindingen; 0 neemt elke kern op een na", kHerstart},
    {"limieten", "aanlever_werkers", Number{limiet<&L::aanlever_werkers>, 1, 64}, "threads voor aanleveringen",
     kHerstart},
    {"limieten", "max_aanleveringen_tegelijk", Number{limiet<&L::max_aanleveringen_tegelijk>, 1, 1024},
     "aanleveringen die tegelijk binnenkomen"},
    {"limieten", "max_aanleveringen_wachtend", Number{limiet<&L::max_aanleveringen_wachtend>, 0, 100000},
     "aanleveringen die op hun beurt wachten; meer krijgen 503"},
    {"limieten", "max_aanleveringen_per_uur", Number{limiet<&L::max_aanleveringen_per_uur>, 0, 1000000},
     "aanleveringen van een aansluiting die een verslag nalaten; meer krijgen 429, 0 stelt geen grens"},
    {"limieten", "max_geweigerd_per_uur", Number{limiet<&L::max_geweigerd_per_uur>, 0, 1000000},
     "hoeveel daarvan geweigerd mogen zijn; daarna 429, 0 stelt geen grens"},
    {"limieten", "max_verbindingen", Number{limiet<&L::max_verbindingen>, 1, 1000000},
     "open verbindingen met een certificaat; zijn het er meer, dan gaan ze eerlijk over de partijen"},
    {"limieten", "max_handdrukken", Number{limiet<&L::max_handdrukken>, 1, 1000000},
     "verbindingen waarvan de TLS-handdruk nog loopt"},
    {"limieten", "max_handdrukken_per_adres", Number{limiet<&L::max_handdrukken_per_adres>, 1, 1000000},
     "daarvan van een IPv4-adres of een IPv6-/64 waarop de server wacht; bij meer gaat de oudste"},
    {"limieten", "max_zonder_certificaat", Number{limiet<&L::max_zonder_certificaat>, 1, 1000000},
     "open verbindingen zonder certificaat, naast die met een certificaat; elk krijgt een antwoord"},
    {"limieten", "max_zonder_certificaat_per_adres", Number{limiet<&L::max_zonder_certificaat_per_adres>, 1, 1000000},
     "daarvan van een IPv4-adres of een IPv6-/64"},
    {"limieten", "max_aanlevering_mb", Number{limiet<&L::max_aanlevering_mb>, 1, 4096},
     "MB per aanlevering, uitgepakt"},
    {"limieten", "max_rijen", Number{limiet<&L::max_rijen>, 1, 20000000}, "rijen per aanlevering"},
    {"limieten", "max_bevraging_kb", Number{limiet<&L::max_bevraging_kb>, 1, 1024}, "kB per bevraging"},
    {"limieten", "max_bevragingen_tegelijk", Number{limiet<&L::max_bevragingen_tegelijk>, 1, 1000000},
     "bevragingen die op hun vastlegging wachten; meer krijgen 503"},
    {"limieten", "min_bytes_per_seconde", Number{limiet<&L::min_bytes_per_seconde>, 0, 1000000000},
     "laagste snelheid van een aanlevering; 0 stelt geen eis"},
    {"limieten", "handdruk_seconden", Seconds{limiet<&L::handdruk>, 1, 300}, "tijd voor de TLS-handdruk"},
    {"limieten", "verzoek_seconden", Seconds{limiet<&L::verzoek>, 1, 300},
     "tijd om een verzoek te ontvangen, behalve een aanlevering"},
    {"limieten", "aanlevering_seconden", Seconds{limiet<&L::aanlevering>, 1, kDay},
     "tijd om een aanlevering te ontvangen"},
    {"limieten", "aanlever_wacht_seconden", Seconds{limiet<&L::aanlever_wacht>, 1, 3600},
     "tijd dat een aanlevering op haar beurt wacht"},
    {"limieten", "inactief_seconden", Seconds{limiet<&L::inactief>, 1, 3600},
     "tijd dat een stille verbinding open blijft"},
    {"limieten", "zonder_certificaat_seconden", Seconds{limiet<&L::zonder_certificaat>, 1, 300},
     "tijd die een verbinding zonder certificaat heeft om iets te vragen"},
    {"limieten", "schrijf_seconden", Seconds{limiet<&L::schrijf>, 1, 300}, "tijd om een antwoord te versturen"},
    {"limieten", "afsluit_seconden", Seconds{limiet<&L::afsluit>, 1, 3600},
     "tijd die lopend werk krijgt bij het afsluiten"},

    {"gebruik", "vragen_per_seconde", Number{gebruik<&G::vragen_per_seconde>, 0, proto::kMaxVragen},
     "vragen per seconde van een bevrager; 0 stelt geen grens"},
    {"gebruik", "vragen_ineens", Number{gebruik<&G::vragen_ineens>, 1, proto::kMaxVragen},
     "vragen die een bevrager na een rustige tijd ineens mag stellen"},
    {"gebruik", "personen_per_dag", Number{gebruik<&G::personen_per_dag>, 0, proto::kMaxPersonen},
     "personen naar wie een bevrager op een dag mag vragen; 0 stelt geen grens"},
    {"gebruik", "alarm_vanaf_personen", Number{gebruik<&G::alarm_vanaf_personen>, 0, proto::kMaxPersonen},
     "bij minder personen op een dag klinkt geen alarm; 0 zet het alarm uit"},
    {"gebruik", "alarm_factor", Number{gebruik<&G::alarm_factor>, proto::kMinAlarmfactor, proto::kMaxAlarmfactor},
     "zoveel keer het gebruikelijke is nog gewoon"},
    {"gebruik", "blokkeer_bij_alarm", Flag{gebruik<&G::blokkeer_bij_alarm>},
     "na een alarm krijgt de bevrager die dag geen antwoord meer"},

    {"log", "niveau", Loglevel{log<&Loginstellingen::niveau>}, "debug, info, warning of error"},
    {"log", "bestand", OutputFile{log<&Loginstellingen::bestand>}, "logbestand; zonder: standaardfout", kHerstart},
};

}  // namespace

std::span<const Key> config_keys() { return kKeys; }

bool is_required(const Key& key) {
  return std::holds_alternative<InputFile>(key.value) || std::holds_alternative<InputPath>(key.value) ||
         std::holds_alternative<Folder>(key.value);
}

std::string full_name(const Key& key) {
  return key.section.empty() ? std::string(key.name) : std::string(key.section) + "." + std::string(key.name);
}

}  // namespace vish::server
