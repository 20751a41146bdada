#include "proto/dayfile/dressing.h"

#include <algorithm>

#include "base/core/utf8.h"
#include "proto/dayfile/ascii.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/terms/signs.h"

namespace vish::proto::dagbestand {
namespace {

constexpr char32_t kNoBreak = 0xA0;

bool is_ascii(char32_t sign) { return sign <= 0x7F; }
bool is_control(char32_t sign) { return sign < 0x20 || (sign >= 0x7F && sign < 0xA0); }
/// Whether a sign is an information separator; some systems write these between or around fields.
bool is_separator(char32_t sign) { return sign >= 0x1C && sign <= 0x1F; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

/// Returns what `look` gives for each sign that is not hidden, with one space for each run of signs that look like
/// nothing.
template <class Look>
std::string read_looks(std::string_view text, const Look& look) {
  std::string looks;
  bool between = false;
  while (!text.empty()) {
    const char32_t sign = take_character(text);
    if (is_hidden(sign)) continue;
    const auto letters = look(sign);
    if (!letters) {
      between = !looks.empty();
    } else if (!letters->empty()) {
      if (between) looks += ' ';
      between = false;
      looks += *letters;
    }
  }
  return looks;
}

}  // namespace

void Signs::add(char32_t sign) {
  const auto* const end = signs_.begin() + size_;
  if (size_ < signs_.size() && std::find(signs_.cbegin(), end, sign) == end) signs_.at(size_++) = sign;
}

std::string Signs::text() const {
  std::string names;
  for (std::size_t i = 0; i < size_; ++i) names += (i == 0 ? "" : ", ") + sign_name(signs_.at(i));
  return names;
}

bool unwrap(std::string_view& text) {
  text = trimmed(text);
  if (text.size() < 2) return false;
  if (is_quote(text.front()) && text.front() == text.back()) {
    text = text.substr(1, text.size() - 2);
  } else if (text.front() == '=' || text.front() == '\'' || text.front() == '`') {
    text.remove_prefix(1);
  } else {
    return false;
  }
  return true;
}

Undressed undress(std::string_view value) {
  Undressed made;
  std::string plain;
  while (!value.empty()) {
    const char32_t sign = take_character(value);
    const auto same = same_in_ascii(sign);
    if (is_hidden(sign) || (same && !is_ascii(sign) && sign != kNoBreak)) made.dressing.signs.add(sign);
    if (is_hidden(sign)) continue;
    if (same) {
      plain.push_back(*same);
    } else {
      append_character(plain, sign);
    }
  }
  std::string_view inside = plain;
  while (unwrap(inside)) made.dressing.wrapped = true;
  made.text = inside;
  return made;
}

Undressed undress_text(std::string_view value) {
  Undressed made;
  while (!value.empty()) {
    const auto before = value;
    const char32_t sign = take_character(value);
    if (is_hidden(sign) && (!is_control(sign) || is_separator(sign))) {
      made.dressing.signs.add(sign);
    } else {
      made.text.append(before, 0, before.size() - value.size());
    }
  }
  while (made.text.size() >= 3 && made.text.starts_with("=\"") && made.text.ends_with('"')) {
    made.text = made.text.substr(2, made.text.size() - 3);
    made.dressing.wrapped = true;
  }
  made.text = trimmed(made.text);
  return made;
}

std::string looks_of(std::string_view text) { return read_looks(text, looks_like); }

std::string looks_with_any_letter(std::string_view text) {
  return read_looks(text, [](char32_t sign) {
    auto letters = looks_like(sign);
    return letters || !is_letter_of_any_script(sign) ? letters : std::string{kAnyLetter};
  });
}

}  // namespace vish::proto::dagbestand
