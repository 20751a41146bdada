#include <unictype.h>
#include <uninorm.h>

#include <algorithm>
#include <array>

#include "proto/terms/signs.h"

namespace vish::proto {
namespace {

/// Letters that look like Latin letters. The table leaves out letters that decompose into a Latin letter and accents,
/// and letters with the Latin letter in their name.
struct Alike {
  std::string_view latin;
  std::u32string_view signs;
};
constexpr std::array kAlike = std::to_array<Alike>({
    {"a", U"\u0251\u0391\u03B1\u0410\u0430"},
    {"ae", U"\u00C6\u00E6\u04D4\u04D5"},
    {"b", U"\u0392\u03B2\u0412\u0432\u042C\u044C"},
    {"c", U"\u0421\u0441"},
    {"d", U"\u00D0\u00F0\u0500\u0501"},
    {"e", U"\u0395\u03B5\u0404\u0415\u0435\u0454\u04BD"},
    {"f", U"\u03DC\u0492\u0493"},
    {"g", U"\u050C\u0581"},
    {"h", U"\u0397\u041D\u043D\u04BA\u04BB\u0570"},
    {"i", U"\u0196\u0269\u0399\u03B9\u0406\u0456"},
    {"j", U"\u03F3\u0408\u0458"},
    {"k", U"\u0138\u039A\u03BA\u041A\u043A"},
    {"l", U"\u04C0\u04CF"},
    {"m", U"\u039C\u041C\u043C"},
    {"n", U"\u014A\u014B\u039D\u03B7\u043F\u0578"},
    {"o", U"\u039F\u03BF\u03C3\u041E\u043E\u0555\u0585"},
    {"oe", U"\u0152\u0153"},
    {"p", U"\u03A1\u03C1\u0420\u0440"},
    {"q", U"\u051A\u051B"},
    {"r", U"\u0433"},
    {"s", U"\u0405\u0455\u054F"},
    {"ss", U"\u00DF\u1E9E"},
    {"t", U"\u03A4\u03C4\u0422\u0442"},
    {"u", U"\u01B1\u028A\u03BC\u03C5\u0438\u054D\u057D"},
    {"v", U"\u03BD\u0474\u0475"},
    {"w", U"\u03C9\u0460\u0461\u051C\u051D"},
    {"x", U"\u03A7\u03C7\u0425\u0445"},
    {"y", U"\u03A5\u03B3\u0423\u0443\u04AE\u04AF"},
    {"z", U"\u0396"},
});

bool is_latin(char32_t sign) { return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z'); }
char lowered(char32_t letter) { return static_cast<char>(letter <= 'Z' ? letter - 'A' + 'a' : letter); }

/// Returns the single letter in the name of a Latin letter, for instance LATIN SMALL LETTER D WITH HOOK or LATIN LETTER
/// SMALL CAPITAL N.
std::string letter_in_name(char32_t sign) {
  const auto name = unicode_name(sign) + " ";
  if (!name.starts_with("LATIN ")) return {};
  for (std::size_t space = 5; space + 2 < name.size(); space = name.find(' ', space + 1)) {
    if (name[space + 2] == ' ') return {lowered(static_cast<unsigned char>(name[space + 1]))};
  }
  return {};
}

std::string_view alike_in_table(char32_t sign) {
  const auto* const found = std::find_if(kAlike.begin(), kAlike.end(), [sign](const Alike& alike) {
    return alike.signs.find(sign) != std::u32string_view::npos;
  });
  return found == kAlike.end() ? std::string_view() : found->latin;
}

/// Returns the Latin letters that a sign without a decomposition looks like, or an empty text for none.
std::string letters_of_part(char32_t part) {
  if (is_latin(part)) return {lowered(part)};
  if (!is_letter_of_any_script(part)) return {};
  const auto letters = alike_in_table(part);
  return letters.empty() ? letter_in_name(part) : std::string(letters);
}

/// Returns the letters of all parts of a sign: of a letter and its accents, of a ligature, or of a letter in another
/// shape.
std::string letters_of_parts(char32_t sign) {
  std::string letters;
  std::u32string rest(1, sign);  // a stack: the next sign is at the end
  while (!rest.empty()) {
    const char32_t part = rest.back();
    rest.pop_back();
    int kind = 0;
    std::array<ucs4_t, UC_DECOMPOSITION_MAX_LENGTH> parts{};
    const int count = uc_decomposition(part, &kind, parts.data());
    if (count < 0) letters += letters_of_part(part);
    for (int i = count; i > 0; --i) rest.push_back(parts.at(static_cast<std::size_t>(i - 1)));
  }
  return letters;
}

}  // namespace

std::optional<std::string> looks_like(char32_t sign) {
  if (const auto plain = same_in_ascii(sign)) {
    if (is_latin(static_cast<unsigned char>(*plain))) return std::string{lowered(static_cast<unsigned char>(*plain))};
    if (*plain >= '0' && *plain <= '9') return std::string{*plain};
    return std::nullopt;
  }
  if (uc_is_general_category_withtable(sign, UC_CATEGORY_MASK_M)) return std::string();
  auto letters = letters_of_parts(sign);
  // A symbol of several letters, such as the trade mark sign, is a word and looks like no letter.
  if (letters.empty() || (letters.size() > 1 && !is_letter_of_any_script(sign))) return std::nullopt;
  return letters;
}

}  // namespace vish::proto
