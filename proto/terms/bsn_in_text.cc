#include "proto/terms/bsn_in_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/core/utf8.h"
#include "proto/terms/signs.h"

namespace vish::proto {
namespace {

constexpr std::size_t kFewestDigits = Bsn::kLength - 1;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// Counts the bytes that may be a digit or begin one.
std::size_t count_possible_digits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0xC0; }));
}

/// Calls `take` for each sign that is not hidden, with its digit if it is one.
template <class Take>
void each_sign(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const char front = text.front();
    if (is_ascii_digit(front)) {
      take(std::optional(front), U'0');
      text.remove_prefix(1);
    } else if (const char32_t sign = take_character(text); !is_hidden(sign)) {
      take(shown_digit(sign), sign);
    }
  }
}

/// The first digits of a text, and where each group of them begins.
class Digits {
 public:
  explicit Digits(std::string_view text) {
    bool together = false;
    each_sign(text, [&](std::optional<char> digit, char32_t sign) {
      if (digit) add(*digit, together);
      if (!digit) other_letters_ = other_letters_ || is_letter_of_any_script(sign);
      together = digit.has_value();
    });
  }

  /// Calls `take` with each BSN that the digits may be, and whether the BSN is not a part of a longer number, until
  /// `take` returns false.
  template <class Take>
  void each_bsn(const Take& take) const {
    for (std::size_t at = 0; at + kFewestDigits <= size_; ++at) {
      if (const auto bsn = with_lost_zero(at); bsn && !take(*bsn, false)) return;
      if (at + Bsn::kLength > size_) continue;
      const bool alone = begins_group(at) && begins_group(at + Bsn::kLength);
      if (!alone && !is_one_group(at, Bsn::kLength)) continue;
      const auto bsn = Bsn::parse(digits(at, Bsn::kLength));
      if (bsn && !take(*bsn, alone)) return;
    }
  }

 private:
  static constexpr std::size_t kMost = 64;

  void add(char digit, bool together) {
    if (size_ == kMost) return;
    if (!together) group_begins_ |= std::uint64_t{1} << size_;
    digits_.at(size_++) = digit;
  }

  /// Whether a group of digits begins at a place; the end of all digits counts as one.
  bool begins_group(std::size_t at) const { return at == size_ || ((group_begins_ >> at) & 1U) != 0; }
  bool is_one_group(std::size_t at, std::size_t length) const {
    const std::uint64_t inside = (std::uint64_t{1} << (length - 1)) - 1;
    return ((group_begins_ >> (at + 1)) & inside) == 0;
  }
  std::string_view digits(std::size_t at, std::size_t length) const { return {digits_.data() + at, length}; }

  /// Returns the BSN that eight digits at a place are when they lost their zero: all digits of a text without letters,
  /// or one whole group. A number that begins with a zero did not lose one.
  std::optional<Bsn> with_lost_zero(std::size_t at) const {
    const bool whole_text = size_ == kFewestDigits && !other_letters_;
    const bool whole_group =
        begins_group(at) && begins_group(at + kFewestDigits) && is_one_group(at, kFewestDigits) && digits_[at] != '0';
    if (!whole_text && !whole_group) return std::nullopt;
    const auto bsn = Bsn::parse(std::string(1, '0').append(digits(at, kFewestDigits)));
    return bsn ? std::optional(*bsn) : std::nullopt;
  }

  std::array<char, kMost> digits_{};
  std::size_t size_ = 0;
  std::uint64_t group_begins_ = 0;
  bool other_letters_ = false;
};

}  // namespace

bool holds_bsn(std::string_view text, const Bsn& bsn) {
  auto sought = bsn.digits();
  if (sought.front() == '0') sought.remove_prefix(1);
  if (count_possible_digits(text) < sought.size()) return false;
  std::string digits;
  each_sign(text, [&](std::optional<char> digit, char32_t) {
    if (digit) digits.push_back(*digit);
  });
  return digits.find(sought) != std::string::npos;
}

PossibleBsns possible_bsns(std::string_view text) {
  PossibleBsns found;
  Digits(text).each_bsn([&](const Bsn& bsn, bool alone) {
    found.all.push_back(bsn);
    found.alone = found.alone || alone;
    return true;
  });
  return found;
}

bool holds_possible_bsn(std::string_view text) {
  if (count_possible_digits(text) < kFewestDigits) return false;
  bool any = false;
  Digits(text).each_bsn([&](const Bsn&, bool) {
    any = true;
    return false;
  });
  return any;
}

}  // namespace vish::proto
