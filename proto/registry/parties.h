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

// The registry holds the parties that may deliver or ask. Each record has these shapes: the request that creates the
// record (strict, from an operator), the JSON for an answer or a file (as_json; to_json is the text for an answer), and
// the text that storage keeps (to_record). A …_from_record function reads that text, and returns nothing for a text
// that is no such record.

/// A value, or every finding on the text that should hold it.
template <class T>
using Checked = Result<T, std::vector<InvalidParam>>;

/// The destination of a record. Storage gets all of the record, an answer gets what means something outside, and a file
/// of the registry gets what an operator decides.
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
/// Reads {"oin", "naam", "soort"}.
Checked<Organisatie> organisatie_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Organisatie& organisatie, Audience audience = Audience::answer);
std::string to_json(const Organisatie& organisatie);
std::string to_record(const Organisatie& organisatie);
std::optional<Organisatie> organisatie_from_record(std::string_view record);

/// An operator changes an organisatie; an absent member stays as it is.
struct Organisatiewijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<std::string> naam;
  std::optional<Organisatiesoort> soort;
};
/// Reads {"reden", "naam"?, "soort"?}; at least one of the optional properties is there.
Checked<Organisatiewijziging> organisatiewijziging_from_request(std::string_view body);
void apply(const Organisatiewijziging& wijziging, Organisatie& organisatie);

/// A bailiff turns to this contact after a match.
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
/// Whether some threshold of `after` is wider, so that a file may pass that `before` would refuse or hold.
bool loosens(const Drempels& before, const Drempels& after);
nlohmann::ordered_json as_json(const Drempels& drempels);

/// A change of thresholds; an absent threshold stays as it is.
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

/// A change of a delivery schedule; an absent member stays as it is.
struct Schemawijziging {
  std::optional<std::chrono::minutes> uur{};
  std::optional<Weekdagen> dagen{};

  bool operator==(const Schemawijziging&) const = default;
};
void apply(const Schemawijziging& wijziging, Aanleverschema& schema);

/// An aansluiting is one source of day files.
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
  /// The moment at which an operator last confirmed that the registrations of a silent or suspended aansluiting stay.
  std::optional<Tijdstip> bevestigd_op{};

  bool operator==(const Aansluiting&) const = default;
};
/// Whether the OIN is that of the organisatie itself, or of a supplier that the organisatie authorised.
bool delivers_for(const Aansluiting& aansluiting, const Oin& oin);
/// Whether the OIN delivers for the aansluiting, and the phase of the aansluiting lets files in.
bool may_deliver(const Aansluiting& aansluiting, const Oin& oin);
/// Reads {"aansluitcode", "organisatie", "contact": {"telefoon", "email"}, "aanleveraars"?, "overeenkomstdatum"?,
/// "drempels"?: {"foutPercentage"?, "afnamePercentage"?, "afnameAantal"?, "nettoAfnamePercentage"?, "groeiPercentage"?,
/// "groeiAantal"?, "eersteHoogstens"?}, "vroegeFasen"?, "toonFase"?, "aanleveruur"?, "aanleverdagen"?,
/// "herstelpunten"?}.
Checked<Aansluiting> aansluiting_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Aansluiting& aansluiting, Audience audience = Audience::answer);
std::string to_record(const Aansluiting& aansluiting);
std::optional<Aansluiting> aansluiting_from_record(std::string_view record);
/// With fewer herstelpunten a mistake may be past mending when somebody sees it.
inline constexpr unsigned kMinsteHerstelpunten = 3;
/// Whether the change needs a second person. In productie and geschorst it does when it widens a threshold, or makes
/// the early phases count no longer: the next file then ends the persons in those phases. In every phase it does when
/// it lowers the herstelpunten to fewer than kMinsteHerstelpunten.
bool needs_second(const Aansluiting& before, const Aansluiting& after);
/// Whether the aansluiting as it is needs a second person to come into productie: some threshold is wider than usual,
/// or fewer than kMinsteHerstelpunten are kept. One person may decide how large a first file may be: there are no
/// registrations to lose yet.
bool needs_second_for_productie(const Aansluiting& aansluiting);

/// An operator changes settings of an aansluiting; an absent member stays as it is.
struct Instelwijziging {
  std::string reden;  ///< 1 to 500 characters; empty where no reason belongs
  std::optional<std::string> telefoon;
  std::optional<std::string> email;
  Drempelwijziging drempels{};
  std::optional<bool> vroege_fasen;
  std::optional<bool> toon_fase;
  Schemawijziging schema{};
  std::optional<unsigned> herstelpunten;
  std::optional<Datum> overeenkomstdatum{};
  std::vector<Oin> aanleveraars_erbij{};  ///< an OIN that is one already stays one
  std::vector<Oin> aanleveraars_eraf{};   ///< each must be one

