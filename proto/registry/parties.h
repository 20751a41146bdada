#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/result.h"
#include "proto/json/problem.h"
#include "proto/registry/gebruik.h"
#include "proto/terms/aanleverschema.h"
#include "proto/terms/domein.h"
#include "proto/terms/identifiers.h"

namespace vish::proto {

// The registry: who may deliver and who may ask. Each record has these
// shapes: the request that creates it (strict, from an operator), what an
// answer or a file shows of it (as_json; to_json is the text of the former),
// and the text that storage keeps (to_record) with its inverse
// (…_from_record, nothing when the text is not such a record).

template <class T>
using Checked = Result<T, std::vector<InvalidParam>>;

/// For whom a record is written: for storage, with all of it; for an answer,
/// with what means something outside; for a file of the registry, with what an
/// operator decides.
enum class Audience : std::uint8_t { storage, answer, file };

/// A legal party with an OIN.
struct Organisatie {
  Oin oin;
  std::string naam;  ///< 1 to 200 characters
  Organisatiesoort soort;
  Tijdstip aangemaakt_op;
  std::optional<Tijdstip> beeindigd_op{};  ///< from then on it is no party to anything

  bool operator==(const Organisatie&) const = default;
};
/// {"oin", "naam", "soort"}
Checked<Organisatie> organisatie_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Organisatie& organisatie, Audience audience = Audience::answer);
std::string to_json(const Organisatie& organisatie);
std::string to_record(const Organisatie& organisatie);
std::optional<Organisatie> organisatie_from_record(std::string_view record);

/// An operator changes an organisatie; what is absent stays.
struct Organisatiewijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<std::string> naam;
  std::optional<Organisatiesoort> soort;
};
/// {"reden", "naam"?, "soort"?}; one of the optional ones at least.
Checked<Organisatiewijziging> organisatiewijziging_from_request(std::string_view body);
void apply(const Organisatiewijziging& wijziging, Organisatie& organisatie);

/// Where a bailiff turns after a match.
struct Contact {
  std::string telefoon;  ///< 1 to 40 characters
  std::string email;     ///< 3 to 254 characters, holds one @

  bool operator==(const Contact&) const = default;
};

/// The limits that protect against a broken export, settable per aansluiting.
struct Drempels {
  unsigned fout_percentage = 5;           ///< 0 to 100: more faulty rows refuse the file
  unsigned afname_percentage = 10;        ///< 0 to 100: a larger loss, and …
  unsigned afname_aantal = 10;            ///< 0 to 1,000,000: … more than this many, holds it
  unsigned netto_afname_percentage = 25;  ///< 0 to 100: a larger net loss within 30 days holds it
  unsigned groei_percentage = 100;        ///< 0 to 10,000: a larger growth, and …
  unsigned groei_aantal = 100;            ///< 0 to 10,000,000: … by more than this many, holds it
  unsigned eerste_hoogstens = 5000;       ///< 0 to 10,000,000: a first file that registers more is held

  bool operator==(const Drempels&) const = default;
};
/// Whether `after` lets a file pass that `before` would refuse or hold: any
/// threshold that is wider.
bool loosens(const Drempels& before, const Drempels& after);
nlohmann::ordered_json as_json(const Drempels& drempels);

/// A drempel that is absent stays as it is.
struct Drempelwijziging {
  std::optional<unsigned> fout_percentage{};
  std::optional<unsigned> afname_percentage{};
  std::optional<unsigned> afname_aantal{};
  std::optional<unsigned> netto_afname_percentage{};
  std::optional<unsigned> groei_percentage{};
  std::optional<unsigned> groei_aantal{};
  std::optional<unsigned> eerste_hoogstens{};

  bool operator==(const Drempelwijziging&) const = default;
};
void apply(const Drempelwijziging& wijziging, Drempels& drempels);

/// What is absent of a schedule stays as it is.
struct Schemawijziging {
  std::optional<std::chrono::minutes> uur{};
  std::optional<Weekdagen> dagen{};

  bool operator==(const Schemawijziging&) const = default;
};
void apply(const Schemawijziging& wijziging, Aanleverschema& schema);

