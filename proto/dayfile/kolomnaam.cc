#include "proto/dayfile/kolomnaam.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/core/utf8.h"
#include "proto/dayfile/ascii.h"
#include "proto/terms/signs.h"

namespace vish::proto::dagbestand {
namespace {

/// The known names are compared with at most this many bytes of what a name looks like.
constexpr std::size_t kLongestLooks = 120;
/// A word of at most this length among others says little.
constexpr std::size_t kShortWord = 4;

struct Naam {
  std::string_view text;
  Kolom kolom;
};
constexpr std::array kNamen{Naam{"burgerservicenummer", Kolom::burgerservicenummer},
                            Naam{"bsn", Kolom::burgerservicenummer},
                            Naam{"startdatum", Kolom::startdatum},
                            Naam{"fase", Kolom::fase},
                            Naam{"kenmerk", Kolom::kenmerk},
                            Naam{"einddatum", Kolom::einddatum}};

std::optional<Kolom> exact_column(std::string_view name) {
  const auto* const found = std::find_if(kNamen.begin(), kNamen.end(),
                                         [name](const Naam& naam) { return equal_ignoring_case(name, naam.text); });
  if (found == kNamen.end()) return std::nullopt;
  return found->kolom;
}

bool may_be_same(char a, char b) { return a == b || a == kAnyLetter || b == kAnyLetter; }
bool may_be_equal(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), may_be_same);
}

/// Whether so many letters are unknown that the name may be any word.
bool is_guesswork(std::string_view letters) {
  return 2 * static_cast<std::size_t>(std::count(letters.begin(), letters.end(), kAnyLetter)) > letters.size();
}

/// Whether the difference is one letter more, less or other, or two letters that changed places.
bool is_near(std::string_view letters, std::string_view name) {
  if (is_guesswork(letters)) return false;
  const auto [longer, shorter] = letters.size() < name.size() ? std::pair(name, letters) : std::pair(letters, name);
  if (longer.size() - shorter.size() > 1) return false;
  const auto differ = static_cast<std::size_t>(
      std::mismatch(shorter.begin(), shorter.end(), longer.begin(), may_be_same).first - shorter.begin());
  const auto rest_of = [differ](std::string_view text, std::size_t skipped) {
    return text.substr(std::min(differ + skipped, text.size()));
  };
  if (longer.size() > shorter.size()) return may_be_equal(rest_of(longer, 1), rest_of(shorter, 0));
  if (may_be_equal(rest_of(longer, 1), rest_of(shorter, 1))) return true;
  return may_be_equal(rest_of(longer, 2), rest_of(shorter, 2)) && may_be_same(longer[differ], shorter[differ + 1]) &&
         may_be_same(longer[differ + 1], shorter[differ]);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto length = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return words;
}

/// Whether adjacent words make the name, or nearly so for a long name.
bool has_among(const std::vector<std::string_view>& words, std::string_view name) {
  const bool is_short = name.size() <= kShortWord;
  for (std::size_t first = 0; first < words.size(); ++first) {
    std::string together;
    for (auto next = first; next < words.size() && together.size() <= name.size(); ++next) {
      together += words[next];
      if (together == name || (!is_short && is_near(together, name))) return true;
    }
  }
  return false;
}

/// Whether a name speaks of the day of an end: in two of its words, or in one that joins them, in any order.
bool may_be_end(const std::vector<std::string_view>& words) {
  constexpr std::array<std::string_view, 4> kDay{"datum", "dat", "date", "dag"};
  constexpr std::array<std::string_view, 3> kEnd{"einde", "eind", "end"};
  constexpr std::array<std::string_view, 6> kJoined{"einddat",   "eindedat", "eindedag",
                                                    "datumeind", "dateind",  "enddate"};
  const auto is_one_of = [](const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const auto holds = [](std::string_view word, std::string_view part) {
    return word.find(part) != std::string_view::npos;
  };
  const bool day = std::ranges::any_of(words, [&](auto word) { return is_one_of(kDay, word); });
  const bool end =
      std::ranges::any_of(words, [&](auto word) { return is_one_of(kEnd, word) || word.starts_with("beeindig"); });
  const bool joined = std::ranges::any_of(
      words, [&](auto word) { return std::ranges::any_of(kJoined, [&](auto part) { return holds(word, part); }); });
  return joined || (day && end);
}

/// Returns the column, among those with a name of at least `shortest_name`, that the looks resemble.
std::optional<Gelijkenis> resembling(std::string_view looks, std::size_t shortest_name) {
  const auto words = words_of(looks);
  std::string letters;
  for (const auto word : words) letters += word;
  for (const auto& naam : kNamen) {
    if (naam.text.size() >= shortest_name && is_near(letters, naam.text)) return Gelijkenis{naam.kolom, true, {}};
  }
  for (const auto& naam : kNamen) {
    if (naam.text.size() >= shortest_name && has_among(words, naam.text)) return Gelijkenis{naam.kolom, false, {}};
  }
  for (const auto& naam : kNamen) {
    const bool is_long = naam.text.size() > kShortWord;
    if (is_long && letters.find(naam.text) != std::string::npos) return Gelijkenis{naam.kolom, false, {}};
  }
  if (may_be_end(words)) return Gelijkenis{Kolom::einddatum, false, {}};
  return std::nullopt;
}

Signs letters_of(std::string_view name) {
  Signs signs;
  while (!name.empty()) {
    const char32_t sign = take_character(name);
    if (sign > 0x7F && (is_hidden(sign) || same_in_ascii(sign) || looks_like(sign) || is_letter_of_any_script(sign))) {
      signs.add(sign);
    }
  }
  return signs;
}

}  // namespace

std::optional<Kolom> known_column(std::string_view name) {
  if (const auto exact = exact_column(name)) return exact;
  return exact_column(undress(name).text);
}

Dressing dressing_of(std::string_view name) { return exact_column(name) ? Dressing{} : undress(name).dressing; }

std::optional<Gelijkenis> resembles(std::string_view name) {
  auto like = resembling(looks_of(name).substr(0, kLongestLooks), 0);
  if (!like) like = resembling(looks_with_any_letter(name).substr(0, kLongestLooks), kShortWord + 1);
  if (like) like->signs = letters_of(name);
  return like;
}

}  // namespace vish::proto::dagbestand
