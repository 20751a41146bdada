#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vish::proto {

// The closed lists of the domain. to_text() gives the text of a value on the wire; from_text() reads exactly that text,
// letter case included, and nothing else.

/// The phase of a person in debt counselling. The early phases come first.
enum class Fase { aanmelding, intake, stabilisatie, schuldregeling, oplossing, nazorg };

/// Whether a fase lies before the admission decision. A row in an early fase is skipped, unless the operator allows
/// early phases for the aansluiting.
constexpr bool is_early(Fase fase) { return fase < Fase::stabilisatie; }

/// The phase of an aansluiting or a bevrager.
enum class Aansluitfase { aangemeld, test, productie, geschorst, beeindigd };

/// Whether a party may go from one phase to another:
/// aangemeld → test → productie ⇄ geschorst, and from any phase to beeindigd.
bool may_move(Aansluitfase from, Aansluitfase to);
/// Whether files of an aansluiting in that phase are taken in.
bool may_deliver(Aansluitfase fase);
/// Whether an aansluiting in that phase may go back to an earlier delivery.
bool may_go_back(Aansluitfase fase);
/// Whether bevragers of productie find the persons whom an aansluiting in that phase registered.
bool is_in_productie(Aansluitfase fase);
/// Whether there is anything of an aansluiting in that phase to confirm: its registrations stay without a new file.
bool may_confirm(Aansluitfase fase);
/// Whether a bevrager in that phase is answered.
bool may_ask(Aansluitfase fase);

/// The kind of an organisatie.
enum class Organisatiesoort { gemeente, wijkteam, kredietbank, gerechtsdeurwaarder, overheid, leverancier, sng };

/// The status of a delivery. The server sets `geweigerd`; an operator sets `afgewezen`.
enum class Aanleverstatus { verwerkt, vastgehouden, vervangen, verlopen, teruggedraaid, geweigerd, afgewezen };

/// The purpose of a question.
enum class Doel { dagvaarding, beslag, anders };

/// The handelwijze tells a bailiff what to do after a match, for the creditor of the question.
enum class Handelwijze { opschorten, adviseerOpschorten };

/// The role of an operator: `auditor` reads, `privacy` also answers citizens, `beheer` changes the registry.
enum class Operatorrol { beheer, privacy, auditor };

/// The purpose of a key: `index` names persons, `zegel` seals registrations, `audit` names and seals persons in the
/// audit log.
enum class Sleutelsoort : std::uint8_t { index, zegel, audit };

/// An oddity of deliveries that are each good by themselves, for which an operator has to look at the deliveries of an
/// aansluiting.
enum class Opvallend : std::uint8_t {
  niemand_beeindigd,
  ongewijzigd,
  correcties,
  eerder_bestand,
  testnummers,
  einddatums,  ///< many end in the coming week
  verwisseld   ///< many went within thirty days, and others came
};
inline constexpr std::array kOpvallend{Opvallend::niemand_beeindigd, Opvallend::ongewijzigd, Opvallend::correcties,
                                       Opvallend::eerder_bestand,    Opvallend::testnummers, Opvallend::einddatums,
                                       Opvallend::verwisseld};

/// The form in which lines of the audit log leave the index: as the standard Logboek Dataverwerkingen wants them, for a
/// spreadsheet, or as they are.
enum class Exportformaat : std::uint8_t { logboek, csv, json };

std::string_view to_text(Fase value);
std::string_view to_text(Aansluitfase value);
std::string_view to_text(Organisatiesoort value);
std::string_view to_text(Aanleverstatus value);
std::string_view to_text(Doel value);
std::string_view to_text(Handelwijze value);
std::string_view to_text(Operatorrol value);
std::string_view to_text(Sleutelsoort value);
std::string_view to_text(Exportformaat value);
std::string_view to_text(Opvallend value);

/// Reads a value of the closed list Enum, and returns nothing for any other text. Each closed list, here or in another
/// header, has its own specialisation.
template <class Enum>
std::optional<Enum> from_text(std::string_view text) = delete;
template <>
std::optional<Fase> from_text(std::string_view text);
template <>
std::optional<Aansluitfase> from_text(std::string_view text);
template <>
std::optional<Organisatiesoort> from_text(std::string_view text);
template <>
std::optional<Aanleverstatus> from_text(std::string_view text);
template <>
std::optional<Doel> from_text(std::string_view text);
template <>
std::optional<Handelwijze> from_text(std::string_view text);
template <>
std::optional<Operatorrol> from_text(std::string_view text);
template <>
std::optional<Sleutelsoort> from_text(std::string_view text);
template <>
std::optional<Exportformaat> from_text(std::string_view text);
template <>
std::optional<Opvallend> from_text(std::string_view text);

}  // namespace vish::proto
