#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace vish::proto::dagbestand {

// Programs put signs around and into values, and write in many ways that there is none.

/// The first few signs outside ASCII that were met, each once.
class Signs {
 public:
  void add(char32_t sign);
  bool empty() const { return size_ == 0; }
  /// Their names, for a finding.
  std::string text() const;

 private:
  std::array<char32_t, 3> signs_{};
  std::size_t size_ = 0;
};

/// What was taken off a value to read it.
struct Dressing {
  Signs signs{};         ///< hidden signs, and others that stood for signs of ASCII
  bool wrapped = false;  ///< it stood as ="…", between quotes, or behind an apostrophe

  bool any() const { return wrapped || !signs.empty(); }
};

struct Undressed {
  std::string text;
  Dressing dressing;
};

/// A value for the machine (a number, a date, a word of a list, a name of a
/// column) in ASCII as far as its signs have one meaning.
Undressed undress(std::string_view value);

/// A value for people: without hidden signs, and not as ="…".
Undressed undress_text(std::string_view value);

/// Whether a program wrote this where there is no value: NULL, \N, <NA>, None,
/// in any letter case, also between quotes or brackets.
bool is_null_word(std::string_view value);

/// Stands for a letter that looks like none of ASCII.
inline constexpr char kAnyLetter = '?';

/// In lower-case letters and digits of ASCII what the text looks like; every
/// run of other signs is one space, none at the front or the end.
std::string looks_of(std::string_view text);
/// The same, with kAnyLetter for each letter that looks like none of ASCII.
std::string looks_with_any_letter(std::string_view text);

}  // namespace vish::proto::dagbestand