  bool operator==(const Instelwijziging&) const = default;
};
/// Reads {"reden", "contact"?: {"telefoon"?, "email"?}, "drempels"?, "vroegeFasen"?, "toonFase"?, "aanleveruur"?,
/// "aanleverdagen"?, "herstelpunten"?, "overeenkomstdatum"?, "aanleveraars"?: {"erbij"?, "eraf"?}}; at least one of the
/// optional properties is there.
Checked<Instelwijziging> instelwijziging_from_request(std::string_view body);
void apply(const Instelwijziging& wijziging, Aansluiting& aansluiting);
/// Writes the settings as in a request, without the reason.
nlohmann::ordered_json as_json(const Instelwijziging& wijziging);
/// Returns the change that makes `after` of `before`, without a reason.
Instelwijziging verschil(const Aansluiting& before, const Aansluiting& after);

/// A party that may ask; there is one for each OIN.
struct Bevrager {
  Oin oin;
  std::string bevrager_id;  ///< UUIDv7, given by storage
  Aansluitfase fase = Aansluitfase::aangemeld;
  std::optional<Datum> overeenkomstdatum;
  Tijdstip aangemaakt_op;
  Gebruiksinstellingen gebruik{};

  bool operator==(const Bevrager&) const = default;
};
/// Reads {"oin", "overeenkomstdatum"?, "gebruik"?}.
Checked<Bevrager> bevrager_from_request(std::string_view body, Tijdstip now);
nlohmann::ordered_json as_json(const Bevrager& bevrager, Audience audience = Audience::answer);
std::string to_json(const Bevrager& bevrager);
std::string to_record(const Bevrager& bevrager);
std::optional<Bevrager> bevrager_from_record(std::string_view record);

/// An operator changes a bevrager; an absent member stays as it is.
struct Bevragerwijziging {
  std::string reden;  ///< 1 to 500 characters
  Gebruiksinstellingen gebruik{};
  std::optional<Datum> overeenkomstdatum{};
};
/// Reads {"reden", "overeenkomstdatum"?, "gebruik"?: {"vragenPerSeconde"?, "vragenIneens"?, "personenPerDag"?,
/// "alarmVanafPersonen"?, "alarmFactor"?, "blokkeerBijAlarm"?}}; at least one of the optional properties is there.
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
/// Reads {"naam", "kvkNummers"?, "oins"?, "ingangsdatum", "einddatum"?}; the lists together hold at least one number.
Checked<Convenantpartner> convenantpartner_from_request(std::string_view body);
/// Writes the same JSON for every audience.
nlohmann::ordered_json as_json(const Convenantpartner& partner, Audience audience = Audience::answer);
std::string to_json(const Convenantpartner& partner);
std::string to_record(const Convenantpartner& partner);
std::optional<Convenantpartner> convenantpartner_from_record(std::string_view record);

/// An operator changes a convenantpartner; an absent member stays as it is, and a given list replaces the list of the
/// partner.
struct Convenantwijziging {
  std::string reden;  ///< 1 to 500 characters
  std::optional<std::string> naam;
  std::optional<std::vector<KvkNummer>> kvk_nummers;
  std::optional<std::vector<Oin>> oins;
  std::optional<Datum> ingangsdatum;
  std::optional<Datum> einddatum;
};
/// Reads {"reden", "naam"?, "kvkNummers"?, "oins"?, "ingangsdatum"?, "einddatum"?}; at least one of the optional
/// properties is there.
Checked<Convenantwijziging> convenantwijziging_from_request(std::string_view body);
void apply(const Convenantwijziging& wijziging, Convenantpartner& partner);
/// Whether the partner has a number, and does not end before it starts.
bool is_consistent(const Convenantpartner& partner);

/// An operator moves an aansluiting or a bevrager to another phase.
struct Fasewisseling {
  Aansluitfase fase;
  std::string reden;  ///< 1 to 500 characters
  std::optional<Datum> overeenkomstdatum;
};
/// Reads {"fase", "reden", "overeenkomstdatum"?}.
Checked<Fasewisseling> fasewisseling_from_request(std::string_view body);

/// An operator asks for a new key of a kind.
struct Sleutelwissel {
  Sleutelsoort soort;
  std::string reden;  ///< 1 to 500 characters
};
/// Reads {"soort", "reden"}.
Checked<Sleutelwissel> sleutelwissel_from_request(std::string_view body);

/// Reads {"reden"} and returns the reason of an operator for an act, for instance a decision on a held delivery: 1 to
/// 500 characters.
Checked<std::string> reden_from_request(std::string_view body);

}  // namespace vish::proto
