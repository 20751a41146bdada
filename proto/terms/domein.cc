#include "proto/terms/domein.h"

#include <array>
#include <cstddef>

#include "proto/terms/word_list.h"

namespace vish::proto {
namespace {

constexpr std::array<std::string_view, 6> kFase{"aanmelding",     "intake",    "stabilisatie",
                                                "schuldregeling", "oplossing", "nazorg"};
constexpr std::array<std::string_view, 5> kAansluitfase{"aangemeld", "test", "productie", "geschorst", "beeindigd"};
constexpr std::array<std::string_view, 7> kOrganisatiesoort{
    "gemeente", "wijkteam", "kredietbank", "gerechtsdeurwaarder", "overheid", "leverancier", "sng"};
constexpr std::array<std::string_view, 7> kAanleverstatus{"verwerkt",      "vastgehouden", "vervangen", "verlopen",
                                                          "teruggedraaid", "geweigerd",    "afgewezen"};
constexpr std::array<std::string_view, 3> kDoel{"dagvaarding", "beslag", "anders"};
constexpr std::array<std::string_view, 2> kHandelwijze{"opschorten", "adviseerOpschorten"};
constexpr std::array<std::string_view, 3> kOperatorrol{"beheer", "privacy", "auditor"};
constexpr std::array<std::string_view, 3> kSleutelsoort{"index", "zegel", "audit"};
constexpr std::array<std::string_view, 3> kExportformaat{"logboek", "csv", "json"};
constexpr std::array<std::string_view, kOpvallend.size()> kOpvallendnaam{
    "niemandBeeindigd", "ongewijzigd", "correcties", "eerderBestand", "testnummers", "einddatums", "verwisseld"};

template <class Enum, std::size_t N>
std::string_view name(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

bool may_move(Aansluitfase from, Aansluitfase to) {
  using enum Aansluitfase;
  if (to == beeindigd) return from != beeindigd;
  return (from == aangemeld && to == test) || (from == test && to == productie) ||
         (from == productie && to == geschorst) || (from == geschorst && to == productie);
}

bool may_deliver(Aansluitfase fase) { return fase == Aansluitfase::test || fase == Aansluitfase::productie; }
bool may_go_back(Aansluitfase fase) { return may_deliver(fase) || fase == Aansluitfase::geschorst; }
bool is_in_productie(Aansluitfase fase) { return fase == Aansluitfase::productie || fase == Aansluitfase::geschorst; }
bool may_confirm(Aansluitfase fase) { return is_in_productie(fase); }
bool may_ask(Aansluitfase fase) { return fase == Aansluitfase::test || fase == Aansluitfase::productie; }

std::string_view to_text(Fase value) { return name(kFase, value); }
std::string_view to_text(Aansluitfase value) { return name(kAansluitfase, value); }
std::string_view to_text(Organisatiesoort value) { return name(kOrganisatiesoort, value); }
std::string_view to_text(Aanleverstatus value) { return name(kAanleverstatus, value); }
std::string_view to_text(Doel value) { return name(kDoel, value); }
std::string_view to_text(Handelwijze value) { return name(kHandelwijze, value); }
std::string_view to_text(Operatorrol value) { return name(kOperatorrol, value); }
std::string_view to_text(Sleutelsoort value) { return name(kSleutelsoort, value); }
std::string_view to_text(Exportformaat value) { return name(kExportformaat, value); }
std::string_view to_text(Opvallend value) { return name(kOpvallendnaam, value); }

template <>
std::optional<Fase> from_text(std::string_view text) {
  return find_word<Fase>(kFase, text);
}
template <>
std::optional<Aansluitfase> from_text(std::string_view text) {
  return find_word<Aansluitfase>(kAansluitfase, text);
}
template <>
std::optional<Organisatiesoort> from_text(std::string_view text) {
  return find_word<Organisatiesoort>(kOrganisatiesoort, text);
}
template <>
std::optional<Aanleverstatus> from_text(std::string_view text) {
  return find_word<Aanleverstatus>(kAanleverstatus, text);
}
template <>
std::optional<Doel> from_text(std::string_view text) {
  return find_word<Doel>(kDoel, text);
}
template <>
std::optional<Handelwijze> from_text(std::string_view text) {
  return find_word<Handelwijze>(kHandelwijze, text);
}
template <>
std::optional<Operatorrol> from_text(std::string_view text) {
  return find_word<Operatorrol>(kOperatorrol, text);
}
template <>
std::optional<Sleutelsoort> from_text(std::string_view text) {
  return find_word<Sleutelsoort>(kSleutelsoort, text);
}
template <>
std::optional<Exportformaat> from_text(std::string_view text) {
  return find_word<Exportformaat>(kExportformaat, text);
}
template <>
std::optional<Opvallend> from_text(std::string_view text) {
  return find_word<Opvallend>(kOpvallendnaam, text);
}

}  // namespace vish::proto
