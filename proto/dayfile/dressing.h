#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace vish::proto::dagbestand {

// Programs put signs around and into values, and have many words for an absent value.

/// The first three different signs outside ASCII that were added.
class Signs {
 public:
  void add(char32_t sign);
  bool empty() const { return size_ == 0; }
  /// Returns the names of the signs, for a finding.
  std::string text() const;

 private:
  std::array<char32_t, 3> signs_{};
  std::size_t size_ = 0;
};

/// The signs that were removed from a value to read it.
struct Dressing {
  Signs signs{};         ///< hidden signs, and signs that stood for a sign of ASCII
  bool wrapped = false;  ///< the value stood as ="…", between quotes, or behind an apostrophe

  bool any() const { return wrapped || !signs.empty(); }
};

/// A value without its dressing.
struct Undressed {
  std::string text;
  Dressing dressing;
};

/// Undresses a value that the program interprets: a number, a date, a word of a list or a column name. The text is
/// ASCII as far as each sign has one meaning.
Undressed undress(std::string_view value);

/// Undresses a value that people read: removes hidden signs and ="…".
Undressed undress_text(std::string_view value);

/// Cuts spaces and one layer of dressing off a value: quotes, ="…", or an apostrophe in front. Returns whether there
/// was such a layer.
bool unwrap(std::string_view& text);

/// Stands for a letter that looks like no letter of ASCII.
inline constexpr char kAnyLetter = '?';

/// Returns the text as it looks, in lower-case letters and digits of ASCII; each run of other signs becomes one space,
/// with no space at either end.
std::string looks_of(std::string_view text);
/// Returns looks_of() with kAnyLetter for each letter that looks like no letter of ASCII.
std::string looks_with_any_letter(std::string_view text);

}  // namespace vish::proto::dagbestand