/// One source of files.
struct Aansluiting {
  Aansluitcode code;
  std::uint32_t nummer = 0;  ///< short key inside the index; given by storage, never reused
  Oin organisatie;
  Contact contact;
  std::vector<Oin> aanleveraars;  ///< suppliers that may deliver besides the organisatie itself
  Aansluitfase fase = Aansluitfase::aangemeld;
  std::optional<Datum> overeenkomstdatum;
  Drempels drempels;
  bool vroege_fasen = false;  ///< aanmelding and intake are registered too
  bool toon_fase = false;     ///< answers carry fase and startdatum
  Aanleverschema schema{};
  unsigned herstelpunten = 7;  ///< 0 to 31: earlier processed deliveries that are kept to go back to
  Tijdstip aangemaakt_op;
  Tijdstip fase_sinds{};  ///< when it came into its fase
  /// When an operator last confirmed that the registrations of a silent or
  /// suspended aansluiting stay.
  std::optional<Tijdstip> bevestigd_op{};

  bool operator==(const Aansluiting&) const = default;
};
/// The organisatie itself, or a supplier that it authorised.
bool delivers_for(const Aansluiting& aansluiting, const Oin& oin);
/// The same, in a phase in which files are taken in.
bool may_deliver(const Aansluiting& aansluiting, const Oin& oin);
/// {"aansluitcode", "organisatie", "contact": {"telefoon", "email"},
///  "aanleveraars"?, "overeenkomstdatum"?, "drempels"?: {"foutPercentage"?,
///  "afnamePercentage"?, "afnameAantal"?, "nettoAfnamePercentage"?,
///  "groeiPercentage"?, "groeiAantal"?, "eersteHoogstens"?}, "vroegeFasen"?,
///  "toonFase"?, "aanleveruur"?, "aanleverdagen"?, "herstelpunten"?}
Checked<Aansluiting> aansluiting_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Aansluiting& aansluiting, Audience audience = Audience::answer);
std::string to_record(const Aansluiting& aansluiting);
std::optional<Aansluiting> aansluiting_from_record(std::string_view record);
/// Below so many herstelpunten a mistake may be past mending when it is seen.
inline constexpr unsigned kMinsteHerstelpunten = 3;
/// Whether the change needs a second person: it loosens the guard of one in
/// productie or geschorst, has its early phases count no longer, which ends who
/// is in them with the next file, or leaves fewer than kMinsteHerstelpunten.
bool needs_second(const Aansluiting& before, const Aansluiting& after);
/// Whether it needs a second person to come into productie as it is: some
/// threshold is wider than usual, or fewer than kMinsteHerstelpunten are kept.
/// How large a first file may be is for one person: nobody is there to lose.
bool needs_second_for_productie(const Aansluiting& aansluiting);

/// An operator changes settings of an aansluiting; what is absent stays.
struct Instelwijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<std::string> telefoon;
  std::optional<std::string> email;
  Drempelwijziging drempels{};
  std::optional<bool> vroege_fasen;
  std::optional<bool> toon_fase;
  Schemawijziging schema{};
  std::optional<unsigned> herstelpunten;
  std::optional<Datum> overeenkomstdatum{};
  std::vector<Oin> aanleveraars_erbij{};  ///< who is one already stays one
  std::vector<Oin> aanleveraars_eraf{};   ///< each must be one

  bool operator==(const Instelwijziging&) const = default;
};
/// {"reden", "contact"?: {"telefoon"?, "email"?}, "drempels"?, "vroegeFasen"?,
///  "toonFase"?, "aanleveruur"?, "aanleverdagen"?, "herstelpunten"?,
///  "overeenkomstdatum"?, "aanleveraars"?: {"erbij"?, "eraf"?}}; one of the
/// optional ones at least.
Checked<Instelwijziging> instelwijziging_from_request(std::string_view body);
void apply(const Instelwijziging& wijziging, Aansluiting& aansluiting);
/// As in a request, without its reason.
nlohmann::ordered_json as_json(const Instelwijziging& wijziging);
/// What makes `after` of `before`, without a reason.
Instelwijziging verschil(const Aansluiting& before, const Aansluiting& after);

