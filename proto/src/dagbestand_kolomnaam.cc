#include "dagbestand_kolomnaam.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "dagbestand_ascii.h"
#include "signs.h"
#include "utf8.h"

namespace vish::proto::dagbestand {
namespace {

/// In bytes; longer names resemble nothing.
constexpr std::size_t kLongestName = 120;
/// Words of that length that stand among others say little.
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

/// Whether one letter more, less or other, or two that changed places, make the difference.
bool is_near(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return false;
  const auto differ = static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
  const auto rest_of = [differ](std::string_view text, std::size_t skipped) {
    return text.substr(std::min(differ + skipped, text.size()));
  };
  if (a.size() > b.size()) return rest_of(a, 1) == rest_of(b, 0);
  if (rest_of(a, 1) == rest_of(b, 1)) return true;
  return rest_of(a, 2) == rest_of(b, 2) && a[differ] == b[differ + 1] && a[differ + 1] == b[differ];
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

/// Whether words that stand together make the name, or nearly so where it is long.
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

Signs letters_of(std::string_view name) {
  Signs signs;
  while (!name.empty()) {
    const char32_t sign = take_character(name);
    if (sign > 0x7F && (is_hidden(sign) || same_in_ascii(sign) || looks_like(sign))) signs.add(sign);
  }
  return signs;
}

}  // namespace

std::optional<Kolom> known_column(std::string_view name) {
  if (const auto exact = exact_column(name)) return exact;
  if (name.size() > kLongestName) return std::nullopt;
  return exact_column(undress(name).text);
}

Dressing dressing_of(std::string_view name) { return exact_column(name) ? Dressing{} : undress(name).dressing; }

std::optional<Gelijkenis> resembles(std::string_view name) {
  if (name.size() > kLongestName) return std::nullopt;
  const std::string looks = looks_of(name);
  const auto words = words_of(looks);
  std::string letters;
  for (const auto word : words) letters += word;
  for (const auto& naam : kNamen) {
    if (is_near(letters, naam.text)) return Gelijkenis{naam.kolom, true, letters_of(name)};
  }
  for (const auto& naam : kNamen) {
    if (has_among(words, naam.text)) return Gelijkenis{naam.kolom, false, letters_of(name)};
  }
  return std::nullopt;
}

}  // namespace vish::proto::dagbestand
