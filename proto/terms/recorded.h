#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "proto/terms/domein.h"

namespace vish::proto {

/// A word of a closed list, as a record holds it or as somebody asks for it. A record of another version may hold a
/// word that this version does not know. Of such a word the text is kept, so that its record is read, searched, shown
/// and written again like any other. Two words are the same, and stand in order, by their texts.
///
/// Enum has to_text() and from_text(). Text is std::string_view where the text outlives the word.
template <class Enum, class Text = std::string>
class Recorded {
 public:
  /// Makes the word with the empty text.
  Recorded() = default;
  Recorded(Enum value) : known_(value) {}
  template <class Other>
  Recorded(const Recorded<Enum, Other>& word) : known_(word.known()), other_(known_ ? "" : word.text()) {}
  static Recorded read(std::string_view text) {
    Recorded word;
    word.known_ = from_text<Enum>(text);
    if (!word.known_) word.other_ = Text(text);
    return word;
  }

  /// Returns the value, or nothing for a word that this version does not know.
  std::optional<Enum> known() const { return known_; }
  std::string_view text() const { return known_ ? to_text(*known_) : std::string_view(other_); }

  bool operator==(const Recorded& other) const { return text() == other.text(); }
  bool operator==(Enum value) const { return text() == to_text(value); }
  std::strong_ordering operator<=>(const Recorded& other) const { return text() <=> other.text(); }

 private:
  std::optional<Enum> known_;
  Text other_{};
};

}  // namespace vish::proto