/// A party allowed to ask; one per OIN.
struct Bevrager {
  Oin oin;
  std::string bevrager_id;  ///< UUIDv7, given by storage
  Aansluitfase fase = Aansluitfase::aangemeld;
  std::optional<Datum> overeenkomstdatum;
  Tijdstip aangemaakt_op;
  Gebruiksinstellingen gebruik{};

  bool operator==(const Bevrager&) const = default;
};
/// {"oin", "overeenkomstdatum"?, "gebruik"?}
Checked<Bevrager> bevrager_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Bevrager& bevrager, Audience audience = Audience::answer);
std::string to_json(const Bevrager& bevrager);
std::string to_record(const Bevrager& bevrager);
std::optional<Bevrager> bevrager_from_record(std::string_view record);

/// An operator changes a bevrager; what is absent stays.
struct Bevragerwijziging {
  std::string reden;  ///< 1 to 500 characters
  Gebruiksinstellingen gebruik{};
  std::optional<Datum> overeenkomstdatum{};
};
/// {"reden", "overeenkomstdatum"?, "gebruik"?: {"vragenPerSeconde"?,
///  "vragenIneens"?, "personenPerDag"?, "alarmVanafPersonen"?, "alarmFactor"?,
///  "blokkeerBijAlarm"?}}; one of the optional ones at least.
Checked<Bevragerwijziging> bevragerwijziging_from_request(std::string_view body);
void apply(const Bevragerwijziging& wijziging, Bevrager& bevrager);

/// A creditor bound by the NVVK covenant.
struct Convenantpartner {
  std::string convenantpartner_id;  ///< UUIDv7, given by storage
  std::string naam;                 ///< 1 to 200 characters
  std::vector<KvkNummer> kvk_nummers;
  std::vector<Oin> oins;  ///< together with kvk_nummers at least one
  Datum ingangsdatum;
  std::optional<Datum> einddatum;  ///< the last day; on or after ingangsdatum

  bool operator==(const Convenantpartner&) const = default;
};
/// Whether the partner has that number, or the other form of it (kvk_nummer_in()).
bool has_number(const Convenantpartner& partner, const KvkNummer& kvk);
bool has_number(const Convenantpartner& partner, const Oin& oin);
/// {"naam", "kvkNummers"?, "oins"?, "ingangsdatum", "einddatum"?}
Checked<Convenantpartner> convenantpartner_from_request(std::string_view body);
/// The same for every audience.
nlohmann::ordered_json as_json(const Convenantpartner& partner, Audience audience = Audience::answer);
std::string to_json(const Convenantpartner& partner);
std::string to_record(const Convenantpartner& partner);
std::optional<Convenantpartner> convenantpartner_from_record(std::string_view record);

/// An operator changes a convenantpartner; what is absent stays, a list that
/// is given takes the place of the one there was.
struct Convenantwijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<std::string> naam;
  std::optional<std::vector<KvkNummer>> kvk_nummers;
  std::optional<std::vector<Oin>> oins;
  std::optional<Datum> ingangsdatum;
  std::optional<Datum> einddatum;
};
/// {"reden", "naam"?, "kvkNummers"?, "oins"?, "ingangsdatum"?, "einddatum"?};
/// one of the optional ones at least.
Checked<Convenantwijziging> convenantwijziging_from_request(std::string_view body);
void apply(const Convenantwijziging& wijziging, Convenantpartner& partner);
/// Has a number, and does not end before it starts.
bool is_consistent(const Convenantpartner& partner);

/// An operator moves an aansluiting or a bevrager to another phase.
struct Fasewisseling {
  Aansluitfase fase;
  std::string reden;  ///< 1 to 500 characters
  std::optional<Datum> overeenkomstdatum;
};
/// {"fase", "reden", "overeenkomstdatum"?}
Checked<Fasewisseling> fasewisseling_from_request(std::string_view body);

/// An operator has a new key made of a kind.
struct Sleutelwissel {
  Sleutelsoort soort;
  std::string reden;  ///< 1 to 500 characters
};
/// {"soort", "reden"}
Checked<Sleutelwissel> sleutelwissel_from_request(std::string_view body);

/// {"reden"}: why an operator decides on a held delivery, confirms, or destroys
/// a key; 1 to 500 characters.
Checked<std::string> reden_from_request(std::string_view body);

}  // namespace vish::proto
