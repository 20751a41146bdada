#include "proto/notices/tweede_persoon.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <vector>

namespace vish::proto {
namespace {

using Json = nlohmann::json;
using nlohmann::ordered_json;
using proto::Verzoek;

/// Returns the option that stands for a property: --afname-percentage for afnamePercentage.
std::string option_of(const std::string& property) {
  std::string option = "--";
  for (const char letter : property) {
    const auto small = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    if (small != letter) option += '-';
    option += small;
  }
  return option;
}

/// Returns the text as one word for a shell.
std::string quoted(const std::string& text) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.' || c == ':'; };
  if (!text.empty() && std::ranges::all_of(text, plain)) return text;
  std::string word = "'";
  for (const char letter : text) word += letter == '\'' ? "'\\''" : std::string(1, letter);
  return word + "'";
}

std::string value_of(const ordered_json& value) {
  return value.is_string() ? quoted(value.get<std::string>()) : value.dump();
}

/// Returns the option that stands for a property, also where vishctl calls it otherwise.
std::string renamed(const std::string& property) {
  if (property == "overeenkomstdatum") return "--overeenkomst";
  if (property == "aanleverdagen") return "--aanleverdag";
  if (property == "erbij") return "--aanleveraar";
  if (property == "eraf") return "--geen-aanleveraar";
  return option_of(property);
}

/// Returns the options of vishctl that stand for settings.
std::string options_of(const ordered_json& settings) {
  std::string options;
  for (const auto& [property, value] : settings.items()) {
    if (value.is_object()) {
      options += options_of(value);
    } else if (value.is_array()) {
      for (const auto& element : value) options += " " + renamed(property) + " " + value_of(element);
    } else if (value.is_boolean()) {
      options += value.get<bool>() ? " " + option_of(property) : " --geen-" + option_of(property).substr(2);
    } else {
      options += " " + renamed(property) + " " + value_of(value);
    }
  }
  return options;
}

bool is_change(const Verzoek& verzoek) { return verzoek.handeling == Handeling::aansluiting_change; }

bool is_step(const Verzoek& verzoek) { return verzoek.handeling == Handeling::aansluiting_fase; }

std::string settings_of(const Verzoek& verzoek) {
  return options_of(as_json(verzoek.instellingen.value_or(Instelwijziging())));
}

/// Returns the settings between brackets, as a part of a sentence.
std::string with_settings(const Verzoek& verzoek) {
  const auto settings = settings_of(verzoek);
  return settings.empty() ? "" : " (" + settings.substr(1) + ")";
}

/// Returns the arguments that vishctl takes behind the name of the subject.
std::string arguments_of(const Verzoek& verzoek) {
  if (is_step(verzoek)) return " productie";
  return is_change(verzoek) ? settings_of(verzoek) : "";
}

/// Returns the command that the second person runs.
std::string opdracht(const Verzoek& verzoek) {
  if (verzoek.handeling == Handeling::register_import) return "vishctl register import BESTAND --reden REDEN";
  std::string words(verzoek.handeling.text());
  std::ranges::replace(words, '.', ' ');
  return "vishctl " + words + " " + verzoek.onderwerp + arguments_of(verzoek) + " --reden REDEN";
}

std::string wat(const Verzoek& verzoek) {
  const auto& naam = verzoek.onderwerp;
  const auto of = verzoek.aansluitcode ? naam + " van " + *verzoek.aansluitcode : naam;
  if (verzoek.handeling == Handeling::aanlevering_release)
    return "Aanlevering " + of + " vrijgeven, waarna niemand van nu overblijft,";
  if (verzoek.handeling == Handeling::aanlevering_rollback) {
    return "Terugdraaien naar aanlevering " + of + ", waarna niemand van nu overblijft,";
  }
  if (verzoek.handeling == Handeling::register_import)
    return "Het register wijzigen volgens een bestand dat bewaking versoepelt";
  if (verzoek.handeling == Handeling::sleutel_destroy) return "Sleutel " + naam + " vernietigen";
  if (is_change(verzoek)) return "De bewaking van " + naam + " versoepelen" + with_settings(verzoek);
  if (is_step(verzoek)) {
    return "Aansluiting " + naam + " met ruimere bewaking" + with_settings(verzoek) + " naar productie brengen";
  }
  return (verzoek.handeling == Handeling::bevrager_end ? "Bevrager " : "Aansluiting ") + naam + " beëindigen";
}

std::string waits(const Verzoekmelding& verzoek) {
  return verzoek.wat + " is gevraagd door " + verzoek.gevraagd_door +
         " en nog niet gebeurd: een tweede beheerder moet het bevestigen, met\n  " + verzoek.opdracht + "\n";
}

std::string waits_key(const Json& sleutel) {
  return waits(verzoekmelding({.handeling = Handeling::sleutel_destroy,
                               .onderwerp = sleutel.at("sleutel").get<std::string>(),
                               .door = sleutel.at("vernietigingDoor").get<std::string>()}));
}

std::string about(const Verzoekmelding& verzoek) {
  const auto who = "Het verzoek van " + verzoek.gevraagd_door;
  return ends_party(verzoek.handeling) ? who + " om te beëindigen" : who + " (" + verzoek.opdracht + ")";
}

std::vector<Verzoekmelding> meldingen_in(const Json& resource, const char* member) {
  return Reader::read_as<std::vector<Verzoekmelding>>(resource.value(member, Json::array()));
}

}  // namespace

Verzoekmelding verzoekmelding(const Verzoek& verzoek) {
  return {.handeling = verzoek.handeling,
          .naam = verzoek.onderwerp,
          .wat = wat(verzoek),
          .gevraagd_door = verzoek.door,
          .gevraagd_op = verzoek.gevraagd_op,
          .aansluitcode = verzoek.aansluitcode,
          .opdracht = opdracht(verzoek)};
}

ordered_json verzoek_view(const Verzoek& verzoek) { return Writer::of(verzoekmelding(verzoek)); }

std::string wachtmelding(const Json& resource) {
  std::string text;
  for (const auto& verzoek : meldingen_in(resource, "vervallenVerzoeken")) {
    text += about(verzoek) + " is hiermee vervallen.\n";
  }
  for (const auto& verzoek : meldingen_in(resource, "verzoeken")) text += waits(verzoek);
  if (resource.contains("verzoek")) text += waits(Reader::read_as<Verzoekmelding>(resource.at("verzoek")));
  if (resource.contains("opdracht")) text += waits(Reader::read_as<Verzoekmelding>(resource));
  if (resource.contains("vernietigingDoor") && !resource.contains("vernietigdOp")) text += waits_key(resource);
  return text;
}

std::string vervalmelding(const Json& resource, std::optional<Aansluitfase> fase) {
  std::string text;
  for (const auto& verzoek : meldingen_in(resource, "verzoeken")) {
    const bool same = fase == Aansluitfase::productie && verzoek.handeling == Handeling::aansluiting_fase;
    if (!same) text += about(verzoek) + " vervalt als u doorgaat.\n";
  }
  return text;
}

}  // namespace vish::proto
